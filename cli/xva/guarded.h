#pragma once
#include <functional>
#include <string>

#include "cli/exit_code.h"
#include "cli/xva/run_options.h"
#include "cli/xva/stop_sign.h"
#include "portfolios/trade_watch.h"

namespace snell {

/// What an attempt at a run has to know of those before it.
struct Attempt {
    TradeWatch trades;        ///< put aside while the run was read
    Deadline deadline;        ///< the same for all
    bool one_by_one = false;  ///< the run is read by one thread, as the last one's board named several trades
    bool goes_on = false;     ///< the plan is there: only what is left of its units is to be worked
    bool spares_devices = false;  ///< one crashed or hung, and took the process with it

    std::string device_of(const WorkOptions& options) const {
        return spares_devices ? "cpu" : options.device;
    }
};

/// Does the work of a run in a child process, and again without the trade whose working throws, crashes or
/// does not end: what is at hand is said on the board of the attempt.  A trade that fails while it is read or
/// valued is put aside in the next attempt; one that fails in a unit is found by halves (cli/xva/culprit.h)
/// and put aside in `folder`, for every worker of its plan.  Without a --trade-timeout the work is done here.
///
/// Returns in the child with what `work` returns, and in the parent with the code of the child.  Ends by the
/// child's signal where no trade is to blame.  Throws std::runtime_error if too many trades are.
ExitCode guarded(const WorkOptions& options, const std::string& folder,
                 const std::function<ExitCode(const Attempt&)>& work);

}  // namespace snell
