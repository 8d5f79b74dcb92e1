#include <gtest/gtest.h>

#include <cstring>

#include "engine/conformance.h"
#include "tests/engine/worlds.h"

namespace snell {
namespace {

bool has(Isa isa) { return isa != Isa::avx512 || __builtin_cpu_supports("avx512f"); }

class EveryLaneCount : public testing::TestWithParam<Isa> {};

TEST_P(EveryLaneCount, gives_the_bits_that_stand_in_the_repository) {
    if (!has(GetParam())) GTEST_SKIP() << "this processor has no AVX-512";
    for (const Conformance& c : check_conformance(TbbBackend(2, GetParam())))
        EXPECT_EQ(c.found, c.expected) << c.name << ": found 0x" << std::hex << c.found;
}
INSTANTIATE_TEST_SUITE_P(Kernels, EveryLaneCount, testing::Values(Isa::scalar, Isa::avx2, Isa::avx512));

class EveryThreadCount : public testing::TestWithParam<int> {};

TEST_P(EveryThreadCount, gives_the_bits_that_stand_in_the_repository) {
    for (const Conformance& c : check_conformance(TbbBackend(GetParam())))
        EXPECT_EQ(c.found, c.expected) << c.name;
}
INSTANTIATE_TEST_SUITE_P(Threads, EveryThreadCount, testing::Values(1, 2, 3, 7));

TEST(Sums, do_not_depend_on_how_a_run_is_split) {
    const TbbBackend backend(2);
    const Settings settings = worlds::settings(1 << 14);
    const BlackScholes<double> model = worlds::black_scholes(100.0, 0.03, 0.0, 0.2);
    const European call{0, OptionType::call, 100.0, 1.0};
    const Walk<double> walk = build_walk(model, call, {}, settings, grid_for(model, call, 8));
    Sums whole{4, walk.outputs(), 0, std::vector<double>(4, 0.0)}, parts = whole;
    backend.average(walk, 8 * block_paths, whole);
    for (std::int64_t blocks : {1, 2, 5}) backend.average(walk, blocks * block_paths, parts);
    EXPECT_EQ(parts.paths, whole.paths);
    EXPECT_EQ(std::memcmp(parts.total.data(), whole.total.data(), whole.total.size() * sizeof(double)), 0);
}

}  // namespace
}  // namespace snell
