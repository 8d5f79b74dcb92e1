#include "engine/kernels/kernels.h"

#include "engine/exercise/kernels.h"
#include "engine/nested/kernels.h"

namespace snell {

/// Of the second build's instruction sets, which are fewer than the tree's (engine/kernels/select.cpp).
const Kernels& kernels(Isa isa) { return isa == Isa::scalar ? scalar_kernels : avx2_kernels; }

const ExerciseKernels& exercise_kernels(Isa isa) {
    return isa == Isa::scalar ? scalar_exercise_kernels : avx2_exercise_kernels;
}

const NestedKernels& nested_kernels(Isa isa) {
    return isa == Isa::scalar ? scalar_nested_kernels : avx2_nested_kernels;
}

}  // namespace snell
