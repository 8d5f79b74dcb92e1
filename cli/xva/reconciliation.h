#pragma once
#include <map>
#include <string>

#include "cli/xva/run_output.h"
#include "core/exact_sum.h"
#include "engine/xva/xva.h"

namespace snell {

/// Notionals of trades in one currency.  Those whose terms could not be resolved have none.
struct Notionals {
    ExactSum in, priced, failed, excluded;
};

/// By currency.
using Reconciliation = std::map<std::string, Notionals>;

/// Trades in the files = priced + failed + excluded, by number and by notional in each currency, exactly.
/// What was priced is taken from the rows of the results.  Throws IntegrityError where they do not add up.
Reconciliation reconcile(const FrozenRun& run, const RunOutput& output,
                         const std::vector<UnvaluedTrade>& excluded);

}  // namespace snell
