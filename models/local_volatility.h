#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/math/exp.h"
#include "core/math/log.h"
#include "models/gaussian.h"
#include "models/market.h"
#include "models/surface.h"

namespace snell {

/// dS/S = (r - q) dt + sigma(t, S) dW, one or many correlated assets (Dupire 1994).  ln S moves by Euler
/// steps with sigma at the middle of the step in time and at its start in S: weak order 1.  Between the
/// surface's points sigma is a natural cubic spline in ln S and linear in t; outside them it is flat. The
/// vega is that of a parallel move of the local volatilities.
template <class P>
struct LocalVolatility {
    static constexpr std::string_view kind = "local_volatility";
    static constexpr bool exact = false;
    static constexpr bool scales_with_spot = false;

    Market<P> market;
    std::vector<LocalSurface> surface;  ///< [asset], of ln S [1/sqrt(year)]
    std::vector<P> shift;               ///< [asset] added to the surface [1/sqrt(year)]

    LocalVolatility() = default;
    template <class Q>
    explicit LocalVolatility(const LocalVolatility<Q>& other)
        : market(other.market), surface(other.surface), shift(other.shift.begin(), other.shift.end()) {}

    template <class Visitor>
    void parameters(Visitor& v) {
        market.parameters(v);
        for (std::size_t i = 0; i < shift.size(); ++i)
            v.number("volatility", market.assets[i].name, "1/sqrt(year)", shift[i]);
    }

    template <int N>
    struct Kernel {
        using Parameter = P;
        Gaussian<P, N> gaussian;
        int log_spots;  ///< [asset]
        int shifts;     ///< [asset]
        int cells;      ///< of each spline
        int steps;      ///< [step]{dt, sqrt dt, [asset]{drift, first ln S, cells per ln S, [cell]{4
                        ///< coefficients}}}

        template <class R>
        struct State : Gaussian<P, N>::template State<R> {
            R step_variance[Gaussian<P, N>::capacity];
        };

        HOST_DEVICE int normals() const { return gaussian.size(); }
        HOST_DEVICE int uniforms() const { return 0; }
        HOST_DEVICE int asset_row() const { return 3 + 4 * cells; }
        HOST_DEVICE int step_row() const { return 2 + gaussian.size() * asset_row(); }

        template <class R>
        ALWAYS_INLINE void start(const P* table, State<R>& state) const {
            gaussian.start(state, table + log_spots);
        }
        template <class R>
        ALWAYS_INLINE void step(const P* table, State<R>& state, const ValueOf<R>* draws, int step) const {
            R mean[Gaussian<P, N>::capacity];
            R deviation[Gaussian<P, N>::capacity];
            const P* row = table + steps + step * step_row();
            const R dt = spread<R>(row[0]);
            const R root_dt = spread<R>(row[1]);
            for (int i = 0; i < gaussian.size(); ++i) {
                const P* own = row + 2 + i * asset_row();
                const R sigma = volatility<R>(own, state.x[i]) + spread<R>(table[shifts + i]);
                const R variance = sigma * sigma * dt;
                mean[i] = spread<R>(own[0]) - ValueOf<R>(0.5) * variance;
                deviation[i] = sigma * root_dt;
                state.step_variance[i] = variance;
            }
            // The density of a step depends on where it starts, so the likelihood is settled at every step.
            gaussian.step(table, state, mean, deviation, draws, step, true);
        }
        template <class R>
        ALWAYS_INLINE R observe(const State<R>& state, Quantity quantity, int asset) const {
            const int i = gaussian.place(asset);
            return quantity == Quantity::variance ? state.step_variance[i] : exp(state.x[i]);
        }

      private:
        /// The spline at x = ln S.
        template <class R>
        ALWAYS_INLINE R volatility(const P* own, const R& x) const {
            using V = ValueOf<R>;
            const R place = (x - V(value_of(own[1]))) * V(value_of(own[2]));
            const R inside = min(max(place, R(0.0)), R(static_cast<double>(cells) - 1e-9));
            // floor by rounding to the nearest integer of inside - 1/2, with the integer in the low bits of
            // the sum
            const V rounded = value_of(inside) - V(0.5) + V(0x1.8p52);
            const BitsOf<V> cell = to_bits(rounded) & BitsOf<V>(0xffffffffull);
            const R along = inside - (rounded - V(0x1.8p52));
            const V c0 = coefficient<V>(own, cell, 0), c1 = coefficient<V>(own, cell, 1);
            const V c2 = coefficient<V>(own, cell, 2), c3 = coefficient<V>(own, cell, 3);
            return fma(fma(fma(R(c3), along, R(c2)), along, R(c1)), along, R(c0));
        }
        template <class V>
        ALWAYS_INLINE V coefficient(const P* own, BitsOf<V> cell, int which) const {
            // A table of parameters with slopes holds (1 + slopes) doubles an entry; the spline's have no
            // slopes.
            constexpr int width = sizeof(P) / sizeof(double);
            const auto* first = reinterpret_cast<const double*>(own + 3 + which * cells);
            return gather<V>(first, width == 1 ? cell : low_product(cell, BitsOf<V>(std::uint64_t(width))));
        }
    };

    template <int N>
    Kernel<N> freeze(const std::vector<Years>& grid, const std::vector<unsigned char>&, int,
                     SlopeMethod method, std::vector<P>& table) const {
        const int n = market.size();
        int cells = 1;
        for (const LocalSurface& s : surface) cells = s.cells() > cells ? s.cells() : cells;
        Kernel<N> kernel{{n, 0, method}, 0, 0, cells, 0};
        Gaussian<P, N>::tabulate(market.correlation, table);
        kernel.log_spots = static_cast<int>(table.size());
        for (const Asset<P>& asset : market.assets) table.push_back(log(asset.spot));
        kernel.shifts = static_cast<int>(table.size());
        table.insert(table.end(), shift.begin(), shift.end());
        kernel.steps = static_cast<int>(table.size());
        for (std::size_t step = 0; step < grid.size(); ++step) {
            const Years from = step > 0 ? grid[step - 1] : 0.0;
            const P dt = P(grid[step]) - (step > 0 ? P(from) : market.today);
            table.insert(table.end(), {dt, sqrt(dt)});
            for (int i = 0; i < n; ++i) {
                table.push_back(market.drift(i, grid[step]) - (step > 0 ? market.drift(i, from) : P(0.0)));
                const Spline spline =
                    surface[static_cast<std::size_t>(i)].at(0.5 * (from + grid[step]), cells);
                table.insert(table.end(), {P(spline.first), P(spline.cells_per_unit)});
                for (double c : spline.coefficients) table.push_back(P(c));
            }
        }
        return kernel;
    }

    bool supplies(const Observable& what) const {
        return what.quantity == Quantity::spot || what.quantity == Quantity::fixing ||
               what.quantity == Quantity::variance;
    }

    std::optional<P> known(const Observable& what, Years) const {
        if (what.quantity == Quantity::variance_rate) return P(0.0);
        return market.known(what);
    }
};

}  // namespace snell
