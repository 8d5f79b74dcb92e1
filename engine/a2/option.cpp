#include "engine/a2/option.h"

#include "core/philox.h"

namespace snell::a2 {
namespace {

constexpr std::uint32_t parameters_purpose = 1;

double rounded(double x) {
    constexpr double decimals = 1e4;
    const auto whole = static_cast<std::int64_t>(abs(x) * decimals + 0.5);
    return (x < 0.0 ? -1.0 : 1.0) * static_cast<double>(whole) / decimals;
}

/// The numbers of one asset, drawn one after the other.
class Dice {
  public:
    Dice(std::uint64_t seed, int asset)
        : philox_{.seed = seed, .purpose = parameters_purpose}, asset_(static_cast<std::uint64_t>(asset)) {}
    double between(double low, double high) {
        double even, odd;
        philox_.uniforms(asset_, block_++, even, odd);
        return low + (high - low) * even;
    }

  private:
    Philox philox_;
    std::uint64_t asset_;
    std::uint32_t block_ = 0;
};

}  // namespace

Option draw_option(std::uint64_t seed, int assets) {
    Option option;
    option.seed = seed;
    std::vector<double> price_share, variance_share;
    for (int i = 0; i < assets; ++i) {
        Dice dice(seed, i);
        const double kappa = rounded(dice.between(1.5, 9.0));
        const double theta = rounded(dice.between(0.02, 0.4));
        const double xi = rounded(dice.between(0.3, 0.9));
        const double v0 = rounded(dice.between(0.02, 0.4));
        const double rho = rounded(dice.between(-0.7, -0.1));
        option.terms.emplace_back(v0, kappa, theta, xi, rho);
        price_share.push_back(dice.between(0.3, 0.8));
        variance_share.push_back(dice.between(0.2, 0.7));
    }
    option.correlation = Matrix<double>(2 * assets);
    const auto enter = [&](int i, int j, double entry) {
        option.correlation(i, j) = option.correlation(j, i) = rounded(entry);
    };
    for (int i = 0; i < assets; ++i) {
        const auto a = static_cast<std::size_t>(i);
        const double rho = option.terms[a].rho;
        enter(2 * i, 2 * i + 1, rho);
        for (int j = 0; j < i; ++j) {
            const auto b = static_cast<std::size_t>(j);
            const double other = option.terms[b].rho;
            const double prices = price_share[a] * price_share[b];
            const double own = sqrt((1.0 - rho * rho) * (1.0 - other * other));
            enter(2 * i + 1, 2 * j + 1, prices);
            enter(2 * i, 2 * j + 1, rho * prices);
            enter(2 * i + 1, 2 * j, other * prices);
            enter(2 * i, 2 * j, rho * other * prices + own * variance_share[a] * variance_share[b]);
        }
    }
    return option;
}

}  // namespace snell::a2
