#include "engine/controls.h"

#include <algorithm>

#include "core/math/exp.h"
#include "models/black_formula.h"

namespace snell {
namespace {

/// Closed form of a European option: Black (1976) on the forward.
double european_price(const BlackScholes<double>& model, const European& option) {
    const double mean = model.market.drift(option.asset, option.maturity);
    const double forward = model.market.assets[static_cast<std::size_t>(option.asset)].spot * exp(mean);
    return exp(-model.market.discounted(option.maturity)) *
           black(sign_of(option.type), forward, option.strike,
                 model.total_variance(option.asset, option.maturity));
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

template <class ModelType, class ProductType>
std::vector<Control> controls(const ModelType&, const ProductType&) {
    return {};
}

}  // namespace

std::vector<Control> controls_for(const Model& model, const Product& product) {
    return std::visit([](const auto& m, const auto& p) { return controls(m, p); }, model, product);
}

}  // namespace snell
