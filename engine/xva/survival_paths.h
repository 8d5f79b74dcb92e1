#pragma once
#include <string>
#include <vector>

#include "engine/xva/survival_program.h"
#include "models/cross_asset.h"

namespace snell {

/// A name whose survival is simulated.
struct SurvivalName {
    int hazard = 0;                        ///< of the model
    const DailyCurve* survival = nullptr;  ///< today's, to be met; outlives the paths' making
};

/// Survival of credit names along market paths, on the dates of the grid.
///
/// The noise of a name over a step is drawn given the market's states at both ends and, of a counterparty,
/// given our own name's noise: jointly normal with both, exactly.  Draws are Philox normals of the name's
/// own, whatever the sampler of the market: names move no bit of the market nor of each other.  The joint law
/// of two counterparties, which no netting set sees, is that of names independent given the market and us.
///
/// A Gaussian hazard meets E[S(t) / N(t)] = P(0, t) S(0, t), S the survival along a path; a square root
/// E[S(t)] = S(0, t) under the simulated measure, the same where it is independent of the base's rates.
class SurvivalPaths {
  public:
    /// `grid` increases from after today; with `own`, the first name is ours.
    enum class Own { none, first };
    SurvivalPaths(const CrossAsset& model, const std::vector<Date>& grid,
                  const std::vector<SurvivalName>& names, Own own, const Sampler& sampler, int threads = 0);

    int names() const { return static_cast<int>(names_.size()); }
    /// x today.
    double start(int name) const { return names_[static_cast<std::size_t>(name)].start; }
    const HazardMove& move(int name, int step) const {
        return names_[static_cast<std::size_t>(name)].moves[static_cast<std::size_t>(step)];
    }
    Philox draws(int name, std::uint32_t replicate) const;

  private:
    struct Moves {
        double start = 0.0;
        Philox draws;
        std::vector<HazardMove> moves;  ///< [step]
    };
    std::vector<Moves> names_;
};

}  // namespace snell
