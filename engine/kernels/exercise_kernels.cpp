// Compiled once per instruction set, with SNELL_ISA its name (see engine/CMakeLists.txt).
#include "engine/exercise/bound_loops.h"
#include "engine/exercise/regress_loops.h"

// One register a value: functions of a state already keep many in flight, and the code compiles ten times
// faster.
#if defined(SNELL_ISA_AVX512)
#include "core/lanes.h"
#define SNELL_KERNELS avx512_exercise_kernels
using Pack = snell::Lanes<8, 1>;
#elif defined(SNELL_ISA_AVX2)
#include "core/lanes.h"
#define SNELL_KERNELS avx2_exercise_kernels
using Pack = snell::Lanes<4, 1>;
#else
#define SNELL_KERNELS scalar_exercise_kernels
using Pack = double;
#endif

namespace snell {
template Mover<Pack> mover_of<Pack>(const Walk<double>&);  // nested_kernels.cpp takes it from here
const ExerciseKernels SNELL_KERNELS{&trace_block<Pack>, &regress_block<Pack>, &bound_blocks<Pack>};
}  // namespace snell
