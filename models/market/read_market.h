#pragma once
#include <string>
#include <vector>

#include "core/field_lister.h"
#include "core/field_reader.h"
#include "models/market.h"

namespace snell {

/// Today's world as a file tells it, `[market]`: rate, correlation, date, currency, and either one asset's
/// spot, dividend and quanto, or several assets, each `[market.assets.NAME]`.
struct MarketInput {
    Market<double> market;
    ReadingContext context;  ///< names of the assets, and today
    std::string currency;    ///< that payoffs are paid in; may be empty
    bool sound = false;      ///< false: has a fault, and nothing can be priced
};

/// Name of the asset of a market that has one alone.
inline constexpr const char* only_asset = "asset";

/// Reads `[market]`; reports every fault in it.
MarketInput read_market(const Node& root, Faults& faults);

/// The terms of `[market]`, and of each asset.
std::vector<Field> market_fields();
std::vector<Field> asset_fields();
std::vector<Field> quanto_fields();

}  // namespace snell
