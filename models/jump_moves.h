#pragma once
#include <algorithm>
#include <optional>
#include <vector>

#include "core/math/normal_inverse.h"
#include "models/erlang_quantile.h"
#include "models/gaussian.h"
#include "models/jumps.h"

/// The jumps of ln S of one step, drawn from a fixed number of uniforms by inversion.
namespace snell {

/// A number of jumps, and where within its cell of probability the uniform lies that gave it, itself uniform.
template <class V>
struct JumpNumber {
    V number;
    V place;  ///< in (0, 1)
};

/// A Poisson number by inversion: a table of its distribution function up to 1 - 2^-53, so that the number is
/// a sum of comparisons.
struct PoissonTable {
    int first;  ///< in the table: expected number, then the distribution function from 0 on
    int count;

    /// Appends the table.  Terms relative to the largest, so that no number of jumps is too large.
    template <class P>
    static PoissonTable tabulate(const P& expected, std::vector<P>& table) {
        const double mean = value_of(expected);
        std::vector<double> terms{1.0};  // from the largest, the whole part of the mean, downwards
        const int largest = static_cast<int>(mean);
        for (int k = largest; k > 0; --k) terms.push_back(terms.back() * k / mean);
        std::reverse(terms.begin(), terms.end());
        for (int k = largest + 1; terms.back() > 0x1p-60; ++k) terms.push_back(terms.back() * mean / k);
        double total = 0.0;
        for (double term : terms) total += term;
        PoissonTable entry{static_cast<int>(table.size()), 0};
        table.push_back(expected);
        double sum = 0.0;
        for (double term : terms) {
            if (entry.count > 0 && total - sum <= total * 0x1p-53) break;
            sum += term;
            table.push_back(P(sum / total));
            ++entry.count;
        }
        return entry;
    }

    template <class V, class P>
    HOST_DEVICE V number(const P* table, const V& u) const {
        V number(0.0);
        for (int k = 0; k < count; ++k)
            number = number + select(u > V(value_of(table[first + 1 + k])), V(1.0), V(0.0));
        return number;
    }
    template <class V, class P>
    HOST_DEVICE JumpNumber<V> placed_number(const P* table, const V& u) const {
        V number(0.0), low(0.0), high(value_of(table[first + 1]));
        for (int k = 0; k < count; ++k) {
            const V here(value_of(table[first + 1 + k]));
            const auto beyond = u > here;
            number = number + select(beyond, V(1.0), V(0.0));
            low = select(beyond, here, low);
            high = select(beyond, k + 1 < count ? V(value_of(table[first + 2 + k])) : V(1.0), high);
        }
        const V place = (u - low) / max(high - low, V(0x1p-60));
        return {number, min(max(place, V(0x1p-53)), V(1.0 - 0x1p-53))};
    }
    /// Log-likelihood of the number: the slopes of its expectation, as the number itself is discrete.
    template <class R, class P>
    HOST_DEVICE void weigh(const P* table, const ValueOf<R>& number, R& weight) const {
        if constexpr (has_slopes<R>) {
            const R expected = spread<R>(table[first]);
            weight = weight + (expected - expected.value) * (number / expected.value - ValueOf<R>(1.0));
        }
    }
};

/// The jumps of all assets on a grid.
struct JumpMoves {
    int entries = -1;  ///< in the table: [step][asset], `width` numbers each; -1: no asset jumps

    enum Law : int { none, normal, double_exponential };
    /// Law, first and count of a PoissonTable; then log_mean and log_std, or first and count of the table of
    /// jumps down, up_rate and down_rate.
    static constexpr int width = 7;

    /// Appends the tables for a grid of step end times [years] that starts at `today`.
    template <class P, class Each>
    static JumpMoves tabulate(const std::vector<std::optional<Each>>& jumps, const std::vector<Years>& grid,
                              const P& today, std::vector<P>& table) {
        if (jumps.empty()) return {};
        std::vector<P> all;
        for (std::size_t step = 0; step < grid.size(); ++step) {
            const P dt = P(grid[step]) - (step > 0 ? P(grid[step - 1]) : today);
            for (const auto& jump : jumps) {
                if (jump)
                    push_entry(*jump, dt, table, all);
                else
                    all.insert(all.end(), width, P(double(none)));
            }
        }
        const JumpMoves moves{static_cast<int>(table.size())};
        table.insert(table.end(), all.begin(), all.end());
        return moves;
    }

    /// Jump of ln S of asset i of n over a step, from two uniforms an asset.
    template <class R, class P, class State>
    ALWAYS_INLINE R draw(const P* table, int n, int step, int i, const ValueOf<R>* uniforms,
                         State& state) const {
        const P* entry = table + entries + width * (n * step + i);
        const int law = static_cast<int>(value_of(entry[0]));
        if (law == none) return R(0.0);
        R unused(0.0);
        R* weight = &unused;
        if constexpr (has_slopes<R>) weight = &state.weight;
        return law == normal ? draw_normal<R>(table, entry, uniforms + 2 * i, *weight)
                             : draw_double_exponential<R>(table, entry, uniforms + 2 * i, *weight);
    }

  private:
    template <class P>
    static void push_entry(const Jumps<P>& jumps, const P& dt, std::vector<P>& table, std::vector<P>& all) {
        const auto [first, count] = PoissonTable::tabulate(jumps.intensity * dt, table);
        all.insert(all.end(), {P(double(normal)), P(double(first)), P(double(count)), jumps.log_mean,
                               jumps.log_std, P(0.0), P(0.0)});
    }
    template <class P>
    static void push_entry(const DoubleExponentialJumps<P>& jumps, const P& dt, std::vector<P>& table,
                           std::vector<P>& all) {
        const P expected = jumps.intensity * dt;
        const auto up = PoissonTable::tabulate(expected * jumps.up_probability, table);
        const auto down = PoissonTable::tabulate(expected * jumps.down_probability(), table);
        all.insert(all.end(), {P(double(double_exponential)), P(double(up.first)), P(double(up.count)),
                               P(double(down.first)), P(double(down.count)), jumps.up_rate, jumps.down_rate});
    }
    template <class P>
    static void push_entry(const AnyJumps<P>& jumps, const P& dt, std::vector<P>& table,
                           std::vector<P>& all) {
        std::visit([&](const auto& each) { push_entry(each, dt, table, all); }, jumps);
    }
    template <class P>
    static ALWAYS_INLINE PoissonTable poisson(const P* entry) {
        return {static_cast<int>(value_of(entry[0])), static_cast<int>(value_of(entry[1]))};
    }

    /// A number of jumps, and one normal for their sum.
    template <class R, class P>
    static HOST_DEVICE R draw_normal(const P* table, const P* entry, const ValueOf<R>* uniforms, R& weight) {
        using V = ValueOf<R>;
        const PoissonTable numbers = poisson(entry + 1);
        const V number = numbers.number(table, uniforms[0]);
        numbers.weigh(table, number, weight);
        const V spreading = sqrt(number) * normal_inverse(uniforms[1]);
        return fma(spread<R>(entry[4]), spreading, spread<R>(entry[3]) * number);
    }
    /// Jumps up and down are two independent Poisson numbers; each takes a uniform, of which what is left
    /// over the number gives the sum of as many exponentials.
    template <class R, class P>
    static HOST_DEVICE R draw_double_exponential(const P* table, const P* entry, const ValueOf<R>* uniforms,
                                                 R& weight) {
        const R up = sum_of_exponentials<R>(table, poisson(entry + 1), uniforms[0], weight);
        const R down = sum_of_exponentials<R>(table, poisson(entry + 3), uniforms[1], weight);
        return up / spread<R>(entry[5]) - down / spread<R>(entry[6]);
    }
    template <class R, class P>
    static HOST_DEVICE R sum_of_exponentials(const P* table, const PoissonTable& numbers, const ValueOf<R>& u,
                                             R& weight) {
        using V = ValueOf<R>;
        const JumpNumber<V> found = numbers.placed_number(table, u);
        numbers.weigh(table, found.number, weight);
        const auto jumped = found.number > V(0.0);
        if (!any_of(jumped)) return R(0.0);
        return R(select(jumped, erlang_quantile(max(found.number, V(1.0)), found.place), V(0.0)));
    }
};

}  // namespace snell
