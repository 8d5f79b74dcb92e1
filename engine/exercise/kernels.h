#pragma once
#include "engine/exercise/option_walk.h"
#include "engine/kernels/kernels.h"

namespace snell {

/// Training paths of one block, as they were simulated: [date][1 + states][block_paths], the exercise value
/// and then the states that are used.
struct TracedBlock {
    const double* columns;
    int states;
    ALWAYS_INLINE const double* column(int date, int which) const {
        return columns + (static_cast<std::size_t>(date) * static_cast<std::size_t>(1 + states) +
                          static_cast<std::size_t>(which)) *
                             block_paths;
    }
};

/// One date of a regression, for one block.
struct RegressionTask {
    const double* rule;  ///< fitted on all dates after `date`, scaled on `date`
    int date, dates;
    bool split;  ///< apart in the money and elsewhere
};

/// The loops of early exercise compiled for one instruction set.
struct ExerciseKernels {
    /// Simulates a block of training paths; `shown`: which states are written.  `spreads`: [date][state]{sum,
    /// sum of squares}.
    void (*trace)(const OptionWalk&, const std::vector<int>& shown, std::uint64_t first_path, double* columns,
                  double* spreads);
    /// Takes the decisions of the date after into `paid` [block_paths], what each path pays from there on,
    /// and sums up the products of the functions with each other (lower triangle, by rows) and with `paid`,
    /// then the number of paths: in the money, and with `split` elsewhere.
    void (*regress)(const RegressionTask&, const TracedBlock&, double* paid, double* sums);
    /// One row of bound_outputs sums for each block of paths.
    void (*bound)(const OptionWalk&, std::uint32_t replicate, std::uint64_t first_path, std::int64_t paths,
                  double* sums);
};

const ExerciseKernels& exercise_kernels(Isa isa);

extern const ExerciseKernels avx512_exercise_kernels, avx2_exercise_kernels, scalar_exercise_kernels;

}  // namespace snell
