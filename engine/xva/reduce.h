#pragma once
#include "engine/xva/measures.h"
#include "engine/xva/units.h"

namespace snell {

/// Turns what the units found to rows, group by group.  The order of calls is that of the rows; replicates
/// are summed in their order, so that who found them, and when, changes no bit.
class XvaReduction {
  public:
    /// `npvs` are today's values of the book's positions in base currency.  All must outlive the reduction.
    XvaReduction(const Book& book, const World& world, const XvaSettings& settings,
                 const std::vector<double>& npvs);

    /// A group and its replicates: all of them, or whole ones of them.
    void add(const std::vector<int>& netting_sets, std::vector<UnitResult> replicates);
    XvaResult take();

  private:
    const Book& book_;
    const World& world_;
    const XvaSettings& settings_;
    const std::vector<double>& npvs_;
    std::vector<int> days_;
    std::vector<double> set_npvs_;  ///< [netting set]
    XvaResult result_;
    ReplicateTotals totals_;

    void sum_npvs();
    void write(const ExposureGroup& outline, const std::vector<ReplicateProfile>& replicates);
    std::vector<double> on_dates(const DailyCurve& curve) const;
    std::vector<double> spread(int curve) const;
    MeasureCurves curves_of(int netting_set, const Margining& margining) const;
    void take_credit(std::size_t number, std::vector<double>& survival, double& recovery) const;
};

}  // namespace snell
