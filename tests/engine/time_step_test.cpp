#include "tests/engine/worlds.h"
#include "tests/models/heston_worlds.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

Price priced(const Product& product, int steps) {
    Settings settings = worlds::settings(1 << 15);
    settings.steps = steps;
    return price(TbbBackend(1), lewis.model<double>(), product, settings);
}

TEST(TimeStepBias, is_what_the_last_halving_changed) {
    const European call{0, OptionType::call, 100.0, 1.0};
    const Price found = priced(call, 8);
    // -0.0293 at 8 steps and -0.1018 at 4 (docs/theory/heston.md), whose errors count, too.
    EXPECT_NEAR(found.time_step_bias->value, 0.0725, 4.0 * found.time_step_bias->std_error + 4.0 * 0.0021);
}

TEST(TimeStepBias, is_measured_on_finer_steps_where_every_step_ends_on_a_date) {
    const European call{0, OptionType::call, 100.0, 1.0};
    const Price one = priced(call, 1);
    // -1.3463 at 1 step and -0.3764 at 2.
    EXPECT_NEAR(one.time_step_bias->value, 0.9699, 4.0 * one.time_step_bias->std_error + 4.0 * 0.0006);

    VarianceSwap swap;
    swap.variance.observations = {0.25, 0.5, 0.75, 1.0};
    const Price quarterly = priced(swap, 4);
    EXPECT_EQ(quarterly.steps, 4);
    EXPECT_GT(std::fabs(quarterly.time_step_bias->value), 4.0 * quarterly.time_step_bias->std_error);
}

}  // namespace
}  // namespace snell
