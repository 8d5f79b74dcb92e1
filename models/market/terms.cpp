#include "models/market/terms.h"

#include <fmt/format.h>

#include "core/error.h"

namespace snell {

void BlackScholesTerms::check(const Market<double>&, int) const {
    for (std::size_t i = 1; i < volatility.times.size(); ++i) {
        const double before = volatility.total_variance(volatility.times[i - 1]);
        const double after = volatility.total_variance(volatility.times[i]);
        if (after >= before) continue;
        throw TermsFault{
            "E119", "volatility",
            fmt::format("volatility {} at {} years makes the total variance fall from {:.6g} to {:.6g} "
                        "(calendar arbitrage)",
                        volatility.quotes[i], volatility.times[i], before, after),
            fmt::format("It must be at least {:.4g} there", sqrt(before / volatility.times[i]) + 5e-5)};
    }
}

Model BlackScholesTerms::assemble(const Market<double>& market, const std::vector<BlackScholesTerms>& terms) {
    BlackScholes<double> model;
    model.market = market;
    for (const BlackScholesTerms& each : terms) model.volatility.push_back(each.volatility);
    return model;
}

Model MertonTerms::assemble(const Market<double>& market, const std::vector<MertonTerms>& terms) {
    BlackScholes<double> model;
    model.market = market;
    for (const MertonTerms& each : terms) {
        model.volatility.push_back(each.diffusion.volatility);
        model.jumps.emplace_back(each.jumps.jumps.intensity > 0.0 ? std::optional(each.jumps.jumps)
                                                                  : std::nullopt);
    }
    return model;
}

LocalSurface LocalVolatilityTerms::surface(const Market<double>& market, int asset) const {
    ImpliedSurface implied{times, {}, volatilities};
    for (double m : moneyness) implied.log_moneyness.push_back(log(m));
    const double log_spot = log(market.assets[static_cast<std::size_t>(asset)].spot);
    return dupire(implied, [&](Years t) { return t > 0.0 ? log_spot + market.drift(asset, t) : log_spot; });
}

Model LocalVolatilityTerms::assemble(const Market<double>& market,
                                     const std::vector<LocalVolatilityTerms>& terms) {
    LocalVolatility<double> model;
    model.market = market;
    for (std::size_t i = 0; i < terms.size(); ++i)
        model.surface.push_back(terms[i].surface(market, static_cast<int>(i)));
    model.shift.assign(terms.size(), 0.0);
    return model;
}

}  // namespace snell
