#include "gpu/credit_tasks.h"
#include "gpu/cuda/launch.cuh"
#include "gpu/point_tasks.h"

namespace snell {

template void CudaDevice::launch(const NormalPairs&, long);
template void CudaDevice::launch(const SetStates&, long);
template void CudaDevice::launch(const MoveStates&, long);
template void CudaDevice::launch(const BetweenNormals&, long);
template void CudaDevice::launch(const BridgeStates&, long);
template void CudaDevice::launch(const Happen&, long);
template void CudaDevice::launch(const FillRows&, long);
template void CudaDevice::launch(const MultiplyRows&, long);
template void CudaDevice::launch(const ValueUnits&, long);
template void CudaDevice::launch(const StartBalances&, long);
template void CudaDevice::launch(const CallMargins&, long);
template void CudaDevice::launch(const ExposeUnits&, long);
template void CudaDevice::launch(const StartCredit&, long);
template void CudaDevice::launch(const HazardNormals&, long);
template void CudaDevice::launch(const MoveHazards&, long);
template void CudaDevice::launch(const WeighSets&, long);
template void CudaDevice::launch(const SumTermStrands&, long);
template void CudaDevice::launch(const AddBlocks&, long);
template void CudaDevice::launch(const Clear&, long);

}  // namespace snell
