#pragma once
#include <memory>
#include <string>
#include <vector>

#include "models/market/read_market.h"
#include "models/model.h"

namespace snell {

/// A model with the name by which trades call it.
struct NamedModel {
    std::string name;
    std::string kind;
    std::shared_ptr<const Model> model;
};

/// The models of a file: `[model]`, or several `[models.NAME]`.  `kind` names the dynamics; left out, NAME is
/// the kind. A term of the table stands for all assets; [model.ASSET] overrides it for one.  Reports every
/// fault; a model with a fault is left out.
std::vector<NamedModel> read_models(const Node& root, const MarketInput& market, Faults& faults);

/// Kind, help, reference and terms of every model.
std::vector<FieldGroup> model_catalog();

}  // namespace snell
