#include <stdexcept>

#include "gpu/cuda/cuda_device.h"
#include "gpu/curand_draws.cuh"
#include "gpu/device_backend.h"
#include "gpu/exposure_fleet.h"

namespace snell {
namespace {

/// Memory of a device's pool: what four waves of long walks of Sobol' points need on the largest of today's
/// devices.
constexpr std::size_t pool_of_walks = std::size_t{2} << 30;
/// And what 65,536 paths of a book of a thousand netting sets need, their programs included.
constexpr std::size_t pool_of_exposures = std::size_t{16} << 30;

/// Those that can be had; throws std::runtime_error where there are none at all.
std::vector<std::unique_ptr<CudaDevice>> open_devices(std::size_t pool, const DeviceLost& on_loss) {
    const CudaDevices found = find_cuda_devices();
    if (found.devices.empty()) throw std::runtime_error(found.reason);
    std::vector<std::unique_ptr<CudaDevice>> devices;
    for (const CudaProperties& each : found.devices) try {
            devices.push_back(std::make_unique<CudaDevice>(each, pool));
        } catch (const DeviceFault& fault) {
            on_loss(each.name, fault.what());
        }
    return devices;
}

}  // namespace

std::unique_ptr<Backend> cuda_backend(const TbbBackend& processor, DeviceLost on_loss, PhiloxFrom from) {
    auto devices = open_devices(pool_of_walks, on_loss);
    if (from == PhiloxFrom::curand)
        return std::make_unique<DeviceBackend<CudaDevice, CurandDraws>>(std::move(devices), processor,
                                                                        std::move(on_loss));
    return std::make_unique<DeviceBackend<CudaDevice>>(std::move(devices), processor, std::move(on_loss));
}

std::unique_ptr<ExposureBackend> cuda_exposures(DeviceWatch watch) {
    return std::make_unique<DeviceExposures<CudaDevice>>(open_devices(pool_of_exposures, watch.lost),
                                                         std::move(watch));
}

}  // namespace snell
