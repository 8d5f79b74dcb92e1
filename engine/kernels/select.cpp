#include <stdexcept>

#include "engine/a2/kernels.h"
#include "engine/exercise/kernels.h"
#include "engine/kernels/kernels.h"
#include "engine/meter/counted.h"
#include "engine/nested/kernels.h"
#include "engine/xva/kernels.h"

namespace snell {

const Kernels& kernels(Isa isa) {
    const bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
    if (isa == Isa::avx512 && !has_avx512)
        throw std::runtime_error("this processor has no AVX-512. Choose avx2 or scalar");
    if (isa == Isa::scalar) return scalar_kernels;
    if (isa == counted_isa) return counted_kernels;
    return isa == Isa::avx512 || (isa == Isa::automatic && has_avx512) ? avx512_kernels : avx2_kernels;
}

const XvaKernels& xva_kernels(Isa isa) {
    const Kernels* const chosen = &kernels(isa);
    if (chosen == &scalar_kernels) return scalar_xva_kernels;
    if (chosen == &counted_kernels) return counted_xva_kernels;
    return chosen == &avx512_kernels ? avx512_xva_kernels : avx2_xva_kernels;
}

const ExerciseKernels& exercise_kernels(Isa isa) {
    const Kernels* const chosen = &kernels(isa);
    if (chosen == &scalar_kernels || chosen == &counted_kernels) return scalar_exercise_kernels;
    return chosen == &avx512_kernels ? avx512_exercise_kernels : avx2_exercise_kernels;
}

const NestedKernels& nested_kernels(Isa isa) {
    const Kernels* const chosen = &kernels(isa);
    if (chosen == &scalar_kernels || chosen == &counted_kernels) return scalar_nested_kernels;
    return chosen == &avx512_kernels ? avx512_nested_kernels : avx2_nested_kernels;
}

const a2::Kernels& a2::kernels_for(Isa isa) {
    const snell::Kernels* const chosen = &kernels(isa);
    if (chosen == &snell::scalar_kernels) return a2::scalar_kernels;
    return chosen == &snell::avx512_kernels ? a2::avx512_kernels : a2::avx2_kernels;
}

}  // namespace snell
