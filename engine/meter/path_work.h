#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "core/draws.h"
#include "engine/walk.h"

/// The works that benches time again and again, here and against other libraries: a year of paths, a call at
/// its end.
namespace snell::meter {

inline constexpr double spot = 100.0, strike = 100.0;  // [currency]
inline constexpr double rate = 0.03, dividend = 0.01;  // continuously compounded [1/year]
inline constexpr double volatility = 0.20;             // [1/sqrt(year)]
inline constexpr double correlation = 0.5;             // between any two assets of a basket
inline constexpr int days = 365;                       // life of every option; T = 1 year by Act/365
inline constexpr int trading_days = 252;               // time steps of every path, unless said otherwise
inline constexpr int basket_assets = 5;                // equal weights

/// dv = kappa (theta - v) dt + xi sqrt(v) dW_v, corr(dW_v, dW_s) = rho; Heston (1993).
struct Variance {
    double kappa, theta, xi, rho, v0;
};

enum class Kind : std::uint8_t { european, asian, heston, basket };

struct PathWork {
    std::string_view name, about;
    Kind kind;
    Variance variance = {};  ///< of Kind::heston
    int assets = 1;          ///< priced along each path
    int steps = trading_days;

    /// Steps of all assets along so many paths: the unit of work.
    double path_steps(std::int64_t paths) const { return static_cast<double>(paths) * steps * assets; }
};

/// The hot one visits the exponential branch of the quadratic-exponential scheme at almost every step.
inline constexpr PathWork gbm{"gbm", "European call, Black-Scholes", Kind::european};
inline constexpr PathWork asian{"asian", "arithmetic Asian call, fixed every day", Kind::asian};
inline constexpr PathWork heston{
    "heston", "European call, Heston", Kind::heston, {1.5, 0.04, 0.3, -0.7, 0.04}};
inline constexpr PathWork heston_hot{
    "heston-hot", "the same where the variance often touches 0", Kind::heston, {0.5, 0.04, 1.0, -0.9, 0.04}};
inline constexpr PathWork basket5{
    "basket5", "call on a basket of five, Black-Scholes", Kind::basket, {}, basket_assets};
inline constexpr std::array path_works{gbm, heston, heston_hot, asian, basket5};

/// Day of the i-th of `count` dates, i = 1 ... count: dates are whole days, so that their spacing is uneven.
constexpr int day_of(int i, int count) { return (2 * days * i + count) / (2 * count); }

/// The walk of a work on its steps, without control variates.
Walk<double> walk_of(const PathWork& work, const Sampler& sampler);

Model model_of(const PathWork& work);
Product product_of(const PathWork& work);

}  // namespace snell::meter
