#pragma once
#include "engine/xva/measures.h"
#include "engine/xva/units.h"

namespace snell {

/// Turns what the units found to rows, group by group.  The order of calls is that of the rows; replicates
/// are summed in their order, so that who found them, and when, changes no bit.
class XvaReduction {
  public:
    /// `hazards` are the model's, `npvs` today's values of the book's positions in base currency.  All must
    /// outlive the reduction.
    XvaReduction(const Book& book, const World& world, const std::vector<HazardTerms>& hazards,
                 const XvaSettings& settings, const std::vector<double>& npvs);

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
    CreditTerms credit_;
    FundingSpreads funding_;
    XvaResult result_;
    ReplicateTotals totals_, audit_totals_;

    void sum_npvs();
    void write(const ExposureGroup& outline, const std::vector<SetCredit>& credit,
               const std::vector<ReplicateProfile>& replicates);
    /// What the audits of a group found, by replicate.
    void write_audit(const std::vector<int>& netting_sets, const std::vector<UnvaluedTrade>& unvalued,
                     const std::vector<AuditProfile>& audits);
    std::vector<double> on_dates(const DailyCurve& curve) const;
    MeasureCurves curves_of(const SetCredit& credit, const Margining& margining) const;
};

}  // namespace snell
