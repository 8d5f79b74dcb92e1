/// Stands in for the CUDA devices of a machine (the linker's --wrap): emulated ones, on which snell xva runs.
/// SNELL_DEVICES has a word for each: "never", or the operation at which it fails and how, "fail:40",
/// "crash:40" or "hang:40".
#include <CLI/StringTools.hpp>
#include <cstdlib>

#include "gpu/exposure_fleet.h"
#include "tests/gpu/emulated_device.h"

namespace snell {

CudaDevices emulated_devices() asm("__wrap__ZN5snell17find_cuda_devicesEv");
std::unique_ptr<ExposureBackend> emulated_exposures(DeviceWatch watch) asm(
    "__wrap__ZN5snell14cuda_exposuresENS_11DeviceWatchE");

namespace {

constexpr std::size_t bytes = std::size_t{256} << 20;

std::vector<std::string> words() {
    const char* const found = std::getenv("SNELL_DEVICES");
    return CLI::detail::split(found ? found : "never", ',');
}

[[noreturn]] void crash() { std::abort(); }
void hang() {
    for (volatile bool forever = true; forever;) continue;
}
[[noreturn]] void fail() { throw DeviceFault("planted failure"); }

std::unique_ptr<EmulatedDevice> device_of(const std::string& name, const std::string& word) {
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos) return std::make_unique<EmulatedDevice>(name, bytes, never);
    const std::string way = word.substr(0, colon);
    return std::make_unique<EmulatedDevice>(name, bytes, std::stoll(word.substr(colon + 1)),
                                            way == "crash"  ? crash
                                            : way == "hang" ? hang
                                                            : fail);
}

}  // namespace

CudaDevices emulated_devices() {
    CudaDevices found;
    for (std::size_t k = 0; k < words().size(); ++k)
        found.devices.push_back({static_cast<int>(k), "emulated", "none", 1, bytes, 0, 0.0});
    return found;
}

std::unique_ptr<ExposureBackend> emulated_exposures(DeviceWatch watch) {
    std::vector<std::unique_ptr<EmulatedDevice>> devices;
    for (const std::string& word : words())
        devices.push_back(device_of("emulated:" + std::to_string(devices.size()), word));
    return std::make_unique<DeviceExposures<EmulatedDevice>>(std::move(devices), std::move(watch));
}

}  // namespace snell
