// One model x one product on the device: the path loop, the draws and the payoff from the headers that the
// CPU runs.
#include "core/draws.h"
#include "engine/path_loop.h"
#include "models/black_scholes.h"
#include "models/heston.h"
#include "models/local_volatility.h"
#include "portfolios/products/asian.h"

namespace snell {

/// Philox draws of one thread's path, a step at a time; one or two normals each.
struct PhiloxSource {
    Philox philox;
    std::uint64_t path;
    int normals;
    double row[2];

    __device__ const double* step(int s) {
        double even, odd;
        philox.uniforms(path, static_cast<std::uint32_t>(s * normals / 2), even, odd);
        row[0] = normal_inverse(normals == 2 || s % 2 == 0 ? even : odd);
        if (normals == 2) row[1] = normal_inverse(odd);
        return row;
    }
};

template <class Kernel>
__device__ void price_path(const Kernel& kernel, const PathProgram<double>& program,
                           const Asian::Payoff& payoff, Philox philox, double* columns, long paths,
                           double* values) {
    const std::uint64_t path = blockIdx.x * static_cast<std::uint64_t>(blockDim.x) + threadIdx.x;
    PhiloxSource source{philox, path, kernel.normals(), {}};
    typename Kernel::template State<double> state;
    walk<double>(kernel, program, source, state, columns + path, paths);
    values[path] = payoff(Path<double>{columns + path, paths, nullptr});
}

__global__ void asian_black_scholes(BlackScholes<double>::Kernel<1> kernel, PathProgram<double> program,
                                    Asian::Payoff payoff, Philox philox, double* columns, long paths,
                                    double* values) {
    price_path(kernel, program, payoff, philox, columns, paths, values);
}

__global__ void asian_local_volatility(LocalVolatility<double>::Kernel<1> kernel, PathProgram<double> program,
                                       Asian::Payoff payoff, Philox philox, double* columns, long paths,
                                       double* values) {
    price_path(kernel, program, payoff, philox, columns, paths, values);
}

__global__ void asian_heston(Heston<double>::Kernel<1> kernel, PathProgram<double> program,
                             Asian::Payoff payoff, Philox philox, double* columns, long paths,
                             double* values) {
    price_path(kernel, program, payoff, philox, columns, paths, values);
}

}  // namespace snell
