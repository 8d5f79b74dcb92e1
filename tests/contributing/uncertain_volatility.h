#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/math/exp.h"
#include "core/math/log.h"
#include "models/gaussian.h"
#include "models/market.h"

namespace snell {

/// dS/S = (r - q) dt + sigma dW, where a coin tossed today for each asset decides which of two volatilities
/// sigma is, for good: prices are mixtures of those of Black and Scholes (Brigo, Mercurio and Rapisarda
/// 2004).  Steps are exact, whatever their length.
template <class P>
struct UncertainVolatility {
    static constexpr std::string_view kind = "uncertain_volatility";
    static constexpr bool exact = true;

    struct Coin {
        P calm, wild;   ///< volatilities [1/sqrt(year)]
        P probability;  ///< of the calm one [-], inside (0, 1)

        Coin(P low, P high, P share) : calm(low), wild(high), probability(share) {}
        template <class Q>
        explicit Coin(const Q& other) : calm(other.calm), wild(other.wild), probability(other.probability) {}
    };

    Market<P> market;
    std::vector<Coin> coins;  ///< [asset]

    UncertainVolatility() = default;
    template <class Q>
    explicit UncertainVolatility(const UncertainVolatility<Q>& other)
        : market(other.market), coins(other.coins.begin(), other.coins.end()) {}

    template <class Visitor>
    void parameters(Visitor& v) {
        market.parameters(v);
        for (int i = 0; i < market.size(); ++i) {
            const std::string& name = market.assets[static_cast<std::size_t>(i)].name;
            Coin& coin = coins[static_cast<std::size_t>(i)];
            v.number("calm_volatility", name, "1/sqrt(year)", coin.calm);
            v.number("wild_volatility", name, "1/sqrt(year)", coin.wild);
            v.number("calm_probability", name, "-", coin.probability);
        }
    }

    /// True if, given the coins, ln S between two dates is a Brownian bridge in its variance.
    bool bridges_exactly() const {
        bool flat = market.rate.flat();
        for (const Asset<P>& asset : market.assets) flat = flat && asset.dividend.flat();
        return flat;
    }

    template <int N>
    struct Kernel {
        using Parameter = P;
        static constexpr int capacity = Gaussian<P, N>::capacity;
        Gaussian<P, N> gaussian;
        int log_spots;  ///< [asset]
        int coins;      ///< [asset]{calm, wild, probability}
        int steps;      ///< [step]{dt, sqrt dt, [asset] drift}
        int observed;   ///< [step] 1 where something random is seen at the end of the step, else 0

        template <class R>
        struct State : Gaussian<P, N>::template State<R> {
            R volatility[capacity];
            R step_variance[capacity];  ///< of ln S over the last step
        };

        HOST_DEVICE int normals() const { return gaussian.size(); }
        HOST_DEVICE int uniforms() const { return gaussian.size(); }

        template <class R>
        ALWAYS_INLINE void start(const P* table, State<R>& state) const {
            gaussian.start(state, table + log_spots);
        }
        // quote step
        /// The normals of a step come first in `draws`, then its uniforms.
        template <class R>
        ALWAYS_INLINE void step(const P* table, State<R>& state, const ValueOf<R>* draws, int step) const {
            const int n = gaussian.size();
            const P* row = table + steps + (2 + n) * step;
            R mean[capacity], deviation[capacity];
            for (int i = 0; i < n; ++i) {
                if (step == 0) toss(table + coins + 3 * i, draws[n + i], state, i);
                deviation[i] = state.volatility[i] * spread<R>(row[1]);
                state.step_variance[i] = state.volatility[i] * state.volatility[i] * spread<R>(row[0]);
                mean[i] = spread<R>(row[2 + i]) - ValueOf<R>(0.5) * state.step_variance[i];
            }
            gaussian.step(table, state, mean, deviation, draws, step,
                          value_of(table[observed + step]) != 0.0);
        }
        // end quote
        template <class R>
        ALWAYS_INLINE R observe(const State<R>& state, Quantity quantity, int asset) const {
            return quantity == Quantity::variance ? state.step_variance[asset] : exp(state.x[asset]);
        }

      private:
        /// Which side falls is discrete: the probability's slope is that of its likelihood.
        template <class R>
        ALWAYS_INLINE void toss(const P* coin, const ValueOf<R>& u, State<R>& state, int i) const {
            using V = ValueOf<R>;
            const R probability = spread<R>(coin[2]);
            const V share = value_of(probability);
            const auto calm = u < share;
            state.volatility[i] = select(calm, spread<R>(coin[0]), spread<R>(coin[1]));
            if constexpr (has_slopes<R>)
                state.weight = state.weight + (probability - share) *
                                                  select(calm, V(1.0) / share, V(-1.0) / (V(1.0) - share));
        }
    };

    template <int N>
    Kernel<N> freeze(const std::vector<Years>& grid, const std::vector<unsigned char>& seen,
                     int first_observed, SlopeMethod method, std::vector<P>& table) const {
        const auto here = [&] { return static_cast<int>(table.size()); };
        Kernel<N> kernel{{market.size(), first_observed, method}, 0, 0, 0, 0};
        Gaussian<P, N>::tabulate(market.correlation, table);
        kernel.log_spots = here();
        for (const Asset<P>& asset : market.assets) table.push_back(log(asset.spot));
        kernel.coins = here();
        for (const Coin& coin : coins) table.insert(table.end(), {coin.calm, coin.wild, coin.probability});
        kernel.steps = here();
        for (std::size_t step = 0; step < grid.size(); ++step) {
            const Years from = step > 0 ? grid[step - 1] : 0.0;
            const P dt = P(grid[step]) - (step > 0 ? P(from) : market.today);
            table.insert(table.end(), {dt, sqrt(dt)});
            for (int i = 0; i < market.size(); ++i)
                table.push_back(market.drift(i, grid[step]) - (step > 0 ? market.drift(i, from) : P(0.0)));
        }
        kernel.observed = here();
        for (unsigned char flag : seen) table.push_back(P(double(flag)));
        return kernel;
    }

    /// What the kernel shows.
    bool supplies(const Observable& what) const {
        return what.quantity == Quantity::spot || what.quantity == Quantity::fixing ||
               what.quantity == Quantity::variance;
    }
    /// What the kernel need not show, as it is the same on every path.
    std::optional<P> known(const Observable& what, Years) const { return market.known(what); }
};

}  // namespace snell
