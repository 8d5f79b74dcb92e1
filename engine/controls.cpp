#include "engine/controls.h"

#include <algorithm>

#include "core/math/exp.h"
#include "models/merton_formula.h"

namespace snell {
namespace {

/// Closed form of a European option: Black (1976) on the forward, or with jumps Merton's (1976) series.
double european_price(const BlackScholes<double>& model, const European& option) {
    const double mean = model.market.drift(option.asset, option.maturity);
    const double forward = model.market.assets[static_cast<std::size_t>(option.asset)].spot * exp(mean);
    const double discount = exp(-model.market.discounted(option.maturity));
    const double variance = model.total_variance(option.asset, option.maturity);
    const double sign = sign_of(option.type);
    const auto asset = static_cast<std::size_t>(option.asset);
    if (!model.jumps.empty() && model.jumps[asset])
        return discount *
               merton(sign, forward, option.strike, variance, *model.jumps[asset], option.maturity);
    return discount * black(sign, forward, option.strike, variance);
}

/// Closed form of a geometric Asian option with fixed strike (Kemna and Vorst 1990): the logarithm of the
/// geometric mean is normal with mean 1/n sum m(t_i) and variance 1/n^2 sum_ij w(min(t_i, t_j)).
double geometric_asian_price(const BlackScholes<double>& model, const Asian& option) {
    const auto n = static_cast<double>(option.fixings.size());
    double mean = 0.0, variance = 0.0, left = n;
    for (std::size_t i = 0; i < option.fixings.size(); ++i, left -= 1.0) {
        const double w = model.total_variance(option.asset, option.fixings[i]);
        mean += (model.market.drift(option.asset, option.fixings[i]) - 0.5 * w) / n;
        variance += w * (2.0 * left - 1.0) / (n * n);
    }
    const double forward =
        model.market.assets[static_cast<std::size_t>(option.asset)].spot * exp(mean + 0.5 * variance);
    return exp(-model.market.discounted(option.fixings.back())) *
           black(sign_of(option.type), forward, option.strike, variance);
}

bool lognormal(const BlackScholes<double>& model, int asset) {
    const auto at = static_cast<std::size_t>(asset);
    return !model.market.assets[at].quanto && (model.jumps.empty() || !model.jumps[at]);
}

std::vector<Control> controls(const BlackScholes<double>& model, const Asian& option) {
    if (!lognormal(model, option.asset) || option.average == Asian::Average::geometric) return {};
    if (option.strike_kind == Asian::Strike::fixed) {
        Asian twin = option;
        twin.average = Asian::Average::geometric;
        return {{twin, geometric_asian_price(model, twin)}};
    }
    const European twin{option.asset, option.type,
                        model.market.assets[static_cast<std::size_t>(option.asset)].spot,
                        option.fixings.back()};
    return {{twin, european_price(model, twin)}};
}

std::vector<Control> european_control(const BlackScholes<double>& model, const European& twin) {
    if (!lognormal(model, twin.asset)) return {};
    return {{twin, european_price(model, twin)}};
}

/// Under scrambled Sobol' points the unbounded tail of a call makes most of the error, so the call that
/// shares it is a control (error divided by 2.5 to 370 at 2^20 paths); a payoff without that tail loses by
/// it.
std::vector<Control> controls(const BlackScholes<double>& model, const Barrier& option) {
    const bool keeps_tail =
        option.type == OptionType::call &&
        (option.barrier_type == BarrierType::down_and_out || option.barrier_type == BarrierType::up_and_in);
    if (!keeps_tail) return {};
    return european_control(model, {option.asset, option.type, option.strike, option.maturity});
}
std::vector<Control> controls(const BlackScholes<double>& model, const Lookback& option) {
    if (option.type != OptionType::call) return {};
    const double spot = model.market.assets[static_cast<std::size_t>(option.asset)].spot;
    const double extreme = option.extreme > 0.0 ? option.extreme : spot;
    const double strike = option.strike_kind == Lookback::Strike::fixed ? option.strike : extreme;
    return european_control(model, {option.asset, option.type, strike, option.maturity});
}

/// The lognormal twins of an asset under Heston at the given times, as a model of their own.
BlackScholes<double> twin_of(const Heston<double>& model, int asset, const std::vector<Years>& times) {
    BlackScholes<double> twin;
    twin.market = model.market;
    twin.jumps = model.jumps;
    std::vector<double> volatilities;
    for (Years t : times) volatilities.push_back(sqrt(model.leg_variance(asset, t) / t));
    twin.volatility.resize(model.terms.size());
    twin.volatility[static_cast<std::size_t>(asset)] = Curve<double>(times, volatilities);
    return twin;
}

/// The price itself has a known mean, too, as long as the scheme keeps it for sure (rho <= 0).
void add_forward(const Heston<double>& model, int asset, Years maturity, std::vector<Control>& all) {
    if (model.terms[static_cast<std::size_t>(asset)].rho > 0.0) return;
    const Market<double>& market = model.market;
    const double mean = market.assets[static_cast<std::size_t>(asset)].spot *
                        exp(market.drift(asset, maturity) - market.discounted(maturity));
    all.push_back({European{asset, OptionType::call, 0.0, maturity}, mean});
}

std::vector<Control> controls(const Heston<double>& model, const European& option) {
    std::vector<Control> all;
    add_forward(model, option.asset, option.maturity, all);
    const BlackScholes<double> twin = twin_of(model, option.asset, {option.maturity});
    all.push_back({option, european_price(twin, option), Control::Reads::legs});
    return all;
}

std::vector<Control> controls(const Heston<double>& model, const Asian& option) {
    const BlackScholes<double> twin = twin_of(model, option.asset, option.fixings);
    const auto asset = static_cast<std::size_t>(option.asset);
    const Years last = option.fixings.back();
    std::vector<Control> all;
    add_forward(model, option.asset, last, all);
    if (option.strike_kind == Asian::Strike::fixed && lognormal(twin, option.asset)) {
        Asian geometric = option;
        geometric.average = Asian::Average::geometric;
        all.push_back({geometric, geometric_asian_price(twin, geometric), Control::Reads::legs});
    }
    const double strike = option.strike > 0.0 ? option.strike : model.market.assets[asset].spot;
    const European european{option.asset, option.type, strike, last};
    all.push_back({european, european_price(twin, european), Control::Reads::legs});
    return all;
}

template <class ModelType, class ProductType>
std::vector<Control> controls(const ModelType&, const ProductType&) {
    return {};
}

}  // namespace

std::vector<Control> controls_for(const Model& model, const Product& product) {
    return std::visit([](const auto& m, const auto& p) { return controls(m, p); }, model, product);
}

}  // namespace snell
