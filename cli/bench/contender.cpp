#include "cli/bench/contender.h"

#include <fmt/format.h>

#include <thread>

#include "cli/command.h"
#include "cli/device.h"
#include "engine/tbb_backend.h"
#include "gpu/cuda.h"

namespace snell::race {
namespace {

int cores() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

/// Nobody is there to catch what a device's thread would throw.
[[noreturn]] void leave(const std::string& device, const std::string& fault) {
    fmt::print(stderr, "snell: {} failed while it was measured: {}\n", device, fault);
    std::_Exit(static_cast<int>(ExitCode::device_unavailable));
}

}  // namespace

Contender contender(const std::string& device, int threads) {
    if (device == "cuda") {
        const CudaDevices found = find_cuda_devices();
        if (found.devices.empty()) throw DeviceError("--device cuda: " + found.reason);
        return {Contender::Kind::gpu, device, cores(), "cuda", cuda_backend(TbbBackend(cores()), leave)};
    }
    const int count = threads > 0 ? threads : cores();
    return {count == 1 ? Contender::Kind::one_thread : Contender::Kind::processor, device, count,
            count == 1 ? "1 thread" : fmt::format("{} threads", count), std::make_shared<TbbBackend>(count)};
}

std::vector<Contender> contenders(const std::string& device, int threads) {
    std::vector<Contender> all;
    if (device != "cuda") {
        all.push_back(contender("cpu", 1));
        if (threads > 1 || (threads == 0 && cores() > 1)) all.push_back(contender("cpu", threads));
    }
    if (device == "cuda" || (device == "all" && !find_cuda_devices().devices.empty()))
        all.push_back(contender("cuda", threads));
    return all;
}

}  // namespace snell::race
