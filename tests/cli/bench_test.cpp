#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/bench/measure.h"
#include "cli/bench/prices.h"
#include "cli/command.h"

namespace snell::race {
namespace {

namespace fs = std::filesystem;

/// A folder like /sys/class/powercap.
class PowercapFolder {
  public:
    PowercapFolder() : folder_((fs::temp_directory_path() / "powercap-XXXXXX").string()) {
        if (!mkdtemp(folder_.data())) std::abort();
    }
    ~PowercapFolder() { fs::remove_all(folder_); }
    PowercapFolder(const PowercapFolder&) = delete;
    PowercapFolder& operator=(const PowercapFolder&) = delete;

    std::string path() const { return folder_; }
    void zone(const std::string& name, const std::string& what, std::uint64_t microjoules) const {
        fs::create_directories(fs::path(folder_) / name);
        write(name, "name", what);
        write(name, "max_energy_range_uj", "1000000000");
        write(name, "energy_uj", std::to_string(microjoules));
    }
    void write(const std::string& zone, const std::string& file, const std::string& text) const {
        std::ofstream(fs::path(folder_) / zone / file) << text << '\n';
    }

  private:
    std::string folder_;
};

TEST(ProcessorEnergy, is_what_packages_and_memory_used) {
    const PowercapFolder folder;
    folder.zone("intel-rapl:0", "package-0", 5'000'000);
    folder.zone("intel-rapl:0:0", "core", 1'000'000);
    folder.zone("intel-rapl:0:1", "dram", 2'000'000);
    folder.zone("intel-rapl:1", "package-1", 7'000'000);
    folder.zone("intel-rapl:2", "psys", 9'000'000);
    folder.zone("intel-rapl-mmio:0", "package-0", 5'000'000);
    Rapl rapl(folder.path());
    EXPECT_EQ(rapl.reason(), "");
    EXPECT_DOUBLE_EQ(rapl.joules().value(), 0.0);
    folder.write("intel-rapl:0", "energy_uj", "5500000");
    folder.write("intel-rapl:0:0", "energy_uj", "1400000");  // of package 0
    folder.write("intel-rapl:0:1", "energy_uj", "2030000");
    folder.write("intel-rapl:1", "energy_uj", "7006000");
    folder.write("intel-rapl:2", "energy_uj", "9900000");  // packages and more
    EXPECT_DOUBLE_EQ(rapl.joules().value(), 0.5 + 0.03 + 0.006);
}

TEST(ProcessorEnergy, goes_on_where_a_counter_starts_again) {
    const PowercapFolder folder;
    folder.zone("intel-rapl:0", "package-0", 999'000'000);
    Rapl rapl(folder.path());
    folder.write("intel-rapl:0", "energy_uj", "3000000");
    EXPECT_DOUBLE_EQ(rapl.joules().value(), 4.0);
    folder.write("intel-rapl:0", "energy_uj", "4000000");
    EXPECT_DOUBLE_EQ(rapl.joules().value(), 5.0);
}

TEST(ProcessorEnergy, is_nothing_where_a_part_cannot_be_read) {
    const PowercapFolder folder;
    EXPECT_NE(Rapl(folder.path()).reason(), "");
    EXPECT_NE(Rapl(folder.path() + "/missing").reason(), "");
    folder.zone("intel-rapl:0", "package-0", 1);
    folder.zone("intel-rapl:1", "package-1", 1);
    fs::remove(fs::path(folder.path()) / "intel-rapl:1" / "energy_uj");
    Rapl broken(folder.path());
    EXPECT_NE(broken.reason().find("intel-rapl:1"), std::string::npos);
    EXPECT_FALSE(broken.joules());
    folder.write("intel-rapl:1", "energy_uj", "no number");
    EXPECT_FALSE(Rapl(folder.path()).joules());
}

TEST(GpuEnergy, is_the_sum_over_the_devices_of_the_library) {
    const Nvml nvml(SNELL_FAKE_NVML);
    EXPECT_EQ(nvml.reason(), "");
    EXPECT_DOUBLE_EQ(nvml.joules().value(), 11.0);
    EXPECT_DOUBLE_EQ(nvml.joules().value(), 22.0);
}

TEST(GpuEnergy, is_nothing_without_the_library) {
    const Nvml nvml("libsnell-has-no-such.so.1");
    EXPECT_NE(nvml.reason().find("is not there"), std::string::npos);
    EXPECT_FALSE(nvml.joules());
    const Nvml other("libm.so.6");
    EXPECT_NE(other.reason().find("lacks a function"), std::string::npos);
    EXPECT_FALSE(other.joules());
}

TEST(Prices, are_read_for_each_device) {
    const Prices prices = read_prices({"gpu=3.2", "cpu=4e-1"});
    EXPECT_EQ(prices.cpu, 0.4);
    EXPECT_EQ(prices.gpu, 3.2);
    EXPECT_FALSE(read_prices({"cpu=0"}).gpu);
    for (const char* wrong :
         {"cpu", "cpu=", "=1", "cpu=x", "cpu=-1", "cpu=1x", "cpu=inf", "cpu=nan", "gpus=1"})
        EXPECT_THROW(read_prices({wrong}), UsageError) << wrong;
    EXPECT_THROW(read_prices({"cpu=1", "cpu=1"}), UsageError);
}

/// A job whose relative error is `constant` paths^-rate.
Job power_law(const std::string& draws, double constant, double rate) {
    Job job;
    job.draws = draws;
    job.run = [=](const Contender&, std::int64_t paths) {
        return Found{{-2.0, 2.0 * constant * std::pow(static_cast<double>(paths), -rate), paths, replicates},
                     0};
    };
    return job;
}

TEST(Accuracy, follows_the_law_of_the_errors) {
    const Contender contender;
    const std::int64_t paths = 1 << 14;
    for (const double rate : {0.6, 0.8, 1.0, 1.4}) {
        const Accuracy found = measure_accuracy({power_law("sobol", 0.5, rate), contender, paths});
        EXPECT_TRUE(found.is_rate_measured);
        EXPECT_NEAR(found.rate, rate, 1e-12);
        EXPECT_NEAR(0.5 * std::pow(found.paths, -rate) / wanted_error, 1.0, 1e-10);
        EXPECT_EQ(found.is_extrapolated, found.paths > 16.0 * paths);
    }
}

TEST(Accuracy, of_random_draws_is_the_inverse_root_of_the_paths) {
    const Contender contender;
    const Accuracy random = measure_accuracy({power_law("philox", 0.5, 0.9), contender, 10'000});
    EXPECT_FALSE(random.is_rate_measured);
    const double error = 0.5 * std::pow(10'000.0, -0.9);
    EXPECT_NEAR(random.paths / (10'000.0 * std::pow(error / wanted_error, 2.0)), 1.0, 1e-10);
    // No claim of less than random draws do.
    EXPECT_EQ(measure_accuracy({power_law("sobol", 0.5, 0.2), contender, 10'000}).rate, 0.5);
}

TEST(WarmRuns, tell_runs_that_come_to_other_bits) {
    const Contender contender;
    std::uint64_t runs = 0;
    Job job = power_law("philox", 1.0, 0.5);
    job.run = [&](const Contender&, std::int64_t paths) { return Found{{1.0, 0.1, paths, 2}, ++runs / 5}; };
    EXPECT_TRUE(run_warm({job, contender, 64}, 2).same_bits);
    EXPECT_FALSE(run_warm({job, contender, 64}, 2).same_bits);
    EXPECT_EQ(runs, 6u);
}

}  // namespace
}  // namespace snell::race
