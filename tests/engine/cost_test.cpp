#include <gtest/gtest.h>

#include "core/counted.h"
#include "engine/meter/cost.h"
#include "engine/meter/counted.h"
#include "engine/meter/path_work.h"
#include "engine/meter/processor.h"

namespace snell {
namespace {

TEST(Tally, counts_operations_and_the_bytes_of_rows) {
    double row[] = {2.0, 3.0};
    tally = {};
    const Counted a = load<Counted>(row), b = load<Counted>(row + 1);
    store(row, sqrt(fma(a, b, Counted(1.0)) / b - a) + max(a, b) * abs(-b));
    EXPECT_EQ(tally.operations, 2 + 1 + 1 + 1 + 1 + 1);
    EXPECT_EQ(tally.bytes, 3 * 8);
}

TEST(Cost, is_counted_on_the_bits_of_every_other_number_type) {
    for (const meter::PathWork& work : meter::path_works)
        for (const Sampler& sampler : {Sampler(Philox{.seed = 1}), Sampler(Sobol{.seed = 1})}) {
            const Walk<double> walk = walk_of(work, sampler);
            double counted = 0.0, scalar = 1.0;
            kernels(counted_isa).values(walk, 3, 0, block_paths, &counted);
            kernels(Isa::scalar).values(walk, 3, 0, block_paths, &scalar);
            EXPECT_EQ(counted, scalar) << work.name;
        }
}

TEST(Cost, grows_with_steps_and_with_what_is_observed) {
    const Sampler philox = Philox{.seed = 1};
    const auto cost = [&](meter::PathWork work, int steps) {
        work.steps = steps;
        return meter::cost_of_path(walk_of(work, philox));
    };
    // A lognormal step costs the same as the one before; start and payoff are a few operations more.
    const double once = cost(meter::gbm, 126).operations, twice = cost(meter::gbm, 252).operations;
    EXPECT_NEAR(twice / once, 2.0, 0.01);
    // Each of 252 fixings is written and read: 16 bytes.
    EXPECT_GE(cost(meter::asian, 252).bytes, 252 * 16.0);
    EXPECT_LT(cost(meter::gbm, 252).bytes, 252.0);
    // Points pass through memory: 48 bytes a step.
    const meter::Cost points = meter::cost_of_path(walk_of(meter::gbm, Sobol{.seed = 1}));
    EXPECT_GE(points.bytes, 252 * 48.0);
}

TEST(ProcessorLimits, are_those_of_a_machine) {
    const meter::Limits found = meter::processor_limits(1);
    EXPECT_GT(found.operations, 1e8);
    EXPECT_GT(found.bytes, 1e7);
}

}  // namespace
}  // namespace snell
