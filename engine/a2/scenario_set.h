#pragma once
#include <string>
#include <vector>

#include "engine/a2/option.h"
#include "engine/a2/program.h"

namespace snell::a2 {

/// How a first derivative is taken: two scenarios with errors of second order in the bump, or one, and the
/// base, with errors of first order.  Gammas are central in any case.
enum class Difference : std::uint8_t { central, one_sided };

/// A share of a scenario's value in a result.
struct Share {
    int scenario;
    double weight;
};
/// A number of the report: the price, or a Greek, as a weighted sum of values of scenarios.
struct Result {
    std::string name;
    std::vector<Share> shares;
};

/// All valuations that the price and the Greeks of an option take, as tables for the path loops.
struct ScenarioSet {
    int assets = 0, steps = 0;
    Martingale martingale = Martingale::corrected;
    double log_spot = 0.0, strike = 0.0;
    std::vector<double> schemes;  ///< [scheme]{v0, HestonStep}
    std::vector<double> rows;     ///< [pair][2][2 * assets]
    std::vector<Move> moves;
    std::vector<Scenario> scenarios;
    std::vector<double> shifts;   ///< [shift][asset]
    std::vector<Result> results;  ///< the price first

    /// Paths of single assets that a run simulates for each of its paths, those of the base included; without
    /// reuse it would be scenarios * assets.
    int asset_paths() const { return assets + static_cast<int>(moves.size()); }
    /// Those of them whose variance is simulated, too.
    int variance_paths() const;
};

/// How the paths are made.
struct Method {
    int steps = 252;
    Martingale martingale = Martingale::corrected;
    Difference difference = Difference::central;
    Bumps bumps;
};

/// Price, theta, rho, and per asset and pair delta, gamma, cross-gamma, model vegas, correlation vegas:
///   theta        - dV / d maturity [currency/year]
///   rho          dV / d rate
///   rho_i        of the model of asset i: what of its price's noise is not its variance's keeps its
///   direction correlation  of an entry of the matrix, all others held; of (V_i, S_i) with rho_i of the model
/// Throws std::invalid_argument where the matrix, or a bumped one, is not positive definite.
ScenarioSet make_scenarios(const Option& option, const Method& method);

/// The price alone.
ScenarioSet price_scenario(const Option& option, const Method& method);

/// Name of a driver: "V1", "S1", "V2" ...
std::string driver_name(int driver);

}  // namespace snell::a2
