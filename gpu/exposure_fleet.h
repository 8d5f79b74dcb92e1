#pragma once
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "engine/parallel.h"
#include "engine/xva/exposure_backend.h"
#include "gpu/cuda.h"
#include "gpu/device_exposure.h"

namespace snell {

/// Devices that take work in turn; one that fails is never asked again.
template <class Device>
class Fleet {
  public:
    explicit Fleet(std::vector<std::unique_ptr<Device>> devices)
        : working_(devices.size()), idle_(std::move(devices)) {}

    /// An idle device, once there is one; null where none works any more.  To wait is to get on: who watches
    /// is told so.
    std::unique_ptr<Device> take(const Step* step) {
        constexpr std::chrono::seconds pause(1);
        std::unique_lock lock(mutex_);
        while (!changed_.wait_for(lock, pause, [&] { return working_ == 0 || !idle_.empty(); }))
            if (step) step->move();
        if (idle_.empty()) return nullptr;
        std::unique_ptr<Device> device = std::move(idle_.back());
        idle_.pop_back();
        return device;
    }
    void give_back(std::unique_ptr<Device> device) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(device));
        changed_.notify_all();
    }
    void lose(std::unique_ptr<Device> device) {
        device.reset();
        const std::lock_guard lock(mutex_);
        --working_;
        changed_.notify_all();
    }
    std::size_t working() const {
        const std::lock_guard lock(mutex_);
        return working_;
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t working_;
    std::vector<std::unique_ptr<Device>> idle_;
};

/// Exposures on devices, and on the processor when all of them have failed: batches of replicates, each on
/// one device at a time.  Who walks a replicate changes no bit of it.
template <class Device>
class DeviceExposures : public ExposureBackend {
  public:
    DeviceExposures(std::vector<std::unique_ptr<Device>> devices, DeviceWatch watch)
        : fill_(devices.empty() ? 1 : devices.front()->blocks_at_a_time() * block_paths),
          fleet_(std::move(devices)),
          watch_(std::move(watch)) {}

    std::unique_ptr<ExposureWalker> prepare(const ExposurePlan& plan) const override {
        return std::make_unique<Walker>(*this, plan);
    }

  private:
    class Walker;
    std::size_t fill_;  ///< paths that fill a device
    mutable Fleet<Device> fleet_;
    DeviceWatch watch_;

    void tell_of_work(const std::string& device) const {
        if (watch_.works) watch_.works(device);
    }
    void tell_of_loss(const std::string& device, const std::string& fault) const {
        if (watch_.lost) watch_.lost(device, fault);
    }
};

template <class Device>
class DeviceExposures<Device>::Walker : public ExposureWalker {
  public:
    Walker(const DeviceExposures& all, const ExposurePlan& plan)
        : all_(all), plan_(plan), processor_(processor_walker(plan_)) {}

    int at_a_time(std::int64_t paths, std::size_t replicates) const override {
        constexpr std::size_t batches_each = 4;  // of several devices, so that none waits long for another
        const std::size_t devices = all_.fleet_.working();
        if (devices == 0) return processor_->at_a_time(paths, replicates);
        const std::size_t share =
            devices == 1 ? replicates : (replicates + batches_each * devices - 1) / (batches_each * devices);
        const auto size = static_cast<std::size_t>(paths);
        return static_cast<int>(std::clamp<std::size_t>(share, 1, (all_.fill_ + size - 1) / size));
    }

    std::vector<ReplicateProfile> walk(std::span<const ReplicatePaths> replicates) const override {
        while (std::unique_ptr<Device> device = all_.fleet_.take(replicates.front().step)) {
            const std::string name = device->name();
            try {
                std::vector<ReplicateProfile> profiles = on_device(*device, replicates);
                all_.fleet_.give_back(std::move(device));
                all_.tell_of_work(name);
                for (const ReplicatePaths& each : replicates)
                    if (each.walked) each.walked->fetch_add(each.paths, std::memory_order_relaxed);
                return profiles;
            } catch (const DeviceFault& fault) {
                all_.fleet_.lose(std::move(device));
                all_.tell_of_loss(name, fault.what());
            }
        }
        return on_processor(replicates);
    }

  private:
    const DeviceExposures& all_;
    ExposurePlan plan_;
    std::unique_ptr<ExposureWalker> processor_;

    std::vector<ReplicateProfile> on_device(Device& device,
                                            std::span<const ReplicatePaths> replicates) const {
        const Step step(all_.watch_.board, StepKind::device, replicates.front().replicate);
        return DeviceExposure<Device>(device, plan_).walk(replicates);
    }

    std::vector<ReplicateProfile> on_processor(std::span<const ReplicatePaths> replicates) const {
        std::vector<ReplicateProfile> profiles(replicates.size());
        parallel_ranges(all_.watch_.threads, replicates.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t r = begin; r < end; ++r)
                profiles[r] = std::move(processor_->walk(replicates.subspan(r, 1)).front());
        });
        all_.tell_of_work("cpu");
        return profiles;
    }
};

}  // namespace snell
