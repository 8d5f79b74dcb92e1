#pragma once
#include "core/math/exp.h"
#include "engine/xva/survival_program.h"
#include "models/square_root_move.h"

/// Survival along a path: written once, as on_path.h is.
namespace snell {

/// x of a hazard and its integral from today on, after a move; `noise(k)` gives its k-th noise.
template <class R>
struct MovedHazard {
    R state, integral;
};
template <class R, class Noise>
ALWAYS_INLINE MovedHazard<R> moved_hazard(const HazardStep& step, int noises, MovedHazard<R> from,
                                          const Noise& noise) {
    if (step.dynamics == HazardTerms::Dynamics::gaussian)
        return {fma(R(step.decay), from.state, noise(0)),
                fma(R(step.carry), from.state, from.integral) + noise(1)};
    for (int k = 0; k < noises; ++k) {
        const R next = move_square_root<R>(step.square_root, from.state, noise(k));
        from.integral =
            from.integral + fma(R(step.square_root.hold), from.state + next, R(step.square_root.settle));
        from.state = next;
    }
    return from;
}

template <class R>
ALWAYS_INLINE R survived(const HazardStep& step, R integral) {
    return R(step.known) * exp(-integral);
}

/// Survival of a party at the date before and at a date.
template <class R>
struct Survival {
    R before, now;
};

/// Adds what a side of a path gives to the weights of CreditWeight after `none`, in their order; `deflator`
/// is the share of the side.
template <class R>
ALWAYS_INLINE void add_weights(Survival<R> counterparty, Survival<R> own, R deflator,
                               R (&weights)[set_weights - 1]) {
    const R c = counterparty.before, b = own.before;
    const R lost = (c - counterparty.now) * deflator, we_lost = (b - own.now) * deflator;
    weights[0] = weights[0] + lost;
    weights[1] = weights[1] + we_lost;
    weights[2] = weights[2] + lost * b;
    weights[3] = weights[3] + we_lost * c;
    weights[4] = weights[4] + c * b * deflator;
    weights[5] = weights[5] + c * deflator;
}

}  // namespace snell
