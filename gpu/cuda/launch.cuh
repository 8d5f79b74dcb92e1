#pragma once
#include "gpu/cuda/cuda_device.h"

namespace snell {

inline constexpr int threads_per_block = 128;

/// One thread of a task.
template <class Task>
__global__ void __launch_bounds__(threads_per_block) run(const __grid_constant__ Task task, long threads) {
    const long i = blockIdx.x * static_cast<long>(blockDim.x) + threadIdx.x;
    if (i < threads) task(i);
}

template <class Task>
void CudaDevice::launch(const Task& task, long threads) {
    static_assert(sizeof(Task) <= 4000, "a kernel's arguments are at most 4 KiB");
    if (threads == 0) return;
    use();
    run<<<static_cast<unsigned>((threads + threads_per_block - 1) / threads_per_block), threads_per_block>>>(
        task, threads);
    check(cudaGetLastError(), "launch");
}

}  // namespace snell
