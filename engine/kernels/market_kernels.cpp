// Compiled once per instruction set, with SNELL_ISA its name (see engine/CMakeLists.txt).
#include "engine/kernels/market_loops.h"

#if defined(SNELL_ISA_AVX512)
#include "core/lanes.h"
#define SNELL_KERNELS avx512_market_kernels
using Pack = snell::Lanes<8, 4>;
#elif defined(SNELL_ISA_AVX2)
#include "core/lanes.h"
#define SNELL_KERNELS avx2_market_kernels
using Pack = snell::Lanes<4, 4>;
#else
#define SNELL_KERNELS scalar_market_kernels
using Pack = double;
#endif

namespace snell {
const MarketKernels SNELL_KERNELS{&walk_market_grid<Pack>, &walk_market_bridge<Pack>};
}  // namespace snell
