// Compiled once per instruction set, with SNELL_ISA its name (see engine/CMakeLists.txt).
#include "engine/kernels/block.h"
#include "engine/kernels/kernels.h"

#if defined(SNELL_ISA_AVX512)
#include "core/lanes.h"
#define SNELL_KERNELS avx512_kernels
#define SNELL_NAME "avx512"
namespace snell {
using Values = Lanes<8, 4>;
using Slopes = Dual<Lanes<8, 1>, slopes_per_run>;
}  // namespace snell
#elif defined(SNELL_ISA_AVX2)
#include "core/lanes.h"
#define SNELL_KERNELS avx2_kernels
#define SNELL_NAME "avx2"
namespace snell {
using Values = Lanes<4, 4>;
using Slopes = Dual<Lanes<4, 1>, slopes_per_run>;
}  // namespace snell
#else
#define SNELL_KERNELS scalar_kernels
#define SNELL_NAME "scalar"
namespace snell {
using Values = double;
using Slopes = Dual<double, slopes_per_run>;
}  // namespace snell
#endif

namespace snell {
const Kernels SNELL_KERNELS{SNELL_NAME, lanes_of<Values>, &average_walk<Values, double>,
                            &average_walk<Slopes, Slope>};
}  // namespace snell
