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
        return discount * merton(sign, forward, option.strike, variance,
                                 std::get<Jumps<double>>(*model.jumps[asset]), option.maturity);
    return discount * black(sign, forward, option.strike, variance);
}

/// The logarithm of a geometric average, as the simulation takes it: sum_i weight_i ln S(t_i) and a normal of
/// its own, of variance `between`.
struct LogAverage {
    std::vector<Years> times;     ///< increasing
    std::vector<double> weights;  ///< [time], of sum 1
    double between;
};

/// On fixings each counts the same.  All the time, each step counts as the mean of its ends, and a twelfth of
/// its variance lies between them: for any grid the law of what is simulated, so that the control has no
/// bias.
LogAverage log_average(const BlackScholes<double>& model, const Asian& option,
                       const std::vector<Years>& grid) {
    if (option.averaging == Asian::Averaging::dates)
        return {option.fixings,
                std::vector<double>(option.fixings.size(), 1.0 / static_cast<double>(option.fixings.size())),
                0.0};
    LogAverage average{{option.averaging_start}, {0.0}, 0.0};
    for (Years end : Plan(grid).steps_within(option.averaging_start, option.maturity)) {
        const Years start = average.times.back();
        const double share = (end - start) / (option.maturity - option.averaging_start);
        const double variance =
            model.total_variance(option.asset, end) - model.total_variance(option.asset, start);
        average.weights.back() += 0.5 * share;
        average.times.push_back(end);
        average.weights.push_back(0.5 * share);
        average.between += variance * share * share / 12.0;
    }
    return average;
}

/// Closed form of a geometric Asian option with fixed strike (Kemna and Vorst 1990): the logarithm of the
/// average is normal with mean sum w_i m(t_i) and variance sum_ij w_i w_j v(min(t_i, t_j)).
double geometric_asian_price(const BlackScholes<double>& model, const Asian& option,
                             const LogAverage& average) {
    double mean = 0.0, variance = average.between, later = 0.0;
    for (std::size_t i = average.times.size(); i-- > 0;) {
        const double weight = average.weights[i];
        const double v = model.total_variance(option.asset, average.times[i]);
        mean += weight * (model.market.drift(option.asset, average.times[i]) - 0.5 * v);
        variance += v * weight * (weight + 2.0 * later);
        later += weight;
    }
    const double forward =
        model.market.assets[static_cast<std::size_t>(option.asset)].spot * exp(mean + 0.5 * variance);
    return exp(-model.market.discounted(option.end())) *
           black(sign_of(option.type), forward, option.strike, variance);
}

bool lognormal(const BlackScholes<double>& model, int asset) {
    const auto at = static_cast<std::size_t>(asset);
    return !model.market.assets[at].quanto && (model.jumps.empty() || !model.jumps[at]);
}

std::vector<Control> controls(const BlackScholes<double>& model, const Asian& option,
                              const std::vector<Years>& grid) {
    if (!lognormal(model, option.asset) || option.average == Asian::Average::geometric) return {};
    if (option.strike_kind == Asian::Strike::fixed) {
        Asian twin = option;
        twin.average = Asian::Average::geometric;
        return {{twin, geometric_asian_price(model, twin, log_average(model, twin, grid))}};
    }
    const European twin{option.asset, option.type,
                        model.market.assets[static_cast<std::size_t>(option.asset)].spot, option.end()};
    return {{twin, european_price(model, twin)}};
}

/// The asset at a date, as a payoff.
Control forward(const Market<double>& market, int asset, Years maturity) {
    const double mean = market.assets[static_cast<std::size_t>(asset)].spot *
                        exp(market.drift(asset, maturity) - market.discounted(maturity));
    return {European{asset, OptionType::call, 0.0, maturity}, mean};
}

/// Jumps make a call's tail heavy, and the asset has the same; what is left is bounded, like the put.
std::vector<Control> controls(const BlackScholes<double>& model, const European& option,
                              const std::vector<Years>&) {
    const auto asset = static_cast<std::size_t>(option.asset);
    const bool jumps = !model.jumps.empty() && model.jumps[asset];
    if (!jumps || model.market.assets[asset].quanto || option.type != OptionType::call ||
        option.strike <= 0.0)
        return {};
    return {forward(model.market, option.asset, option.maturity)};
}

std::vector<Control> european_control(const BlackScholes<double>& model, const European& twin) {
    if (!lognormal(model, twin.asset)) return {};
    return {{twin, european_price(model, twin)}};
}

/// The same option held to the end.
std::vector<Control> controls(const BlackScholes<double>& model, const American& option,
                              const std::vector<Years>&) {
    return european_control(model, {option.asset, option.type, option.strike, option.maturity});
}

/// Under scrambled Sobol' points the unbounded tail of a call makes most of the error, so the call that
/// shares it is a control (error divided by 2.5 to 370 at 2^20 paths); a payoff without that tail loses by
/// it.
std::vector<Control> controls(const BlackScholes<double>& model, const Barrier& option,
                              const std::vector<Years>&) {
    const bool keeps_tail =
        option.type == OptionType::call &&
        (option.barrier_type == BarrierType::down_and_out || option.barrier_type == BarrierType::up_and_in);
    if (!keeps_tail) return {};
    return european_control(model, {option.asset, option.type, option.strike, option.maturity});
}
std::vector<Control> controls(const BlackScholes<double>& model, const Lookback& option,
                              const std::vector<Years>&) {
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
    twin.jumps.assign(model.jumps.begin(), model.jumps.end());
    std::vector<double> volatilities;
    for (Years t : times) volatilities.push_back(sqrt(model.leg_variance(asset, t) / t));
    twin.volatility.resize(model.terms.size());
    twin.volatility[static_cast<std::size_t>(asset)] = Curve<double>(times, volatilities);
    return twin;
}

/// The price itself has a known mean, too, as long as the scheme keeps it for sure (rho <= 0).
void add_forward(const Heston<double>& model, int asset, Years maturity, std::vector<Control>& all) {
    if (model.terms[static_cast<std::size_t>(asset)].rho <= 0.0)
        all.push_back(forward(model.market, asset, maturity));
}

std::vector<Control> controls(const Heston<double>& model, const European& option,
                              const std::vector<Years>&) {
    std::vector<Control> all;
    add_forward(model, option.asset, option.maturity, all);
    const BlackScholes<double> twin = twin_of(model, option.asset, {option.maturity});
    all.push_back({option, european_price(twin, option), Control::Reads::legs});
    return all;
}

std::vector<Control> controls(const Heston<double>& model, const American& option,
                              const std::vector<Years>& grid) {
    return controls(model, European{option.asset, option.type, option.strike, option.maturity}, grid);
}

std::vector<Control> controls(const Heston<double>& model, const Asian& option,
                              const std::vector<Years>& grid) {
    const BlackScholes<double> twin = twin_of(model, option.asset, grid);
    const auto asset = static_cast<std::size_t>(option.asset);
    const Years last = option.end();
    std::vector<Control> all;
    add_forward(model, option.asset, last, all);
    if (option.strike_kind == Asian::Strike::fixed && lognormal(twin, option.asset)) {
        Asian geometric = option;
        geometric.average = Asian::Average::geometric;
        all.push_back({geometric, geometric_asian_price(twin, geometric, log_average(twin, geometric, grid)),
                       Control::Reads::legs});
    }
    const double strike = option.strike > 0.0 ? option.strike : model.market.assets[asset].spot;
    const European european{option.asset, option.type, strike, last};
    all.push_back({european, european_price(twin, european), Control::Reads::legs});
    return all;
}

/// The variance itself, whose mean every grid keeps.
std::vector<Control> controls(const Heston<double>& model, const VarianceOption& option,
                              const std::vector<Years>&) {
    const RealisedVariance& variance = option.variance;
    if (!variance.continuous()) return {};
    VarianceOption whole = option;
    whole.type = OptionType::call;
    whole.strike = 0.0;
    const double mean = model.leg_variance(variance.asset, variance.maturity) -
                        model.leg_variance(variance.asset, variance.start_time);
    const double discount = exp(-model.market.discounted(variance.maturity));
    return {{whole, whole.notional * discount * mean / (variance.maturity - variance.start_time)}};
}

template <class ModelType, class ProductType>
std::vector<Control> controls(const ModelType&, const ProductType&, const std::vector<Years>&) {
    return {};
}

}  // namespace

std::vector<Control> controls_for(const Model& model, const Product& product,
                                  const std::vector<Years>& grid) {
    return std::visit([&](const auto& m, const auto& p) { return controls(m, p, grid); }, model, product);
}

}  // namespace snell
