#include <gtest/gtest.h>

#include <filesystem>

#include "cli/input.h"
#include "engine/build.h"
#include "engine/conformance.h"
#include "engine/controls.h"
#include "gpu/device_backend.h"
#if defined(SNELL_CURAND)
#include "gpu/curand_draws.cuh"
#endif
#include "tests/gpu/emulated_device.h"

namespace snell {
namespace {

constexpr std::size_t plenty = std::size_t{64} << 20;

/// One emulated device for each failure, and what was said of those that failed.
struct Emulated {
    explicit Emulated(const std::vector<std::int64_t>& fails_at, std::size_t bytes = plenty)
        : backend(emulated_devices(fails_at, bytes), TbbBackend(1, Isa::scalar),
                  [this](const std::string& device, const std::string& fault) {
                      lost.push_back(device + " said " + fault);
                  }) {}

    std::vector<std::string> lost;
    DeviceBackend<EmulatedDevice> backend;
};

std::filesystem::path examples() {
    return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path() / "portfolios" /
           "examples";
}

Sums sums_on(const Backend& backend, const Walk<double>& walk, int replicates, std::int64_t paths) {
    Sums sums{replicates, walk.outputs(), 0,
              std::vector<double>(static_cast<std::size_t>(replicates * walk.outputs()), 0.0)};
    backend.average(walk, block_paths, sums);
    backend.average(walk, paths - block_paths, sums);
    return sums;
}

/// The walk of `snell price`, with its control variates.
Walk<double> walk_of(const InputTrade& trade, const Settings& settings) {
    const std::vector<Years> grid = grid_for(*trade.model, trade.product, settings.steps);
    return build_walk(*trade.model, trade.product, controls_for(*trade.model, trade.product, grid), settings,
                      grid);
}

/// Every trade of the examples on a backend and on the processor, both samplers, with mirrored paths or not.
void expect_equal_sums(const Backend& backend, const InputTrade& trade) {
    const TbbBackend processor(1);
    for (const Sampler& sampler : {Sampler(Sobol{.seed = 3}), Sampler(Philox{.seed = 3})}) {
        Settings settings;
        settings.sampler = sampler;
        settings.steps = 6;
        settings.antithetic = std::holds_alternative<Philox>(sampler);
        const Walk<double> walk = walk_of(trade, settings);
        const Sums there = sums_on(backend, walk, 2, block_paths + 100);
        const Sums here = sums_on(processor, walk, 2, block_paths + 100);
        ASSERT_EQ(there.paths, here.paths);
        EXPECT_EQ(std::memcmp(there.total.data(), here.total.data(), here.total.size() * sizeof(double)), 0)
            << trade.id << ", " << trade.product_name << " under " << trade.model_name << ", sampler "
            << sampler.index();
    }
}

TEST(DeviceTasks, give_the_bits_that_stand_in_the_repository) {
    const Emulated fleet({never});
    for (const Conformance& c : check_conformance(fleet.backend))
        EXPECT_EQ(c.found, c.expected) << c.name << ": found 0x" << std::hex << c.found;
    EXPECT_TRUE(fleet.lost.empty());
    EXPECT_EQ(fleet.backend.name(), "device0");
}

TEST(DeviceTasks, give_them_with_the_draws_of_curand) {
#if defined(SNELL_CURAND)
    const DeviceBackend<EmulatedDevice, CurandDraws> curand(emulated_devices({never}, plenty),
                                                            TbbBackend(1, Isa::scalar), {});
    for (const Conformance& c : check_conformance(curand)) EXPECT_EQ(c.found, c.expected) << c.name;
    EXPECT_EQ(curand.name(), "device0");
#else
    GTEST_SKIP() << "built without the CUDA toolkit";
#endif
}

TEST(DeviceTasks, give_the_processors_bits_for_every_trade_of_the_examples) {
    const Emulated fleet({never});
    std::size_t trades = 0;
    for (const auto& entry : std::filesystem::directory_iterator(examples()))
        if (entry.path().extension() == ".toml") {
            const Input input = read_input(entry.path().string());
            for (const InputTrade& trade : input.trades) expect_equal_sums(fleet.backend, trade);
            trades += input.trades.size();
        }
    EXPECT_GE(trades, 25u);
    EXPECT_TRUE(fleet.lost.empty());
}

class FailingDevice : public testing::Test {
  protected:
    /// A short walk of Sobol' points, over blocks enough for many ranges.
    Walk<double> walk() const {
        const Input input = read_input((examples() / "first.toml").string());
        Settings settings;
        settings.sampler = Sobol{.seed = 3};
        return walk_of(input.trades.at(0), settings);
    }
    void expect_the_processors_bits(const Backend& backend) const {
        const Walk<double> each = walk();
        EXPECT_EQ(sums_on(backend, each, 3, paths).total, sums_on(TbbBackend(1), each, 3, paths).total);
    }
    static constexpr std::int64_t paths = 13 * block_paths + 5;
};

TEST_F(FailingDevice, hands_its_blocks_to_another) {
    for (std::int64_t at = 0; at < 80; at += 7) {
        Emulated fleet({at, never});
        expect_the_processors_bits(fleet.backend);
        EXPECT_LE(fleet.lost.size(), 1u);
        EXPECT_EQ(fleet.backend.name(), fleet.lost.empty() ? "device0, device1" : "device1");
    }
}

TEST_F(FailingDevice, hands_its_blocks_to_the_processor_at_last) {
    for (std::int64_t at : {0, 1, 20, 41}) {
        Emulated fleet({at, at + 3});
        expect_the_processors_bits(fleet.backend);
        EXPECT_EQ(fleet.lost.size(), 2u);
        EXPECT_EQ(fleet.backend.name(), TbbBackend(1, Isa::scalar).name());
    }
}

TEST_F(FailingDevice, is_named_once_and_asked_no_more) {
    Emulated fleet({5, never});
    for (int call = 0; call < 3; ++call) expect_the_processors_bits(fleet.backend);
    ASSERT_EQ(fleet.lost.size(), 1u);
    EXPECT_EQ(fleet.lost[0], "device0 said planted failure");
}

TEST_F(FailingDevice, may_lack_the_memory) {
    Emulated fleet({never}, 4096);
    expect_the_processors_bits(fleet.backend);
    ASSERT_EQ(fleet.lost.size(), 1u);
    EXPECT_NE(fleet.lost[0].find("out of memory"), std::string::npos);
}

}  // namespace
}  // namespace snell
