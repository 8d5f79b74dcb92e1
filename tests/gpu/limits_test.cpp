#include <gtest/gtest.h>

#include "gpu/device_limits.h"
#include "tests/gpu/emulated_device.h"

namespace snell {
namespace {

TEST(Limits, chains_do_what_they_count) {
    double out[3] = {};
    const FusedChains task{1000, 2.0, out};
    for (long i = 0; i < 3; ++i) task(i);
    double expected = 0.0;
    for (int k = 0; k < FusedChains::chains; ++k) {
        double chain = 2.0 + k;
        for (int round = 0; round < 1000; ++round) chain = fma(chain, FusedChains::shrink, FusedChains::add);
        expected += chain;
    }
    for (const double each : out) EXPECT_EQ(each, expected);
    // Rounds change it: no fixed point that a compiler could find.
    FusedChains{1001, 2.0, out}(0);
    EXPECT_NE(out[0], expected);
}

TEST(Limits, triad_adds_a_multiple) {
    const double b[] = {1.0, 2.0}, c[] = {10.0, 20.0};
    double a[] = {0.0, 0.0};
    for (long i = 0; i < 2; ++i) Triad{3.0, b, c, a}(i);
    EXPECT_EQ(a[0], 31.0);
    EXPECT_EQ(a[1], 62.0);
}

TEST(Limits, are_measured_on_any_device) {
    const LimitEffort little{.rounds = 16, .launches = 2, .repetitions = 2};
    EmulatedDevice device("emulated", std::size_t{1} << 20, never);
    const meter::Limits found = measure_limits(device, little);
    EXPECT_GT(found.operations, 0.0);
    EXPECT_GT(found.bytes, 0.0);
    EmulatedDevice failing("emulated", std::size_t{1} << 20, 5);
    EXPECT_THROW(measure_limits(failing, little), DeviceFault);
}

}  // namespace
}  // namespace snell
