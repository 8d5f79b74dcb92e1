#include <gtest/gtest.h>

#include <filesystem>

#include "cli/xva/journal.h"
#include "cli/xva/run_input.h"
#include "engine/xva/conformance.h"
#include "gpu/exposure_fleet.h"
#include "models/calibrate.h"
#include "tests/gpu/emulated_device.h"

/// Exposures on devices whose threads run on the processor.
namespace snell {
namespace {

constexpr std::size_t plenty = std::size_t{64} << 20;

/// The run that ships as an example, brought to memory once.
struct Example {
    RunInput input;
    CrossAsset model;

    static const Example& get() {
        static const Example example = [] {
            Journal journal;
            const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
            RunInput loaded = load_run((root / "portfolios/examples/xva/run.toml").string(), journal);
            CrossAsset fitted = calibrate(loaded.world, loaded.dynamics).model;
            return Example{std::move(loaded), std::move(fitted)};
        }();
        return example;
    }

    XvaSettings settings() const {
        XvaSettings chosen = input.settings;
        chosen.replicates = 3;
        chosen.paths = 3 * 600;  // no whole number of blocks
        chosen.threads = 2;
        return chosen;
    }
    XvaResult run(const XvaSettings& chosen) const {
        return run_xva(input.book, input.world, model, chosen,
                       std::vector<double>(input.book.positions.size(), 0.0));
    }
};

/// Emulated devices that fail at some operation, and what was told of them.
struct Devices {
    std::vector<std::string> lost, worked;
    std::mutex mutex;
    DeviceExposures<EmulatedDevice> backend;

    explicit Devices(const std::vector<std::int64_t>& fails_at, std::size_t bytes = plenty)
        : backend(emulated_devices(fails_at, bytes),
                  {1, nullptr,
                   [this](const std::string& device) {
                       const std::lock_guard lock(mutex);
                       worked.push_back(device);
                   },
                   [this](const std::string& device, const std::string& fault) {
                       const std::lock_guard lock(mutex);
                       lost.push_back(device + " said " + fault);
                   }}) {}

    bool has_worked(const std::string& device) const {
        return std::find(worked.begin(), worked.end(), device) != worked.end();
    }
};

void expect_same(const XvaResult& found, const XvaResult& expected) {
    ASSERT_EQ(found.rows.size(), expected.rows.size());
    ASSERT_GT(found.rows.size(), 0u);
    for (std::size_t k = 0; k < found.rows.size(); ++k) {
        const Estimate &a = found.rows[k].estimate, &b = expected.rows[k].estimate;
        ASSERT_TRUE(a.value == b.value && a.std_error == b.std_error)
            << found.rows[k].measure << " of netting set " << found.rows[k].netting_set << ": " << a.value
            << " where the processor has " << b.value;
    }
}

/// Bytes of everything that the example's walk finds.
void expect_the_processors_bits(const Devices& devices, XvaSettings chosen) {
    const XvaResult expected = Example::get().run(chosen);
    chosen.backend = &devices.backend;
    expect_same(Example::get().run(chosen), expected);
}

TEST(DeviceExposures, are_the_processors_to_the_bit) {
    for (const Sampler& sampler : {Sampler(Sobol{.seed = 3}), Sampler(Philox{.seed = 3})}) {
        const Devices devices({never});
        XvaSettings chosen = Example::get().settings();
        chosen.sampler = sampler;
        expect_the_processors_bits(devices, chosen);
        EXPECT_TRUE(devices.lost.empty());
        EXPECT_TRUE(devices.has_worked("device0"));
        EXPECT_FALSE(devices.has_worked("cpu"));
    }
}

TEST(DeviceExposures, of_each_trade_too) {
    const Devices devices({never});
    XvaSettings chosen = Example::get().settings();
    chosen.units = GroupOrder::Units::trades;
    chosen.quantile_of = QuantileOf::deflated;
    expect_the_processors_bits(devices, chosen);
    EXPECT_TRUE(devices.lost.empty());
}

TEST(DeviceExposures, give_the_bits_that_stand_in_the_repository) {
    const Devices devices({never});
    for (const Conformance& c : check_exposure_conformance(&devices.backend))
        EXPECT_EQ(c.found, c.expected) << c.name << ": found 0x" << std::hex << c.found;
    EXPECT_TRUE(devices.lost.empty());
}

TEST(DeviceExposures, of_a_device_that_fails_come_from_another) {
    for (const std::int64_t at : {0, 1, 60, 250, 600, 1100}) {
        const Devices devices({never, at});
        XvaSettings chosen = Example::get().settings();
        chosen.threads = 1;
        expect_the_processors_bits(devices, chosen);
        EXPECT_EQ(devices.lost, std::vector<std::string>{"device1 said planted failure"}) << at;
        EXPECT_TRUE(devices.has_worked("device0"));
        EXPECT_FALSE(devices.has_worked("cpu"));
    }
}

TEST(DeviceExposures, come_from_the_processor_at_last) {
    const Devices devices({30, 700});
    expect_the_processors_bits(devices, Example::get().settings());
    EXPECT_EQ(devices.lost.size(), 2u);
    EXPECT_EQ(devices.worked, std::vector<std::string>(devices.worked.size(), "cpu"));
}

TEST(DeviceExposures, of_a_device_without_the_memory_come_from_the_processor) {
    const Devices devices({never}, 4096);
    expect_the_processors_bits(devices, Example::get().settings());
    ASSERT_EQ(devices.lost.size(), 1u);
    EXPECT_NE(devices.lost[0].find("out of memory"), std::string::npos);
}

TEST(DeviceExposures, take_as_many_blocks_at_a_time_as_fit) {
    const Devices devices({never}, std::size_t{24} << 20);
    expect_the_processors_bits(devices, Example::get().settings());
    EXPECT_TRUE(devices.lost.empty());
}

}  // namespace
}  // namespace snell
