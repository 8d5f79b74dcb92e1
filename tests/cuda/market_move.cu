// A move of the market's state, a bridge's draws and a bond on the device, from the headers that the CPU
// runs.
#include "engine/kernels/market_loops.h"
#include "models/lgm.h"

namespace snell {

__global__ void move_market(AffineMap map, const double* before, const double* normals, double* after,
                            long paths) {
    const long path = blockIdx.x * static_cast<long>(blockDim.x) + threadIdx.x;
    const auto source = [&](int i) {
        return i < map.factors ? before[i * paths + path] : normals[(i - map.factors) * paths + path];
    };
    apply<double>(map, source, after + path, paths);
}

__global__ void draw_day(Philox philox, std::uint32_t day, int factors, double* normals, long paths) {
    const std::uint64_t path = blockIdx.x * static_cast<std::uint64_t>(blockDim.x) + threadIdx.x;
    double z[max_market_factors + 1];
    between_normals(PhiloxPaths<double>(philox, path), day, factors, z);
    for (int f = 0; f < factors; ++f) normals[f * paths + static_cast<long>(path)] = z[f];
}

__global__ void observe_bond(Exponential bond, const double* x, double* value) {
    const long path = blockIdx.x * static_cast<long>(blockDim.x) + threadIdx.x;
    value[path] = bond(x[path]);
}

}  // namespace snell
