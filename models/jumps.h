#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/math/exp.h"
#include "core/math/normal_inverse.h"
#include "models/gaussian.h"

namespace snell {

/// Lognormal jumps (Merton 1976): a Poisson number of jumps of ln S, each normal.
template <class P>
struct Jumps {
    P intensity;  ///< [1/year]
    P log_mean;   ///< of the jump of ln S [-]
    P log_std;    ///< [-]

    Jumps() = default;
    Jumps(P per_year, P mean, P std) : intensity(per_year), log_mean(mean), log_std(std) {}
    template <class Q>
    explicit Jumps(const Jumps<Q>& other)
        : intensity(other.intensity), log_mean(other.log_mean), log_std(other.log_std) {}

    template <class Visitor>
    void parameters(Visitor& v, const std::string& asset) {
        v.number("jump_intensity", asset, "1/year", intensity);
        v.number("jump_log_mean", asset, "-", log_mean);
        v.number("jump_log_std", asset, "-", log_std);
    }

    /// Drift that keeps S a martingale, -intensity (exp(log_mean + log_std^2 / 2) - 1) [1/year].
    P compensator() const { return intensity * (P(1.0) - exp(log_mean + P(0.5) * log_std * log_std)); }
};

/// The jumps of one step, by inversion of the number's distribution: a table of its distribution function up
/// to 1 - 2^-53, so that the number is a sum of comparisons, and one normal for their sum.
struct JumpTable {
    int first;  ///< in the table: expected number, log_mean, log_std, then the distribution function
    int count;

    /// Appends the table of a step of `dt` years.
    template <class P>
    static JumpTable tabulate(const Jumps<P>& jumps, const P& dt, std::vector<P>& table) {
        JumpTable entry{static_cast<int>(table.size()), 0};
        const P expected = jumps.intensity * dt;
        table.insert(table.end(), {expected, jumps.log_mean, jumps.log_std});
        double term = exp(-value_of(expected));
        double sum = term;
        for (int k = 1; k < 200 && (1.0 - sum > 0x1p-53 || k < 2); ++k) {
            table.push_back(P(sum));
            ++entry.count;
            term *= value_of(expected) / k;
            sum += term;
        }
        return entry;
    }

    /// Sum of the jumps of ln S; the slopes of the intensity go to the weight, as the number is discrete.
    template <class R, class P>
    HOST_DEVICE R draw(const P* table, const ValueOf<R>* uniforms, R& weight) const {
        using V = ValueOf<R>;
        V number(0.0);
        for (int k = 0; k < count; ++k)
            number = number + select(uniforms[0] > V(value_of(table[first + 3 + k])), V(1.0), V(0.0));
        if constexpr (has_slopes<R>) {
            const R expected = spread<R>(table[first]);
            weight = weight + (expected - expected.value) * (number / expected.value - V(1.0));
        }
        const V spreading = sqrt(number) * normal_inverse(uniforms[1]);
        return fma(spread<R>(table[first + 2]), spreading, spread<R>(table[first + 1]) * number);
    }
};

/// The jumps of all assets on a grid.
struct JumpMoves {
    int entries = -1;  ///< in the table: [step][asset]{JumpTable first, count}; -1: no asset jumps

    /// Appends the tables for a grid of step end times [years] that starts at `today`.
    template <class P>
    static JumpMoves tabulate(const std::vector<std::optional<Jumps<P>>>& jumps,
                              const std::vector<Years>& grid, const P& today, std::vector<P>& table) {
        if (jumps.empty()) return {};
        std::vector<JumpTable> all;
        for (std::size_t step = 0; step < grid.size(); ++step) {
            const P dt = P(grid[step]) - (step > 0 ? P(grid[step - 1]) : today);
            for (const auto& jump : jumps)
                all.push_back(jump ? JumpTable::tabulate(*jump, dt, table) : JumpTable{0, 0});
        }
        const JumpMoves moves{static_cast<int>(table.size())};
        for (const JumpTable& entry : all)
            table.insert(table.end(), {P(double(entry.first)), P(double(entry.count))});
        return moves;
    }

    /// Jump of ln S of asset i of n over a step, from two uniforms an asset.
    template <class R, class P, class State>
    ALWAYS_INLINE R draw(const P* table, int n, int step, int i, const ValueOf<R>* uniforms,
                         State& state) const {
        const P* entry = table + entries + 2 * (n * step + i);
        const JumpTable jump{static_cast<int>(value_of(entry[0])), static_cast<int>(value_of(entry[1]))};
        if (jump.count == 0) return R(0.0);
        R unused(0.0);
        R* weight = &unused;
        if constexpr (has_slopes<R>) weight = &state.weight;
        return jump.draw<R>(table, uniforms + 2 * i, *weight);
    }
};

}  // namespace snell
