#pragma once
#include "engine/xva/exposure_walk.h"
#include "engine/xva/xva.h"

/// What default and funding will cost from a later date on, as it is seen on each path then.
/// docs/theory/xva.md#costs-to-come tells how, and how well.
namespace snell {

/// The growth of funding over that of cash, from the date before [simulated date]; empty: no such curve.
struct FundingSpreads {
    std::vector<double> borrow, lend;
};
FundingSpreads funding_spreads(const World& world, const XvaSettings& settings);

/// A cost of a netting set: the sum over dates of what an exposure costs per unit, deflated, seen from today.
struct FutureCost {
    const char* name;
    bool of_positive;           ///< of (V - C)^+; else of (C - V)^+
    std::vector<double> rate;   ///< [simulated date] what exposure of the date costs
    std::vector<double> alive;  ///< [simulated date] probability of whom it takes to be alive after the date
};
/// CVA, DVA, FCA and FBA, those that there are; none of a set whose credit moves.
std::vector<FutureCost> future_costs(const SetCredit& credit, const FundingSpreads& funding);

/// What one replicate says of the future dates; empty where there are none.
struct FutureProfile {
    std::vector<double> means;    ///< [set][future date][cost][sum of FutureSum]
    std::vector<double> amounts;  ///< [set][future date][cost][path] cost from the date on, in amounts of the
                                  ///< date, given that those it takes are alive
};
enum class FutureSum {
    past,  ///< costs up to the date, deflated to today
    left,  ///< costs after it, the same
    mean   ///< the latter in amounts of the date, given that those it takes are alive
};
inline constexpr int future_sums = 3;

/// A group's costs to come, ready for any replicate.
class FutureCosts {
  public:
    /// All must outlive it.
    FutureCosts(const World& world, const XvaSettings& settings, const ExposureGroup& group,
                const GroupCredit& credit);

    bool is_empty() const { return dates_.empty(); }
    /// Walks the paths of `which`; the witness it names is not heeded.
    FutureProfile replicate(const ExposurePlan& plan, ReplicatePaths which) const;

  private:
    friend class FutureWalk;
    std::vector<int> dates_;                      ///< numbers of simulated dates, increasing
    std::vector<std::vector<FutureCost>> costs_;  ///< [set]
    std::vector<bool> units_;                     ///< those that have costs
};

/// Rows of the costs to come of netting sets, in their order.
void write_future(const XvaSettings& settings, const std::vector<int>& netting_sets,
                  const std::vector<std::vector<FutureCost>>& costs,
                  const std::vector<FutureProfile>& replicates, std::vector<XvaRow>& rows);

}  // namespace snell
