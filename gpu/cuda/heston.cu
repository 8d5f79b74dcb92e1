#include "gpu/cuda/launch.cuh"
#include "gpu/path_tasks.h"
#include "models/heston.h"

namespace snell {

template <int N>
using Kernel = Heston<double>::Kernel<N>;

template void CudaDevice::launch(const MovePaths<Kernel<1>, PhiloxSource, Jumping::never>&, long);
template void CudaDevice::launch(const MovePaths<Kernel<1>, RowSource, Jumping::never>&, long);
template void CudaDevice::launch(const MovePaths<Kernel<1>, PhiloxSource, Jumping::maybe>&, long);
template void CudaDevice::launch(const MovePaths<Kernel<1>, RowSource, Jumping::maybe>&, long);
template void CudaDevice::launch(const MovePaths<Kernel<0>, PhiloxSource, Jumping::maybe>&, long);
template void CudaDevice::launch(const MovePaths<Kernel<0>, RowSource, Jumping::maybe>&, long);

}  // namespace snell
