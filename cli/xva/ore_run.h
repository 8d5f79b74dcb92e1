#pragma once
#include <string>
#include <vector>

#include "core/date.h"
#include "core/xml.h"

namespace snell {

/// What one ore.xml asks for: the files of the run, found, and the settings of its analytics.
struct OreRun {
    std::string file;  ///< the ore.xml itself
    Date today;
    std::string base;  ///< currency of all results
    bool imply_todays_fixings = false;

    std::string quotes, fixings, todays_market, curve_config, conventions,
        portfolio;  ///< paths; "" if not named
    std::string currencies, calendar_adjustment, simulation, netting, collateral_balances;
    std::vector<std::string> portfolios;

    /// Configuration of todaysmarket.xml per purpose; "default" where none is named.
    std::string pricing = "default", lgm_calibration = "default", fx_calibration = "default",
                equity_calibration = "default", simulation_market = "default";

    bool npv = false, simulate = false, xva = false;
    bool cva = false, dva = false, fva = false, colva = false, collateral_floor = false;
    bool by_trade = false;
    std::string own_name, borrowing_curve, lending_curve;
    std::vector<double> quantiles;
    std::string calculation_type;   ///< Symmetric, AsymmetricCVA, AsymmetricDVA, NoLag
    std::string allocation_method;  ///< None, Marginal, RelativeFairValueNet ...
    double marginal_allocation_limit = 1.0;
    bool flip_view = false;
};

/// Reads ore.xml and finds the files that it names: beside it, in its inputPath, or where the run was
/// started. Throws InputError (E42x) with everything that is wrong.  What it asks for and nobody reads stays
/// unread in `root`.
OreRun read_ore_run(const std::string& file, const XmlElement& root);

}  // namespace snell
