#pragma once
#include "engine/xva/audit.h"
#include "engine/xva/measures.h"

namespace snell {

/// The audits of the replicates of some netting sets, which all hold audited trades.
struct AuditFindings {
    const std::vector<AuditProfile>& replicates;
    AuditedPaths paths;     ///< of each replicate
    std::vector<int> days;  ///< [date]
};

/// Turns what audits found to rows.
class AuditWriter {
  public:
    AuditWriter(const Book& book, AuditFindings found, std::vector<XvaRow>& rows)
        : book_(book), found_(std::move(found)), rows_(rows) {}

    /// Rows of exposures of the fit less those of the rule, of those measures that are linear in them.
    void effects(std::vector<XvaRow> rows);
    /// Quantiles of the set number `set` by the fit less those by the rule.
    void quantile(int netting_set, std::size_t set, double level);
    /// The audited trade number `number` of all.
    void trade(int netting_set, const AuditedTrade& trade, std::size_t number);

  private:
    const Book& book_;
    AuditFindings found_;
    std::vector<XvaRow>& rows_;

    double mean(std::size_t replicate, std::size_t number, std::size_t date, int sum) const;
};

/// Whether a measure is linear in exposures, so that the effect on it is that of the effect on them.
bool is_linear(const std::string& measure);

}  // namespace snell
