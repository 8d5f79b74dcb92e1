#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/draws.h"
#include "core/estimate.h"
#include "core/step_board.h"
#include "engine/xva/claims.h"
#include "engine/xva/exposure_walk.h"
#include "portfolios/book.h"

namespace snell {

class ExposureBackend;

/// How rights whose value is regressed are audited on the paths of the simulation; changes no exposure.
struct AuditSettings {
    enum class Kind {
        none,
        twin,   ///< by two inner paths from each date of some paths
        nested  ///< by more of them, hedged, too, and with the effect on exposures and what they cost
    };
    Kind kind = Kind::twin;
    std::int64_t points = 1024;  ///< nested: paths of each date, all replicates together; rounded up
};

/// How exposures are simulated, and what is made of them.
struct XvaSettings {
    std::vector<Date> dates;  ///< simulated dates after today, increasing
    PathRules rules;
    std::vector<Period> curve_nodes;  ///< tenors between which simulated curves are log-linear; none: exact

    Sampler sampler = Sobol{.seed = 1};
    std::int64_t paths = 1 << 16;  ///< all replicates together; rounded up to whole paths per replicate
    int replicates = 32;

    std::vector<double> quantiles;  ///< of V - C, in (0, 1)
    QuantileOf quantile_of = QuantileOf::undiscounted;
    /// Exposures, CVA and DVA of each trade too, and what it adds to its netting set's.
    GroupOrder::Units units = GroupOrder::Units::netting_sets;

    AuditSettings audit;
    std::vector<Date> future;  ///< simulated dates at which costs to come are told, increasing

    int own_credit = -1;                     ///< number in the needs of the book; -1: no DVA
    int borrow_curve = -1, lend_curve = -1;  ///< -1: no FCA, no FBA

    int threads = 0;  ///< 0: one per core
    Isa isa = Isa::automatic;
    std::size_t memory = std::size_t{4} << 30;  ///< bytes that values and profiles may take
    StepBoard* board = nullptr;                 ///< where threads say what they are at; none: nowhere
    const ExposureBackend* backend = nullptr;   ///< where paths are walked; none: on the processor
};

/// One number.  Exposures are deflated to today; see docs/theory/xva.md for each measure.
struct XvaRow {
    int netting_set = 0;
    int position = -1;  ///< of the book; -1: the netting set
    std::string measure;
    std::optional<Date> date;
    Estimate estimate;
    std::string status = "ok";
    std::vector<double> replicates = {};  ///< means of each; of a netting set's measures without a date
};

/// Sums over netting sets by measure, of the measures without a date.  All sets are simulated on the same
/// paths: the error is that of the replicates' own sums.
using XvaTotals = std::map<std::string, Estimate>;

struct XvaResult {
    std::vector<XvaRow> rows;  ///< by netting set, its trades after it
    XvaTotals totals;
    std::vector<UnvaluedTrade> unvalued;
    std::vector<XvaRow> audit;  ///< by netting set, its trades after it
    XvaTotals audit_totals;
    std::vector<XvaRow> future;  ///< costs to come, by netting set
};

/// Simulates the book's exposures and what they cost.  `npvs` are today's values of the book's positions in
/// base currency.  Throws std::invalid_argument if dates do not increase from after today, or a quantile or a
/// count is out of range.
XvaResult run_xva(const Book& book, const World& world, const CrossAsset& model, const XvaSettings& settings,
                  const std::vector<double>& npvs);

}  // namespace snell
