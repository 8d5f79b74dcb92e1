#include "gpu/cuda.h"

#include <stdexcept>

#include "gpu/cuda/cuda_device.h"
#include "gpu/device_backend.h"

namespace snell {

std::unique_ptr<Backend> cuda_backend(const TbbBackend& processor, DeviceLost on_loss) {
    const CudaDevices found = find_cuda_devices();
    if (found.devices.empty()) throw std::runtime_error(found.reason);
    std::vector<std::unique_ptr<CudaDevice>> devices;
    for (const CudaProperties& each : found.devices) try {
            devices.push_back(std::make_unique<CudaDevice>(each));
        } catch (const DeviceFault& fault) {
            on_loss(each.name, fault.what());
        }
    return std::make_unique<DeviceBackend<CudaDevice>>(std::move(devices), processor, std::move(on_loss));
}

}  // namespace snell
