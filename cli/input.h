#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/field_lister.h"
#include "core/node.h"
#include "engine/settings.h"
#include "models/model.h"
#include "portfolios/product.h"

namespace snell {

/// A trade and the model that prices it.
struct InputTrade {
    std::string id;
    std::string product_name;
    std::string model_name;
    double quantity = 1.0;
    Product product;
    std::shared_ptr<const Model> model;
    std::string where;  ///< "book.toml:14:1: trade 'B-3'", for faults that come later
};

/// All that a run needs, and all that was wrong.
struct Input {
    std::vector<InputTrade> trades;  ///< sound ones; none where market, models or settings are not sound
    Settings settings;
    bool greeks = false;
    std::string currency;             ///< that values are in; may be empty
    std::optional<Date> today;        ///< of the market, where it says so
    std::vector<Diagnostic> faults;   ///< in the order of reading
    std::size_t trades_left_out = 0;  ///< trades that a fault made unusable
};

/// Joins market, models, trades and settings of one tree, and checks each product against today's spots.
Input read_input(const Node& root);

/// The same from a TOML file.  A file that cannot be parsed is a fault like others.
Input read_input(const std::string& path);

/// The same for one trade from flags: {"--model", "heston", "--spot", "100", ...} or "--spot=100".  A flag
/// goes where a term of its name is known: product, market, model, settings; --market.X, --model.X, --trade.X
/// and --settings.X say it outright.
Input input_from_flags(const std::vector<std::string>& arguments);

/// The tree that flags stand for; reports what cannot be placed.
class Faults;
Node from_flags(const std::vector<std::string>& arguments, Faults& faults);

/// The terms of `[settings]`.
std::vector<Field> settings_fields();

/// JSON schema (draft 2020-12) of a whole file.
std::string input_schema();

}  // namespace snell
