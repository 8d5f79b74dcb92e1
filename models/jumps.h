#pragma once
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

}  // namespace snell
