// The elementary functions in kernels, with and without a slope: what must compile for the device, without a
// spill.
#include "core/math/exp.h"
#include "core/math/expm1.h"
#include "core/math/log.h"
#include "core/math/log1p.h"
#include "core/math/normal_cdf.h"
#include "core/math/normal_inverse.h"
#include "core/math/normal_pdf.h"
#include "core/math/pow.h"
#include "core/math/rsqrt.h"
#include "core/math/sincos.h"

namespace snell {

using WithSlope = Dual<double, 1>;

/// Every elementary function of one argument, summed; x in (0, 1).
template <class R>
__device__ R all_of(R x) {
    R s, c;
    sincos(x, s, c);
    return exp(x) + expm1(x) + log(x) + log1p(x) + normal_cdf(x) + normal_pdf(x) + normal_inverse(x) +
           pow(x, x) + rsqrt(x) + s * c;
}

__global__ void elementary_values(const double* x, double* out) {
    const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
    out[i] = all_of(x[i]);
}

__global__ void elementary_slopes(const double* x, double* out) {
    const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
    WithSlope y(x[i]);
    y.slope[0] = 1.0;
    store(out + 2 * i, all_of(y));
}

}  // namespace snell
