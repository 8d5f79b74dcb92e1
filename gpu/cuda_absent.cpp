// Takes the place of the folder cuda/ in a build without the toolkit.
#include <stdexcept>

#include "engine/xva/exposure_backend.h"
#include "gpu/cuda.h"
#include "gpu/limits.h"

namespace snell {

const bool has_cuda = false;

CudaDevices find_cuda_devices() { return {{}, "this build has no CUDA backend"}; }

std::optional<meter::Limits> cuda_limits() { return {}; }

std::unique_ptr<Backend> cuda_backend(const TbbBackend&, DeviceLost, PhiloxFrom) {
    throw std::runtime_error(find_cuda_devices().reason);
}

std::unique_ptr<ExposureBackend> cuda_exposures(DeviceWatch) {
    throw std::runtime_error(find_cuda_devices().reason);
}

}  // namespace snell
