#pragma once
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gpu/pool.h"

namespace snell {

/// Of a device that does not fail.
inline constexpr std::int64_t never = -1;

/// A device whose threads run one after another on the processor, the last one first: the tasks that a GPU
/// runs, with Real = double.  It fails at the operation with number `fails_at` and at every one after it, as
/// a device with a sticky error does: with a DeviceFault, or in a way of its own.
class EmulatedDevice {
  public:
    EmulatedDevice(
        std::string name, std::size_t bytes, std::int64_t fails_at,
        std::function<void()> fail = [] { throw DeviceFault("planted failure"); })
        : name_(std::move(name)),
          bytes_(bytes),
          memory_(new std::byte[bytes]),
          fails_at_(fails_at),
          fail_(std::move(fail)) {}

    std::string name() const { return name_; }
    Pool pool() { return {memory_.get(), bytes_}; }
    std::size_t blocks_at_a_time() const { return 2; }
    std::int64_t operations() const { return done_; }

    void upload(void* to, const void* from, std::size_t bytes) { copy(to, from, bytes); }
    void download(void* to, const void* from, std::size_t bytes) { copy(to, from, bytes); }
    template <class Task>
    void launch(const Task& task, long threads) {
        work();
        for (long i = threads - 1; i >= 0; --i) task(i);
    }

  private:
    std::string name_;
    std::size_t bytes_;
    std::unique_ptr<std::byte[]> memory_;
    std::int64_t fails_at_;
    std::function<void()> fail_;
    std::int64_t done_ = 0;

    void work() {
        if (fails_at_ != never && done_ >= fails_at_) fail_();
        ++done_;
    }
    void copy(void* to, const void* from, std::size_t bytes) {
        work();
        std::memcpy(to, from, bytes);
    }
};

/// One device for each failure: "device0", "device1" ...
inline std::vector<std::unique_ptr<EmulatedDevice>> emulated_devices(
    const std::vector<std::int64_t>& fails_at, std::size_t bytes) {
    std::vector<std::unique_ptr<EmulatedDevice>> all;
    for (std::int64_t at : fails_at)
        all.push_back(std::make_unique<EmulatedDevice>("device" + std::to_string(all.size()), bytes, at));
    return all;
}

}  // namespace snell
