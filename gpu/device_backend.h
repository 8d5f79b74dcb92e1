#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/tbb_backend.h"
#include "gpu/cuda.h"
#include "gpu/device_walk.h"

namespace snell {

/// Simulation on devices, and on the processor when all of them have failed.  Devices take ranges of blocks
/// in turn; one that fails is never asked again, and its range goes to another.  Who simulates a block
/// changes no bit of it.  Slopes, whose numbers do not fit a thread's registers, stay on the processor.
template <class Device, class PhiloxDraws = RegisterDraws>
class DeviceBackend : public Backend {
  public:
    DeviceBackend(std::vector<std::unique_ptr<Device>> devices, TbbBackend processor, DeviceLost on_loss)
        : fleet_(new Working{std::move(devices), {}}), processor_(processor), on_loss_(std::move(on_loss)) {}

    std::string name() const override;
    void average(const Walk<double>& walk, std::int64_t paths, Sums& sums) const override;
    void average(const Walk<Slope>& walk, std::int64_t paths, Sums& sums) const override {
        processor_.average(walk, paths, sums);
    }
    /// Rules and bounds of early exercise, too, stay on the processor.
    RuleNumbers regress(const OptionWalk& option, const ExerciseSettings& settings) const override {
        return processor_.regress(option, settings);
    }
    void bound(const OptionWalk& option, std::int64_t paths, Sums& sums) const override {
        processor_.bound(option, paths, sums);
    }
    /// So does nested simulation.
    void revalue(const NestedWalk& walk, const OuterPaths& outer, double* rows) const override {
        processor_.revalue(walk, outer, rows);
    }

  private:
    struct Working {
        std::vector<std::unique_ptr<Device>> devices;  // those that work
        std::mutex mutex;                              // of everything that devices share in a call
    };
    struct Range {
        std::size_t first, end;
    };
    /// One call of `average`: ranges still to be simulated, and where their sums go.
    struct Job {
        const Walk<double>& walk;
        const Blocks& blocks;
        std::vector<Range> ranges;
        std::size_t most;  // blocks of a range
        std::vector<double> rows;
    };
    std::unique_ptr<Working> fleet_;
    TbbBackend processor_;
    DeviceLost on_loss_;

    Job split(const Walk<double>& walk, const Blocks& blocks) const;
    std::optional<Range> take(Job& job) const;
    bool serve(Device& device, Job& job) const;
    void run_devices(Job& job) const;
    void run_processor(Job& job) const;
};

template <class Device, class PhiloxDraws>
std::string DeviceBackend<Device, PhiloxDraws>::name() const {
    std::string names;
    for (const auto& device : fleet_->devices) names += (names.empty() ? "" : ", ") + device->name();
    return names.empty() ? processor_.name() : names;
}

template <class Device, class PhiloxDraws>
void DeviceBackend<Device, PhiloxDraws>::average(const Walk<double>& walk, std::int64_t paths,
                                                 Sums& sums) const {
    const Blocks blocks(sums, paths);
    Job job = split(walk, blocks);
    while (!job.ranges.empty() && !fleet_->devices.empty()) run_devices(job);
    run_processor(job);
    blocks.add(job.rows, sums);
}

/// Ranges that fill a device; with several devices, at least four for each, so that none waits long for
/// another.
template <class Device, class PhiloxDraws>
typename DeviceBackend<Device, PhiloxDraws>::Job DeviceBackend<Device, PhiloxDraws>::split(
    const Walk<double>& walk, const Blocks& blocks) const {
    constexpr std::size_t ranges_each = 4, most_at_a_time = 16;
    const std::size_t devices = std::max<std::size_t>(1, fleet_->devices.size());
    std::size_t fill = 1;
    for (const auto& device : fleet_->devices) fill = std::max(fill, device->blocks_at_a_time());
    const std::size_t share = devices == 1
                                  ? blocks.count()
                                  : (blocks.count() + ranges_each * devices - 1) / (ranges_each * devices);
    const std::size_t most = std::clamp<std::size_t>(share, 1, most_at_a_time * fill);
    Job job{walk,
            blocks,
            {},
            most,
            std::vector<double>(blocks.count() * static_cast<std::size_t>(walk.outputs()))};
    for (std::size_t first = 0; first < blocks.count(); first += most)
        job.ranges.push_back({first, std::min(first + most, blocks.count())});
    return job;
}

template <class Device, class PhiloxDraws>
std::optional<typename DeviceBackend<Device, PhiloxDraws>::Range> DeviceBackend<Device, PhiloxDraws>::take(
    Job& job) const {
    const std::lock_guard lock(fleet_->mutex);
    if (job.ranges.empty()) return std::nullopt;
    const Range range = job.ranges.back();
    job.ranges.pop_back();
    return range;
}

/// Simulates ranges until none is left; false if the device failed, whose range then goes back.
template <class Device, class PhiloxDraws>
bool DeviceBackend<Device, PhiloxDraws>::serve(Device& device, Job& job) const {
    std::optional<Range> range;
    try {
        DeviceWalk<Device, PhiloxDraws> walk(device, job.walk, job.blocks, job.most);
        const auto outputs = static_cast<std::size_t>(job.walk.outputs());
        while ((range = take(job)))
            walk.sum(range->first, range->end, job.rows.data() + range->first * outputs);
        return true;
    } catch (const DeviceFault& fault) {
        const std::lock_guard lock(fleet_->mutex);
        if (range) job.ranges.push_back(*range);
        if (on_loss_) on_loss_(device.name(), fault.what());
        return false;
    }
}

template <class Device, class PhiloxDraws>
void DeviceBackend<Device, PhiloxDraws>::run_devices(Job& job) const {
    auto& devices = fleet_->devices;
    std::vector<char> works(devices.size(), 1);
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < devices.size(); ++i)
            others.emplace_back([&, i] { works[i] = serve(*devices[i], job); });
        works[0] = serve(*devices[0], job);
    }
    for (std::size_t i = devices.size(); i-- > 0;)
        if (!works[i]) devices.erase(devices.begin() + static_cast<std::ptrdiff_t>(i));
}

template <class Device, class PhiloxDraws>
void DeviceBackend<Device, PhiloxDraws>::run_processor(Job& job) const {
    const auto outputs = static_cast<std::size_t>(job.walk.outputs());
    while (const std::optional<Range> range = take(job))
        processor_.simulate(job.walk, job.blocks, range->first, range->end,
                            job.rows.data() + range->first * outputs);
}

}  // namespace snell
