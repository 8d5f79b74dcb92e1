// Compiled once per instruction set, with SNELL_ISA its name (see engine/CMakeLists.txt).
#include "engine/a2/kernels.h"
#include "engine/a2/sweep.h"
#include "engine/a2/trace.h"

#if defined(SNELL_ISA_AVX512)
#define SNELL_KERNELS avx512_kernels
namespace snell::a2 {
using Pack = Lanes<8, 2>;
using Eight = Lanes<8, 1>;
}  // namespace snell::a2
#elif defined(SNELL_ISA_AVX2)
#define SNELL_KERNELS avx2_kernels
namespace snell::a2 {
using Pack = Lanes<4, 4>;
using Eight = Lanes<4, 2>;
}  // namespace snell::a2
#else
#define SNELL_KERNELS scalar_kernels
namespace snell::a2 {
using Pack = double;
using Eight = double;
}  // namespace snell::a2
#endif

namespace snell::a2 {
namespace {

std::size_t room(const Program& program, int moves) { return Workspace<Pack>::size(program, moves); }

void trace(const Program& program, int moves, double* room, std::uint64_t first_path, std::uint32_t valid,
           Trail* trails) {
    if (program.martingale == Martingale::corrected)
        Tracer<Martingale::corrected, Pack>(program, moves, room).run(first_path, valid, trails);
    else
        Tracer<Martingale::plain, Pack>(program, moves, room).run(first_path, valid, trails);
}

}  // namespace

const Kernels SNELL_KERNELS{lanes_of<Pack>, &room, &trace, &settle<Eight>, &step_back<Eight>};
}  // namespace snell::a2
