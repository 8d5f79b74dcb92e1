#pragma once
#include <string>

#include "models/cross_asset.h"
#include "models/world.h"

namespace snell {

/// A calibrated model as the tables [model.LIST] of a run file, which read back as the same model
/// (models/market/quoted_dynamics.h).
std::string write_dynamics(const CrossAsset& model, const World& world);

/// A name as a key of TOML: as it is, or in quotes where it has other characters than letters, digits, '-'
/// and
/// '_'.
std::string toml_key(const std::string& name);
/// A text in quotes.
std::string toml_text(const std::string& text);

}  // namespace snell
