#include "gpu/cuda/launch.cuh"
#include "gpu/path_tasks.h"
#include "models/local_volatility.h"

namespace snell {

template <int N>
using Kernel = LocalVolatility<double>::Kernel<N>;

template void CudaDevice::launch(const MovePaths<Kernel<1>, PhiloxSource, Jumping::maybe>&, long);
template void CudaDevice::launch(const MovePaths<Kernel<1>, RowSource, Jumping::maybe>&, long);
template void CudaDevice::launch(const MovePaths<Kernel<0>, PhiloxSource, Jumping::maybe>&, long);
template void CudaDevice::launch(const MovePaths<Kernel<0>, RowSource, Jumping::maybe>&, long);

}  // namespace snell
