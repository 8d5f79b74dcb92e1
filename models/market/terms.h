#pragma once
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "models/model.h"

/// What a user tells a model of each asset, once: reading, help and the schema visit `fields`
/// (core/fields.h).
///
/// Each terms type has the model's kind, one line of help and the source; fields(visitor); check(market,
/// asset), which throws TermsFault where the terms do not fit together; and assemble(market, terms by asset).
namespace snell {

/// Volatilities beyond 1000 % were meant in percent.
inline constexpr Range volatility_range{.unit = "1/sqrt(year)", .above = 0.0, .below = 10.0};

struct BlackScholesTerms {
    static constexpr std::string_view kind = "black_scholes";
    static constexpr std::string_view about = "lognormal prices with term structures of rate and volatility";
    static constexpr std::string_view reference = "Black and Scholes (1973)";

    Curve<double> volatility;

    template <class Visitor>
    void fields(Visitor& v) {
        v.curve("volatility", volatility.times, volatility.quotes, volatility_range,
                "implied volatility by expiry");
    }
    /// E119 where total variance falls.
    void check(const Market<double>& market, int asset) const;
    static Model assemble(const Market<double>& market, const std::vector<BlackScholesTerms>& terms);
};

/// The terms of lognormal jumps, beside a model's own.
struct JumpTerms {
    Jumps<double> jumps{};

    template <class Visitor>
    void fields(Visitor& v) {
        v.number("jump_intensity", jumps.intensity, {.unit = "1/year", .below = 1000.0, .at_least = 0.0},
                 "expected jumps a year");
        v.number("jump_log_mean", jumps.log_mean, {.above = -10.0, .below = 10.0},
                 "mean of a jump of the log-price");
        v.number("jump_log_std", jumps.log_std, {.below = 10.0, .at_least = 0.0},
                 "standard deviation of a jump of the log-price");
    }
};

struct MertonTerms {
    static constexpr std::string_view kind = "merton";
    static constexpr std::string_view about = "lognormal prices with lognormal jumps";
    static constexpr std::string_view reference = "Merton (1976)";

    BlackScholesTerms diffusion;
    JumpTerms jumps;

    template <class Visitor>
    void fields(Visitor& v) {
        diffusion.fields(v);
        jumps.fields(v);
    }
    void check(const Market<double>& market, int asset) const { diffusion.check(market, asset); }
    static Model assemble(const Market<double>& market, const std::vector<MertonTerms>& terms);
};

struct LocalVolatilityTerms {
    static constexpr std::string_view kind = "local_volatility";
    static constexpr std::string_view about = "volatility as a function of time and spot, from option quotes";
    static constexpr std::string_view reference = "Dupire (1994)";

    std::vector<Years> times;
    std::vector<double> moneyness;
    std::vector<double> volatilities;  ///< [time][moneyness]

    template <class Visitor>
    void fields(Visitor& v) {
        v.surface("implied", times, moneyness, volatilities, volatility_range,
                  "implied volatilities by expiry and by strike over forward");
    }
    /// E303, E304 where the surface has arbitrage.
    void check(const Market<double>& market, int asset) const { surface(market, asset); }
    LocalSurface surface(const Market<double>& market, int asset) const;
    static Model assemble(const Market<double>& market, const std::vector<LocalVolatilityTerms>& terms);
};

}  // namespace snell
