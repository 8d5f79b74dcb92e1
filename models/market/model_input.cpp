#include "models/market/model_input.h"

#include <fmt/format.h>

#include "core/error.h"

namespace snell {
namespace {

void refuse_quanto(const Market<double>& market, int asset, std::string_view kind) {
    const Asset<double>& own = market.assets[static_cast<std::size_t>(asset)];
    require(!own.quanto,
            {"E305", "kind", fmt::format("the asset '{}' is quanto, which {} cannot hold", own.name, kind),
             "Use black_scholes"});
}

}  // namespace

void BlackScholesInput::check(const Market<double>&, int) const {
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

Model BlackScholesInput::assemble(const Market<double>& market, const std::vector<BlackScholesInput>& terms) {
    BlackScholes<double> model;
    model.market = market;
    for (const BlackScholesInput& each : terms) model.volatility.push_back(each.volatility);
    return model;
}

Model MertonInput::assemble(const Market<double>& market, const std::vector<MertonInput>& terms) {
    BlackScholes<double> model;
    model.market = market;
    for (const MertonInput& each : terms) {
        model.volatility.push_back(each.diffusion.volatility);
        model.jumps.push_back(each.jumps.if_any());
    }
    return model;
}

Model KouInput::assemble(const Market<double>& market, const std::vector<KouInput>& terms) {
    BlackScholes<double> model;
    model.market = market;
    for (const KouInput& each : terms) {
        model.volatility.push_back(each.diffusion.volatility);
        model.jumps.emplace_back();
        if (each.jumps.intensity > 0.0) model.jumps.back() = each.jumps;
    }
    return model;
}

void HestonInput::check(const Market<double>& market, int asset) const { refuse_quanto(market, asset, kind); }

Model HestonInput::assemble(const Market<double>& market, const std::vector<HestonInput>& terms) {
    Heston<double> model;
    model.market = market;
    for (const HestonInput& each : terms) model.terms.push_back(each.terms);
    return model;
}

Model BatesInput::assemble(const Market<double>& market, const std::vector<BatesInput>& terms) {
    Heston<double> model;
    model.market = market;
    for (const BatesInput& each : terms) {
        model.terms.push_back(each.heston.terms);
        model.jumps.push_back(each.jumps.if_any());
    }
    return model;
}

void LocalVolatilityInput::check(const Market<double>& market, int asset) const {
    refuse_quanto(market, asset, kind);
    require(implied.times.empty() != local.times.empty(),
            {"E104", "implied", "local_volatility needs one surface, implied or local",
             "Add implied = { times = [...], moneyness = [...], volatilities = [[...], ...] }, or local with "
             "spots"});
    surface(market, asset);
}

LocalSurface LocalVolatilityInput::surface(const Market<double>& market, int asset) const {
    std::vector<double> logs;
    for (double level : (local.times.empty() ? implied : local).levels) logs.push_back(log(level));
    if (!local.times.empty()) return LocalSurface(local.times, logs, local.volatilities);
    const double log_spot = log(market.assets[static_cast<std::size_t>(asset)].spot);
    return dupire({implied.times, logs, implied.volatilities},
                  [&](Years t) { return t > 0.0 ? log_spot + market.drift(asset, t) : log_spot; });
}

Model LocalVolatilityInput::assemble(const Market<double>& market,
                                     const std::vector<LocalVolatilityInput>& terms) {
    LocalVolatility<double> model;
    model.market = market;
    for (std::size_t i = 0; i < terms.size(); ++i)
        model.surface.push_back(terms[i].surface(market, static_cast<int>(i)));
    model.shift.assign(terms.size(), 0.0);
    return model;
}

}  // namespace snell
