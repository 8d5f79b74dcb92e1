#pragma once
#include <array>
#include <cstdint>
#include <string_view>

/// The works that Snell and QuantLib both do: one description, no type of either side.
namespace snell::peers {

inline constexpr double spot = 100.0, strike = 100.0;  // [currency]
inline constexpr double rate = 0.03, dividend = 0.01;  // continuously compounded [1/year]
inline constexpr double volatility = 0.20;             // [1/sqrt(year)]
inline constexpr double correlation = 0.5;             // between any two assets of the basket
inline constexpr int days = 365;                       // life of every option; T = 1 year by Act/365
inline constexpr int steps = 252;                      // time steps of every path
inline constexpr int basket_assets = 5;                // equal weights

/// dv = kappa (theta - v) dt + xi sqrt(v) dW_v, corr(dW_v, dW_s) = rho; Heston (1993).
struct Variance {
    double kappa, theta, xi, rho, v0;
};

enum class Kind { european, asian, heston, basket };

struct Work {
    std::string_view name;
    Kind kind;
    Variance variance;    // of Kind::heston
    int assets;           // priced along each path
    double target_ratio;  // Snell's rate over QuantLib's that the project aims at, one thread each
};

/// `heston_hot` visits the exponential branch of the quadratic-exponential scheme at almost every step.
inline constexpr std::array<Work, 5> works{{
    {"gbm_european", Kind::european, {}, 1, 100.0},
    {"asian_arithmetic", Kind::asian, {}, 1, 70.0},
    {"heston_european", Kind::heston, {1.5, 0.04, 0.3, -0.7, 0.04}, 1, 40.0},
    {"heston_hot", Kind::heston, {0.5, 0.04, 1.0, -0.9, 0.04}, 1, 40.0},
    {"basket5", Kind::basket, {}, basket_assets, 80.0},
}};

/// Day of the i-th of the 252 fixings, i = 1 ... 252: dates are whole days, so the spacing is uneven and both
/// sides are given the same days.
constexpr int fixing_day(int i) { return (2 * days * i + steps) / (2 * steps); }

/// What one run said: price and its standard error [currency], on how many paths, and the seconds that it
/// took.
struct Outcome {
    double value, std_error;
    std::int64_t paths;
    double wall, processor;  // elapsed; charged to the process, all threads together [s]
};

/// Steps of all assets along all paths: the unit of work.
inline double path_steps(const Work& work, std::int64_t paths) {
    return static_cast<double>(paths) * steps * work.assets;
}

}  // namespace snell::peers
