// Compiled once per instruction set, with SNELL_ISA its name (see engine/CMakeLists.txt).
#include "engine/xva/block.h"
#include "engine/xva/survive.h"

#if defined(SNELL_ISA_AVX512)
#include "core/lanes.h"
#define SNELL_KERNELS avx512_xva_kernels
namespace snell {
using Values = Lanes<8, 4>;
}  // namespace snell
#elif defined(SNELL_ISA_AVX2)
#include "core/lanes.h"
#define SNELL_KERNELS avx2_xva_kernels
namespace snell {
using Values = Lanes<4, 4>;
}  // namespace snell
#else
#define SNELL_KERNELS scalar_xva_kernels
namespace snell {
using Values = double;
}  // namespace snell
#endif

namespace snell {
const XvaKernels SNELL_KERNELS{&happen<Values>, &prepare<Values>,  &value<Values>,  &call<Values>,
                               &expose<Values>, &allocate<Values>, &survive<Values>};
}  // namespace snell
