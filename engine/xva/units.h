#pragma once
#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "engine/xva/audit.h"
#include "engine/xva/credit_terms.h"
#include "engine/xva/exposure_backend.h"
#include "engine/xva/future.h"
#include "engine/xva/profile_layout.h"

/// A run cut into units that know nothing of each other: one replicate of one group of netting sets.
namespace snell {

/// Numbers of the netting sets of each group: as many at a time as fit in `settings.memory`.
std::vector<std::vector<int>> group_netting_sets(const Book& book, const World& world,
                                                 const std::vector<HazardTerms>& hazards,
                                                 const XvaSettings& settings);

/// What one unit found; the same bytes for any threads, instruction set and machine.
struct UnitResult {
    std::vector<UnvaluedTrade> unvalued;  ///< of the group: the same in each of its units
    ReplicateProfile profile;
    AuditProfile audit = {};
    FutureProfile future = {};
};

/// A group brought to programs, ready for any of its replicates.
class GroupWalk {
  public:
    /// The settings, the view and the model must outlive the walk.
    GroupWalk(const Book& book, const MarketView& view, const CrossAsset& model, const XvaSettings& settings,
              const std::vector<int>& netting_sets);
    GroupWalk(const GroupWalk&) = delete;
    GroupWalk& operator=(const GroupWalk&) = delete;

    /// Replicates cut into what is best walked together.
    std::vector<std::vector<int>> batches(std::span<const int> replicates) const;
    /// Some replicates.  Where `abandon` turns true on the way, the walk stops and its results are void;
    /// paths that are done are added to `walked`.
    std::vector<UnitResult> replicates(std::span<const int> numbers,
                                       const std::atomic<bool>* abandon = nullptr,
                                       std::atomic<std::int64_t>* walked = nullptr) const;
    UnitResult replicate(int number, const std::atomic<bool>* abandon = nullptr) const;
    /// The audit alone of a replicate; empty where nothing is audited.
    AuditProfile audit(int number, const std::atomic<bool>* abandon = nullptr,
                       const Step* step = nullptr) const;

  private:
    const XvaSettings* settings_;
    ExposureGroup group_;
    GroupCredit credit_;
    ProfileLayout layout_;
    MarketPaths paths_;
    std::unique_ptr<ExposureWalker> walker_;
    RegressionAudit audit_;
    FutureCosts future_;

    ExposurePlan plan() const { return {group_, credit_, layout_, paths_, xva_kernels(settings_->isa)}; }
};

/// Throws std::invalid_argument if dates do not increase from after today, or a quantile or a count is out of
/// range.
void check_settings(const World& world, const XvaSettings& settings);

/// Paths of each replicate: all, rounded up to whole ones.
std::int64_t paths_of_replicate(const XvaSettings& settings);

}  // namespace snell
