#include "gpu/cuda/launch.cuh"
#include "gpu/curand_draws.cuh"
#include "gpu/path_tasks.h"
#include "gpu/point_tasks.h"
#include "gpu/sum_tasks.h"

namespace snell {

template void CudaDevice::launch(const Scrambles&, long);
template void CudaDevice::launch(const PointRows&, long);
template void CudaDevice::launch(const PointDraws&, long);
template void CudaDevice::launch(const CurandPairs&, long);
template void CudaDevice::launch(const FillKnown&, long);
template void CudaDevice::launch(const Multiply&, long);
template void CudaDevice::launch(const AverageMirror&, long);
template void CudaDevice::launch(const SumStrands&, long);
template void CudaDevice::launch(const SumBlocks&, long);

}  // namespace snell
