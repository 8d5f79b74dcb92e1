#pragma once
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "core/fields.h"
#include "models/model.h"

/// What a user tells a model of each asset, once: reading, help and the schema visit `fields`
/// (core/fields.h).
///
/// Each has the model's kind, one line of help and the source; fields(visitor); check(market,
/// asset), which throws TermsFault where the terms do not fit together; and assemble(market, terms by asset).
/// `has_drivers`, optional: the model's own table may correlate all drivers (drivers.h).
namespace snell {

/// Volatilities beyond 1000 % were meant in percent.
inline constexpr Range volatility_range{.unit = "1/sqrt(year)", .above = 0.0, .below = 10.0};

inline constexpr Range jump_intensity_range{.unit = "1/year", .below = 1000.0, .at_least = 0.0};

struct BlackScholesInput {
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
    static Model assemble(const Market<double>& market, const std::vector<BlackScholesInput>& terms);
};

/// The terms of lognormal jumps, beside a model's own.
struct JumpInput {
    Jumps<double> jumps{};

    template <class Visitor>
    void fields(Visitor& v) {
        v.number("jump_intensity", jumps.intensity, jump_intensity_range, "expected jumps a year");
        v.number("jump_log_mean", jumps.log_mean, {.above = -10.0, .below = 10.0},
                 "mean of a jump of the log-price");
        v.number("jump_log_std", jumps.log_std, {.below = 10.0, .at_least = 0.0},
                 "standard deviation of a jump of the log-price");
    }
    /// None where no jump ever comes.
    std::optional<Jumps<double>> if_any() const {
        return jumps.intensity > 0.0 ? std::optional(jumps) : std::nullopt;
    }
};

struct MertonInput {
    static constexpr std::string_view kind = "merton";
    static constexpr std::string_view about = "lognormal prices with lognormal jumps";
    static constexpr std::string_view reference = "Merton (1976)";

    BlackScholesInput diffusion;
    JumpInput jumps;

    template <class Visitor>
    void fields(Visitor& v) {
        diffusion.fields(v);
        jumps.fields(v);
    }
    void check(const Market<double>& market, int asset) const { diffusion.check(market, asset); }
    static Model assemble(const Market<double>& market, const std::vector<MertonInput>& terms);
};

struct KouInput {
    static constexpr std::string_view kind = "kou";
    static constexpr std::string_view about = "lognormal prices with double exponential jumps";
    static constexpr std::string_view reference = "Kou (2002)";

    BlackScholesInput diffusion;
    DoubleExponentialJumps<double> jumps{};

    template <class Visitor>
    void fields(Visitor& v) {
        diffusion.fields(v);
        v.number("jump_intensity", jumps.intensity, jump_intensity_range, "expected jumps a year");
        v.number("jump_up_probability", jumps.up_probability, {.above = 0.0, .below = 1.0},
                 "probability that a jump goes up");
        v.number("jump_up_rate", jumps.up_rate, {.above = 1.0, .below = 1e6},
                 "one over the mean of a jump up of the log-price");
        v.number("jump_down_rate", jumps.down_rate, {.above = 0.0, .below = 1e6},
                 "one over the mean of a jump down of the log-price");
    }
    void check(const Market<double>& market, int asset) const { diffusion.check(market, asset); }
    static Model assemble(const Market<double>& market, const std::vector<KouInput>& terms);
};

struct HestonInput {
    static constexpr std::string_view kind = "heston";
    static constexpr std::string_view about = "variance that moves and reverts, correlated with the price";
    static constexpr std::string_view reference = "Heston (1993); stepped as in Andersen (2008)";
    static constexpr bool has_drivers = true;

    HestonTerms<double> terms{};

    template <class Visitor>
    void fields(Visitor& v) {
        // Variances beyond 25 were meant as volatilities in percent, or as volatilities.
        constexpr Range variance{.unit = "1/year", .below = 25.0, .at_least = 0.0};
        v.number("v0", terms.v0, variance, "variance today (0.04 is a volatility of 20 %)");
        v.number("kappa", terms.kappa, {.unit = "1/year", .below = 1000.0, .at_least = 0.0},
                 "speed at which the variance reverts");
        v.number("theta", terms.theta, variance, "variance to which it reverts");
        v.number("xi", terms.xi, {.unit = "1/year", .above = 0.0, .below = 100.0},
                 "volatility of the variance");
        v.number("rho", terms.rho, {.above = -1.0, .below = 1.0}, "correlation of price and variance");
    }
    /// E305 for a quanto asset.
    void check(const Market<double>& market, int asset) const;
    static Model assemble(const Market<double>& market, const std::vector<HestonInput>& terms);
};

struct BatesInput {
    static constexpr std::string_view kind = "bates";
    static constexpr std::string_view about = "Heston with lognormal jumps of the price";
    static constexpr std::string_view reference = "Bates (1996)";
    static constexpr bool has_drivers = true;

    HestonInput heston;
    JumpInput jumps;

    template <class Visitor>
    void fields(Visitor& v) {
        heston.fields(v);
        jumps.fields(v);
    }
    void check(const Market<double>& market, int asset) const { heston.check(market, asset); }
    static Model assemble(const Market<double>& market, const std::vector<BatesInput>& terms);
};

struct LocalVolatilityInput {
    static constexpr std::string_view kind = "local_volatility";
    static constexpr std::string_view about = "volatility as a function of time and spot, from option quotes";
    static constexpr std::string_view reference = "Dupire (1994)";

    VolatilityGrid implied;  ///< levels: strike over forward
    VolatilityGrid local;    ///< levels: spot

    template <class Visitor>
    void fields(Visitor& v) {
        Range optional = volatility_range;
        optional.optional = true;
        v.surface("implied", "moneyness", implied, optional,
                  "implied volatilities by expiry and by strike over forward");
        v.surface("local", "spots", local, optional,
                  "or the local volatilities themselves, by time and by spot");
    }
    /// E104 unless one surface is given, E303, E304 where it has arbitrage, E305 for a quanto asset.
    void check(const Market<double>& market, int asset) const;
    LocalSurface surface(const Market<double>& market, int asset) const;
    static Model assemble(const Market<double>& market, const std::vector<LocalVolatilityInput>& terms);
};

/// The closed list, in the order of help.
using ModelInput = std::variant<BlackScholesInput,  //
                                MertonInput,        //
                                KouInput,           //
                                HestonInput,        //
                                BatesInput,         //
                                LocalVolatilityInput>;

}  // namespace snell
