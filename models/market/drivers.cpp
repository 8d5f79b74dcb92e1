#include "models/market/drivers.h"

#include <fmt/format.h>

#include <cmath>

#include "core/faults.h"
#include "models/market/correlation.h"

namespace snell {
namespace {

Correlated drivers_of(const Market<double>& market) {
    Correlated drivers{drivers_key, "drivers", {}};
    for (const Asset<double>& asset : market.assets) drivers.names.push_back(asset.name);
    for (const Asset<double>& asset : market.assets) drivers.names.push_back("the variance of " + asset.name);
    return drivers;
}

/// The cell that Matrix (i, j) was read from.
const Node& cell(const Node& node, int i, int j) {
    const Node& row = node.as<Node::Array>()->at(static_cast<std::size_t>(i));
    return row.as<Node::Array>()->at(static_cast<std::size_t>(j));
}

/// What stands elsewhere in the file must stand here, too.
void require_agreement(const Node& node, const Matrix<double>& told, const Heston<double>& model) {
    const int n = model.market.size();
    const Correlated drivers = drivers_of(model.market);
    const auto require_equal = [&](int i, int j, double elsewhere, const std::string& where) {
        if (told(i, j) == elsewhere) return;
        throw NodeFault{
            "E122", cell(node, i, j).place,
            fmt::format("{} is {} here, but {} is {}", drivers.pair(i, j), told(i, j), where, elsewhere),
            "Write the same number in both places"};
    };
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < i; ++j) require_equal(j, i, model.market.correlation(j, i), "that of [market]");
        require_equal(i, n + i, model.terms[static_cast<std::size_t>(i)].rho,
                      "rho of " + drivers.names[static_cast<std::size_t>(i)]);
    }
}

/// Share of the way to the default at which the drivers become possible, rounded up [-].  Both ends agree in
/// the prices' correlation and in every rho, and the default is possible.
double mending_share(const Matrix<double>& drivers, const Matrix<double>& by_default) {
    double impossible = 0.0, possible = 1.0;
    while (possible - impossible > 1e-5) {
        const double share = 0.5 * (impossible + possible);
        Matrix<double> blend = drivers;
        for (int i = 0; i < blend.size(); ++i)
            for (int j = 0; j < blend.size(); ++j) blend(i, j) += share * (by_default(i, j) - drivers(i, j));
        (semi_definite(blend) ? possible : impossible) = share;
    }
    return std::ceil(1e3 * possible) / 1e3;
}

}  // namespace

Field drivers_field() {
    return {drivers_key,
            FieldType::matrix,
            "correlation of all prices, then all variances, in the assets' order; left out: each variance "
            "moves with its own price alone",
            {.at_least = -1.0, .at_most = 1.0, .optional = true},
            false,
            "",
            {}};
}

HestonDrivers<double> drivers_from(const Node& node, const Heston<double>& model) {
    HestonDrivers<double> drivers;
    drivers.told = correlation_rows_from(node, drivers_of(model.market));
    require_agreement(node, drivers.told, model);
    const auto complete = [&](const HestonDrivers<double>& of) {
        return of.complete(model.market.correlation, model.terms);
    };
    const Matrix<double> all = complete(drivers);
    if (semi_definite(all)) return drivers;
    throw NodeFault{
        "E117", node.place,
        fmt::format("no prices and variances can have this correlation: an eigenvalue of the matrix is "
                    "{:.4g}, none may be negative",
                    eigenvalues(all).front()),
        fmt::format("Moving every entry {:.4g} % of the way to its value without drivers mends it",
                    100.0 * mending_share(all, complete({})))};
}

}  // namespace snell
