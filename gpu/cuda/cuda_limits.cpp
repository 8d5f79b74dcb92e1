#include "gpu/cuda/cuda_device.h"
#include "gpu/device_limits.h"
#include "gpu/limits.h"

namespace snell {

namespace {

/// 1 GiB for each array of the triad, which no cache holds.
constexpr std::size_t enough_bytes = std::size_t{3} << 30;

}  // namespace

std::optional<meter::Limits> cuda_limits() {
    const CudaDevices found = find_cuda_devices();
    if (found.devices.empty()) return {};
    meter::Limits all;
    for (const CudaProperties& each : found.devices) {
        CudaDevice device(each, enough_bytes);
        const meter::Limits one = measure_limits(device);
        all.operations += one.operations;
        all.bytes += one.bytes;
    }
    return all;
}

}  // namespace snell
