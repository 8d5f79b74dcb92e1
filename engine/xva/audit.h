#pragma once
#include <optional>

#include "engine/xva/exposure_walk.h"
#include "engine/xva/nested_option.h"
#include "engine/xva/xva.h"

/// The audit of rights whose value along paths is regressed: at dates of some of a replicate's paths the
/// right is valued anew by inner paths.  docs/theory/early-exercise.md says what each number is.
namespace snell {

/// A trade whose right is audited, and the last day before which it may be there.
struct AuditedTrade {
    int position = 0;
    int last = 0;
};
/// Of a netting set, by identifier, without those that cannot be simulated.
std::vector<AuditedTrade> audited_trades(const Book& book, int netting_set,
                                         const std::vector<UnvaluedTrade>& unvalued);
/// Those of the netting sets that have any.
std::vector<int> audited_sets(const Book& book, const std::vector<int>& netting_sets,
                              const std::vector<UnvaluedTrade>& unvalued);

/// Means over the audited paths of a date; amounts in base currency, deflated to today, seen from our side,
/// and 0 where the right is gone.
struct AuditSums {
    enum Sum {
        value,               ///< what the fit says
        twin_bias,           ///< less the mean of two inner paths
        twin_mean_square,    ///< product of what each of them is off by
        nested_bias,         ///< the fit less the rule's value, hedged
        nested_mean_square,  ///< product of what two halves of the inner paths say of it
        nested_gap           ///< from the rule's value up to what no rule exceeds
    };
    static constexpr int count = 6;
};

/// What one replicate's audit found; empty where nothing is regressed.
struct AuditProfile {
    std::vector<double> trades;   ///< [trade][date][sum] of all audited sets
    std::vector<double> effects;  ///< exposures of the fit less those of the rule, in the order of a
                                  ///< ProfileLayout of the audited sets
    /// V - C of audited sets [set][date][path], as quantiles take it: by the fit, by the rule.
    std::vector<double> by_fit = {}, by_rule = {};
};

/// Paths of a replicate that are audited; 0: none.
struct AuditedPaths {
    std::int64_t twin = 0, nested = 0;
};
AuditedPaths audited_paths(const XvaSettings& settings);

/// The audit of a group's rights, ready for any replicate.
class RegressionAudit {
  public:
    /// The group, the settings and the view must outlive it.
    RegressionAudit(const Book& book, const MarketView& view, const ExposureGroup& group,
                    const XvaSettings& settings);

    bool is_empty() const { return rights_.empty(); }
    /// Draws are pure functions of (seed, trade, replicate, path, date, inner path, choice).  What the
    /// witness of `which` says is not heeded.
    AuditProfile replicate(const ExposurePlan& plan, ReplicatePaths which) const;

  private:
    friend class AuditWalk;
    /// A right on a date on which it may be there.
    struct OnDate {
        InnerStart start;  ///< without its state
        int alive = -1;    ///< kept row; -1: it is there on every path
        Affine growth;     ///< ln N of its currency
        PiecewiseChebyshev value;
    };
    struct Right {
        const EarlyOption* option = nullptr;
        std::uint64_t name = 0;  ///< of its draws
        std::optional<HedgedOption> hedged;
        std::vector<OnDate> dates;  ///< as long as it may be there
    };
    const XvaSettings* settings_;
    std::vector<Right> rights_;
    /// A set whose rights are audited.
    struct Set {
        std::size_t unit, begin, end;  ///< its rights
    };
    std::vector<Set> sets_;

    void prepare(Right& right, const MarketView& view, const std::vector<int>& days) const;
};

}  // namespace snell
