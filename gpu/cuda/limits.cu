#include "gpu/cuda/launch.cuh"
#include "gpu/limit_tasks.h"

namespace snell {

template void CudaDevice::launch(const Fill&, long);
template void CudaDevice::launch(const FusedChains&, long);
template void CudaDevice::launch(const Triad&, long);

}  // namespace snell
