#include "bench/peers/accuracy.h"

#include <algorithm>
#include <cmath>

#include "bench/peers/quantlib.h"
#include "bench/peers/snell.h"

namespace snell::peers {
namespace {

constexpr int rotations = 16;

/// By error ~ paths^-slope.
Duration extended(double seconds, double relative_error, double slope) {
    return {seconds * std::pow(relative_error / wanted_error, 1.0 / slope), relative_error != wanted_error,
            slope};
}

Duration from_run(const Outcome& run) { return extended(run.processor, run.std_error / run.value, 0.5); }

/// Mean over the rotations, its standard error, and the seconds of all of them.
Outcome rotated(const Work& work, std::int64_t points) {
    Outcome all{0.0, 0.0, points * rotations, 0.0, 0.0};
    double squares = 0.0;
    for (int i = 1; i <= rotations; ++i) {
        const Outcome one =
            quantlib_price(work, points, static_cast<std::uint64_t>(i), PeerDraws::rotated_sobol);
        const double move = one.value - all.value;  // Welford (1962)
        all.value += move / i;
        squares += move * (one.value - all.value);
        all.processor += one.processor;
        all.wall += one.wall;
    }
    all.std_error = std::sqrt(squares / (rotations * (rotations - 1)));
    return all;
}

Duration peer_sobol(const Work& work, std::int64_t points) {
    const Outcome few = rotated(work, points / 16), many = rotated(work, points);
    if (few.std_error <= wanted_error * few.value) return {few.processor, false, 0.0};
    const double slope = std::log(few.std_error / many.std_error) / std::log(16.0);
    if (many.std_error <= wanted_error * many.value) return {many.processor, false, slope};
    return extended(many.processor, many.std_error / many.value, std::clamp(slope, 0.5, 1.0));
}

}  // namespace

Accuracy accuracy(const Work& work, const Budget& budget) {
    Accuracy accuracy{};
    accuracy.peer_random = from_run(quantlib_price(work, budget.paths / 4, 1));
    accuracy.peer_sobol = peer_sobol(work, budget.points);
    accuracy.snell_random = from_run(snell_price(work, 4 * budget.paths, 1, 1, SnellDraws::philox));
    const Outcome run = snell_price_to(work, wanted_error, budget.deadline, 1, SnellDraws::scrambled_sobol);
    accuracy.snell_sobol = extended(run.processor, std::max(run.std_error / run.value, wanted_error), 0.5);
    return accuracy;
}

}  // namespace snell::peers
