#pragma once
#include "models/calibrate.h"
#include "tests/engine/rate_lattice.h"
#include "tests/engine/xva_worlds.h"

/// The rights of rate_lattice.h as the engine holds them.
namespace snell::rate_rights {

using rate_lattice::kappa;
using rate_lattice::rate;
using rate_lattice::sigma;
using rate_lattice::Terms;
using xva_worlds::today;

/// A kink between two points of the lattice costs it about 1e-6.
inline constexpr double lattice_error = 5e-6;

/// One currency on a flat curve; floating coupons earn it.
inline World flat_world() {
    World world;
    world.today = today;
    world.base = "EUR";
    CurrencyMarket euro;
    euro.code = "EUR";
    euro.discount = cross_asset_worlds::curve(rate);
    world.currencies.push_back(euro);
    world.indices.push_back({"EUR-EURIBOR-12M", 0, euro.discount, ""});
    for (const auto& [name, hazard] :
         {std::pair("CPTY", 0.02), std::pair("BANK", 0.01), std::pair("SAFE", 0.0)})
        world.credits.push_back({name, cross_asset_worlds::curve(hazard), 0.4, ""});
    return world;
}

inline CrossAsset hull_white() {
    CrossAssetParts parts;
    parts.currencies = {
        Lgm(cross_asset_worlds::curve(rate), {Lgm::Volatility::hull_white, StepFunction(sigma), kappa})};
    parts.correlation = Matrix<double>(1);
    return CrossAsset(parts);
}

inline LinearTrade annual_swap(const Terms& terms) {
    Leg fixed, floating;
    for (int i = 0; i < terms.periods; ++i) {
        const Date start = today + 365 * (terms.first + i), end = start + 365;
        fixed.coupons.push_back({end, -terms.payer * terms.strike, 0.0, {}});
        floating.coupons.push_back({end, -terms.payer, terms.payer, {0, start, start, end, false}});
    }
    return {{fixed, floating}, {}};
}

inline BermudanSwaption right(const Terms& terms) {
    BermudanSwaption trade;
    trade.underlying = annual_swap(terms);
    for (int k = 0; k < terms.choices; ++k)
        trade.exercises.push_back({today + 365 * (terms.first + k), {k, k}, {}});
    trade.is_physical = terms.is_physical;
    return trade;
}

inline XvaSettings settings(std::vector<Date> dates) {
    XvaSettings chosen = xva_worlds::settings(std::move(dates));
    chosen.own_credit = -1;
    return chosen;
}

}  // namespace snell::rate_rights
