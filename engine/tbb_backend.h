#pragma once
#include "engine/backend.h"
#include "engine/kernels/kernels.h"

namespace snell {

/// The processor: blocks of paths as tasks of oneTBB, the path loop in the widest vectors there are.
class TbbBackend : public Backend {
  public:
    /// threads = 0: one per core.
    explicit TbbBackend(int threads = 0, Isa isa = Isa::automatic)
        : threads_(threads), kernels_(kernels(isa)) {}
    std::string name() const override;
    void average(const Walk<double>& walk, std::int64_t paths, Sums& sums) const override;
    void average(const Walk<Slope>& walk, std::int64_t paths, Sums& sums) const override;

  private:
    int threads_;
    const Kernels& kernels_;
};

}  // namespace snell
