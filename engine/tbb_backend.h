#pragma once
#include "engine/blocks.h"
#include "engine/exercise/kernels.h"
#include "engine/kernels/kernels.h"
#include "engine/nested/kernels.h"

namespace snell {

/// The processor: blocks of paths as tasks of oneTBB, the path loop in the widest vectors there are.
class TbbBackend : public Backend {
  public:
    /// threads = 0: one per core.
    explicit TbbBackend(int threads = 0, Isa isa = Isa::automatic)
        : threads_(threads),
          kernels_(kernels(isa)),
          exercise_(exercise_kernels(isa)),
          nested_(nested_kernels(isa)) {}
    std::string name() const override;
    void average(const Walk<double>& walk, std::int64_t paths, Sums& sums) const override;
    void average(const Walk<Slope>& walk, std::int64_t paths, Sums& sums) const override;
    RuleNumbers regress(const OptionWalk& option, const ExerciseSettings& settings) const override;
    void bound(const OptionWalk& option, std::int64_t paths, Sums& sums) const override;
    void revalue(const NestedWalk& walk, const OuterPaths& outer, double* rows) const override;

    /// The sums of blocks first ... end - 1, for whoever adds them up: rows [block - first][output].
    void simulate(const Walk<double>& walk, const Blocks& blocks, std::size_t first, std::size_t end,
                  double* rows) const;

  private:
    int threads_;
    const Kernels& kernels_;
    const ExerciseKernels& exercise_;
    const NestedKernels& nested_;
};

}  // namespace snell
