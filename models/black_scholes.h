#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/math/exp.h"
#include "core/math/log.h"
#include "models/jump_moves.h"
#include "models/market.h"

namespace snell {

/// dS/S = (r - q) dt + sigma(t) dW, one or many correlated assets, with term structures (Black and Scholes
/// 1973); with jumps: Merton (1976) or Kou (2002).  Steps are exact, whatever their length. `volatility`
/// [1/sqrt(year)] is quoted by expiry (implied).
template <class P>
struct BlackScholes {
    static constexpr std::string_view kind = "black_scholes";
    static constexpr bool exact = true;

    Market<P> market;
    std::vector<Curve<P>> volatility;               ///< [asset]
    std::vector<std::optional<AnyJumps<P>>> jumps;  ///< [asset]; empty: none jumps

    BlackScholes() = default;
    template <class Q>
    explicit BlackScholes(const BlackScholes<Q>& other);

    template <class Visitor>
    void parameters(Visitor& v) {
        market.parameters(v);
        for (int i = 0; i < market.size(); ++i) {
            const std::string& name = market.assets[static_cast<std::size_t>(i)].name;
            v.curve("volatility", name, "1/sqrt(year)", volatility[static_cast<std::size_t>(i)]);
            if (jumps.empty() || !jumps[static_cast<std::size_t>(i)]) continue;
            std::visit([&](auto& each) { each.parameters(v, name); }, *jumps[static_cast<std::size_t>(i)]);
        }
    }

    /// True if ln S between two dates is a Brownian bridge in its variance: no jumps, all curves flat.
    bool bridges_exactly() const {
        bool plain = market.rate.flat();
        for (const Asset<P>& asset : market.assets) plain = plain && asset.dividend.flat();
        for (const Curve<P>& curve : volatility) plain = plain && curve.flat();
        for (const auto& jump : jumps) plain = plain && !jump;
        return plain;
    }

    bool supplies(const Observable& what) const {
        return what.quantity == Quantity::spot || what.quantity == Quantity::fixing;
    }

    /// Integral of the forward variance from today to t [-].
    P total_variance(int asset, Years t) const {
        const Curve<P>& curve = volatility[static_cast<std::size_t>(asset)];
        return curve.total_variance(t) - market.today * curve.quotes.front() * curve.quotes.front();
    }

    /// What the path loop sees; its numbers stand in a table beside it.
    template <int N>
    struct Kernel {
        using Parameter = P;
        Gaussian<P, N> gaussian;
        int log_spots;  ///< [asset]
        int steps;      ///< [step][asset]{mean, volatility}
        JumpMoves jumps;
        int observed;  ///< [step] 1 where something random is seen at the end of the step, else 0

        template <class R>
        struct State : Gaussian<P, N>::template State<R> {};

        HOST_DEVICE int normals() const { return gaussian.size(); }
        HOST_DEVICE int uniforms() const { return jumps.entries < 0 ? 0 : 2 * gaussian.size(); }

        template <class R>
        ALWAYS_INLINE void start(const P* table, State<R>& state) const {
            gaussian.start(state, table + log_spots);
        }
        template <class R>
        ALWAYS_INLINE void step(const P* table, State<R>& state, const ValueOf<R>* draws, int step) const {
            const int n = gaussian.size();
            R mean[Gaussian<P, N>::capacity];
            R deviation[Gaussian<P, N>::capacity];
            const P* row = table + steps + 2 * n * step;
            for (int i = 0; i < n; ++i) {
                mean[i] = spread<R>(row[2 * i]);
                deviation[i] = spread<R>(row[2 * i + 1]);
            }
            for (int i = 0; jumps.entries >= 0 && i < n; ++i)
                gaussian.shift(state, i, jumps.draw<R>(table, n, step, i, draws + n, state));
            gaussian.step(table, state, mean, deviation, draws, step,
                          value_of(table[observed + step]) != 0.0);
        }
        template <class R>
        ALWAYS_INLINE R observe(const State<R>& state, Quantity, int asset) const {
            return exp(state.x[gaussian.place(asset)]);
        }
    };

    /// The kernel and its table for a grid of step end times [years]; `seen[step]`: something is observed
    /// there.
    template <int N>
    Kernel<N> freeze(const std::vector<Years>& grid, const std::vector<unsigned char>& seen,
                     int first_observed, SlopeMethod method, std::vector<P>& table) const {
        const int n = market.size();
        Kernel<N> kernel{{n, first_observed, method}, 0, 0, {}, 0};
        Gaussian<P, N>::tabulate(market.correlation, table);
        kernel.observed = static_cast<int>(table.size());
        for (unsigned char flag : seen) table.push_back(P(double(flag)));
        kernel.log_spots = static_cast<int>(table.size());
        for (const Asset<P>& asset : market.assets) table.push_back(log(asset.spot));
        kernel.steps = static_cast<int>(table.size());
        for (std::size_t step = 0; step < grid.size(); ++step)
            for (int i = 0; i < n; ++i) push_step(i, step == 0 ? 0.0 : grid[step - 1], grid[step], table);
        kernel.jumps = JumpMoves::tabulate(jumps, grid, market.today, table);
        return kernel;
    }

    /// Numbers that are the same on every path; none for what must be simulated.
    std::optional<P> known(const Observable& what, Years step_start) const {
        if (what.quantity == Quantity::variance) return variance_of_step(what.asset, step_start, what.seen);
        const bool jumps_too = !jumps.empty() && jumps[static_cast<std::size_t>(what.asset)];
        if (what.quantity == Quantity::variance_to_come && !jumps_too)
            return variance_of_step(what.asset, what.seen, what.maturity);
        if (what.quantity == Quantity::integrated_variance && !jumps_too)
            return what.seen <= same_time ? P(0.0) : total_variance(what.asset, what.seen);
        if (what.quantity == Quantity::variance_rate) return P(0.0);
        return market.known(what);
    }

  private:
    P variance_of_step(int i, Years from, Years to) const {
        return total_variance(i, to) - (from > 0.0 ? total_variance(i, from) : P(0.0));
    }
    void push_step(int i, Years from, Years to, std::vector<P>& table) const {
        const Asset<P>& asset = market.assets[static_cast<std::size_t>(i)];
        const P variance = variance_of_step(i, from, to);
        const P deviation = sqrt(variance);
        P mean = market.drift(i, to) - (from > 0.0 ? market.drift(i, from) : P(0.0)) - P(0.5) * variance;
        const P dt = P(to) - (from > 0.0 ? P(from) : market.today);
        if (asset.quanto)
            mean = mean - asset.quanto->fx_correlation * asset.quanto->fx_volatility * deviation * sqrt(dt);
        if (!jumps.empty() && jumps[static_cast<std::size_t>(i)])
            mean = mean + std::visit([](const auto& each) { return each.compensator(); },
                                     *jumps[static_cast<std::size_t>(i)]) *
                              dt;
        table.insert(table.end(), {mean, deviation});
    }
};

template <class P>
template <class Q>
BlackScholes<P>::BlackScholes(const BlackScholes<Q>& other) : market(other.market) {
    for (const Curve<Q>& curve : other.volatility) volatility.emplace_back(curve);
    for (const auto& jump : other.jumps) {
        jumps.emplace_back();
        if (!jump) continue;
        jumps.back() = std::visit(
            []<template <class> class J>(const J<Q>& each) { return AnyJumps<P>(J<P>(each)); }, *jump);
    }
}

}  // namespace snell
