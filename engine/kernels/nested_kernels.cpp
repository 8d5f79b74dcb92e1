// Compiled once per instruction set, with SNELL_ISA its name (see engine/CMakeLists.txt).
#include "engine/nested/revalue_loops.h"

// Eight paths side by side: the fewest that a state is worth having, as levels of few inner paths matter
// most.  In one register that is a pack of the exercise loops, where the models' steps are compiled; in two
// of AVX2 a third more path-steps a second than in one.
#if defined(SNELL_ISA_AVX512)
#include "core/lanes.h"
#define SNELL_KERNELS avx512_nested_kernels
#define SNELL_SHARES_MOVERS
using Pack = snell::Lanes<8, 1>;
#elif defined(SNELL_ISA_AVX2)
#include "core/lanes.h"
#define SNELL_KERNELS avx2_nested_kernels
using Pack = snell::Lanes<4, 2>;
#else
#define SNELL_KERNELS scalar_nested_kernels
#define SNELL_SHARES_MOVERS
using Pack = double;
#endif

namespace snell {
#if defined(SNELL_SHARES_MOVERS)
extern template Mover<Pack> mover_of<Pack>(const Walk<double>&);
#endif
const NestedKernels SNELL_KERNELS{&revalue<Pack>, lanes_of<Pack>};
}  // namespace snell
