#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "models/heston_drivers.h"
#include "models/heston_step.h"
#include "models/jump_moves.h"
#include "models/market.h"

namespace snell {

/// dS/S = (r - q) dt + sqrt(v) dW with v of HestonTerms, one or many correlated assets (Heston 1993); with
/// jumps: Bates (1996).  Steps by Andersen's (2008) QE-M scheme (heston_step.h): E[S] is exact where A <= 0
/// (rho <= 0), the mean and variance of v always; European prices converge with weak order 1 or better
/// (docs/theory/heston.md).
///
/// Given the variances, ln S is Gaussian.  The variances are moved first, by the first n normals of a step,
/// the rest by the other n.
template <class P>
struct Heston {
    static constexpr std::string_view kind = "heston";
    static constexpr bool exact = false;

    Market<P> market;
    std::vector<HestonTerms<P>> terms;           ///< [asset]
    std::vector<std::optional<Jumps<P>>> jumps;  ///< [asset]; empty: none jumps
    HestonDrivers<P> drivers;

    Heston() = default;
    template <class Q>
    explicit Heston(const Heston<Q>& other)
        : market(other.market),
          terms(other.terms.begin(), other.terms.end()),
          jumps(other.jumps.begin(), other.jumps.end()),
          drivers(other.drivers) {}

    template <class Visitor>
    void parameters(Visitor& v) {
        market.parameters(v);
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const std::string& name = market.assets[i].name;
            v.number("v0", name, "1/year", terms[i].v0);
            v.number("kappa", name, "1/year", terms[i].kappa);
            v.number("theta", name, "1/year", terms[i].theta);
            v.number("xi", name, "1/year", terms[i].xi);
            v.number("rho", name, "-", terms[i].rho);
            if (jumps.empty() || !jumps[i]) continue;
            jumps[i]->parameters(v, name);
        }
        drivers.parameters(v, market.assets);
    }

    template <int N>
    struct Kernel {
        using Parameter = P;
        static constexpr int capacity = Gaussian<P, N>::capacity;
        Gaussian<P, N> gaussian;  ///< of the log-prices given the variances
        int log_spots;            ///< [asset]
        int variances;            ///< [asset] v0
        int rhos;                 ///< [asset]
        int noises;               ///< [asset] share of the step's deviation that is left given the variances
        int factors;              ///< [asset][asset] Cholesky factor of V, then of S on the drivers of V
        int steps;                ///< [step][asset] HestonStep
        JumpMoves jumps;
        int observed;  ///< [step] 1 where something random is seen at the end of the step, else 0

        template <class R>
        struct State : Gaussian<P, N>::template State<R> {
            R v[capacity];             ///< [1/year]
            R variance[capacity];      ///< of ln S over the last step, given v at both ends
            R integral[capacity];      ///< of v from today, its mean given v at the ends of the steps
            ValueOf<R> leg[capacity];  ///< log-price of the lognormal twin; moves in runs without slopes only
        };

        HOST_DEVICE int normals() const { return 2 * gaussian.size(); }
        HOST_DEVICE int uniforms() const { return jumps.entries < 0 ? 0 : 2 * gaussian.size(); }

        template <class R>
        ALWAYS_INLINE void start(const P* table, State<R>& state) const {
            gaussian.start(state, table + log_spots);
            for (int i = 0; i < gaussian.size(); ++i) {
                state.v[i] = spread<R>(table[variances + i]);
                state.integral[i] = R(0.0);
                state.leg[i] = ValueOf<R>(value_of(table[log_spots + i]));
            }
        }

        template <class R>
        ALWAYS_INLINE void step(const P* table, State<R>& state, const ValueOf<R>* draws, int step) const {
            const int n = gaussian.size();
            const P* const rows = table + steps + HestonStep<P>::size * n * step;
            R mean[capacity];
            R deviation[capacity];
            for (int i = 0; i < n; ++i) {
                const auto own = HestonStep<P>::read(rows + HestonStep<P>::size * i);
                const auto driver = driver_of<R>(table + factors, draws, i);
                const VarianceMove<R> move = move_variance(own, state.v[i], driver);
                const R both = state.v[i] + move.next;
                state.variance[i] = spread<R>(own.half_dt) * both;
                state.integral[i] = fma(spread<R>(own.hold), both, state.integral[i] + spread<R>(own.settle));
                const R total = sqrt(state.variance[i]);
                deviation[i] = spread<R>(table[noises + i]) * total;
                mean[i] = move_log_price(own, state.v[i], move);
                R common(0.0);
                if (n > 1) {
                    common = common_of<R>(table + factors + n * n, draws, i);
                    mean[i] = fma(total, common, mean[i]);
                }
                if constexpr (!has_slopes<R>) {
                    const R own_noise = gaussian.template normal<R>(table, draws + n, i);
                    const R noise = fma(spread<R>(table[noises + i]), own_noise, common);
                    const R twin = fma(spread<R>(table[rhos + i]), driver, noise);
                    state.leg[i] =
                        fma(spread<R>(own.leg_deviation), twin, state.leg[i] + spread<R>(own.leg_mean));
                }
                state.v[i] = move.next;
            }
            for (int i = 0; jumps.entries >= 0 && i < n; ++i) {
                const R jump = jumps.draw<R>(table, n, step, i, draws + 2 * n, state);
                gaussian.shift(state, i, jump);
                if constexpr (!has_slopes<R>) state.leg[i] = state.leg[i] + jump;
            }
            gaussian.step(table, state, mean, deviation, draws + n, step,
                          value_of(table[observed + step]) != 0.0);
        }

        template <class R>
        ALWAYS_INLINE R observe(const State<R>& state, Quantity quantity, int asset) const {
            const int i = gaussian.place(asset);
            if (quantity == Quantity::variance) return state.variance[i];
            if (quantity == Quantity::integrated_variance) return state.integral[i];
            if (quantity == Quantity::leg) return R(exp(state.leg[i]));
            if (quantity == Quantity::variance_rate) return state.v[i];
            return exp(state.x[i]);
        }

      private:
        /// Normal that drives V_i.
        template <class R>
        ALWAYS_INLINE auto driver_of(const P* factor, const ValueOf<R>* draws, int i) const {
            if constexpr (N == 1) {
                return draws[0];
            } else {
                R z(0.0);
                for (int k = 0; k <= i; ++k) z = fma(spread<R>(factor[i * gaussian.size() + k]), draws[k], z);
                return z;
            }
        }
        /// What the drivers of the variances move in S_i beyond rho_i times its own.
        template <class R>
        ALWAYS_INLINE R common_of(const P* factor, const ValueOf<R>* draws, int i) const {
            const int n = gaussian.size();
            R z(0.0);
            for (int k = 0; k < n; ++k) z = fma(spread<R>(factor[i * n + k]), draws[k], z);
            return z;
        }
    };

    template <int N>
    Kernel<N> freeze(const std::vector<Years>& grid, const std::vector<unsigned char>& seen,
                     int first_observed, SlopeMethod method, std::vector<P>& table) const;

    /// Jumps realise variance, too, but of a step only their sum is drawn, not their squares.
    bool supplies(const Observable& what) const {
        if (what.quantity == Quantity::integrated_variance)
            return jumps.empty() || !jumps[static_cast<std::size_t>(what.asset)];
        return what.quantity == Quantity::spot || what.quantity == Quantity::fixing ||
               what.quantity == Quantity::variance || what.quantity == Quantity::variance_rate ||
               what.quantity == Quantity::leg;
    }

    /// Numbers that are the same on every path; none for what must be simulated.
    std::optional<P> known(const Observable& what, Years step_start) const {
        if (what.quantity == Quantity::leg_variance)
            return leg_variance_of_step(what.asset, step_start, what.seen);
        if (what.quantity == Quantity::integrated_variance && what.seen <= same_time) return P(0.0);
        if (what.quantity == Quantity::variance_rate && what.seen <= same_time)
            return terms[static_cast<std::size_t>(what.asset)].v0;
        return market.known(what);
    }

    /// Variance of the log-price of the lognormal twin from today to t, E of the integral of v [-].
    P leg_variance(int asset, Years t) const {
        const HestonTerms<P>& own = terms[static_cast<std::size_t>(asset)];
        return own.mean_integral(P(t) - market.today);
    }

  private:
    P leg_variance_of_step(int asset, Years from, Years to) const {
        return leg_variance(asset, to) - (from > 0.0 ? leg_variance(asset, from) : P(0.0));
    }
    P step_length(const std::vector<Years>& grid, std::size_t step) const {
        return P(grid[step]) - (step > 0 ? P(grid[step - 1]) : market.today);
    }
    P jump_compensator(int asset) const {
        const auto at = static_cast<std::size_t>(asset);
        return jumps.empty() || !jumps[at] ? P(0.0) : jumps[at]->compensator();
    }
};

template <class P>
template <int N>
typename Heston<P>::template Kernel<N> Heston<P>::freeze(const std::vector<Years>& grid,
                                                         const std::vector<unsigned char>& seen,
                                                         int first_observed, SlopeMethod method,
                                                         std::vector<P>& table) const {
    const int n = market.size();
    for (const Asset<P>& asset : market.assets)
        if (asset.quanto)
            throw InputError({"E305", "", "asset '" + asset.name + "' is quanto, which heston cannot hold",
                              "use black_scholes"});
    Kernel<N> kernel{};
    kernel.gaussian = {n, first_observed, method};

    // Given the drivers of V, S_i moves by common . drivers + noise_i * (correlated normal).
    const Matrix<P> factor = cholesky(drivers.complete(market.correlation, terms));
    Matrix<P> left(n, P(0.0));
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            for (int k = 0; k < n; ++k) left(i, j) = left(i, j) + factor(n + i, n + k) * factor(n + j, n + k);
    std::vector<P> noise;
    for (int i = 0; i < n; ++i) noise.push_back(sqrt(left(i, i)));
    Matrix<P> correlation(n);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            if (i != j && value_of(noise[i] * noise[j]) > 0.0)
                correlation(i, j) = left(i, j) / (noise[i] * noise[j]);
    Gaussian<P, N>::tabulate(correlation, table);

    const auto here = [&] { return static_cast<int>(table.size()); };
    kernel.observed = here();
    for (unsigned char flag : seen) table.push_back(P(double(flag)));
    kernel.log_spots = here();
    for (const Asset<P>& asset : market.assets) table.push_back(log(asset.spot));
    kernel.variances = here();
    for (const HestonTerms<P>& own : terms) table.push_back(own.v0);
    kernel.rhos = here();
    for (const HestonTerms<P>& own : terms) table.push_back(own.rho);
    kernel.noises = here();
    table.insert(table.end(), noise.begin(), noise.end());
    kernel.factors = here();
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < n; ++k) table.push_back(factor(i, k));
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < n; ++k)
            table.push_back(factor(n + i, k) - terms[static_cast<std::size_t>(i)].rho * factor(i, k));

    kernel.steps = here();
    for (std::size_t step = 0; step < grid.size(); ++step) {
        const P dt = step_length(grid, step);
        const Years from = step > 0 ? grid[step - 1] : 0.0;
        for (int i = 0; i < n; ++i) {
            const P move = market.drift(i, grid[step]) - (step > 0 ? market.drift(i, from) : P(0.0)) +
                           jump_compensator(i) * dt;
            auto row = HestonStep<P>::make(terms[static_cast<std::size_t>(i)], dt, move);
            const P twin = leg_variance_of_step(i, from, grid[step]);
            row.leg_mean = move - P(0.5) * twin;
            row.leg_deviation = sqrt(twin);
            row.push(table);
        }
    }
    kernel.jumps = JumpMoves::tabulate(jumps, grid, market.today, table);
    return kernel;
}

}  // namespace snell
