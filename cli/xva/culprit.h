#pragma once
#include <optional>
#include <vector>

#include "cli/xva/child_process.h"
#include "cli/xva/run_folder.h"

namespace snell {

/// Looks for the one trade with which a unit of a plan cannot be worked, by halves, each tried in a process
/// of its own: log2 of the group's trades, and as many again.  Only for a process with one thread.
class Culprit {
  public:
    /// A step may stand still for `patience` seconds.  The plan must outlive the search.
    Culprit(const StoredPlan& plan, double patience) : plan_(plan), patience_(patience) {}

    /// Nothing where the unit can be worked, where it cannot even without any trade, or where no trade alone
    /// is to blame.  `hint`: the trade's `step_number`, if it is known.
    std::optional<RunFolder::Aside> find(int unit, std::optional<std::uint64_t> hint);

  private:
    const StoredPlan& plan_;
    double patience_;
    struct Text {
        char text[1024] = "";
    };
    Shared<StepBoard> board_;
    Shared<Text> thrown_;

    std::vector<int> suspects(int group) const;
    std::optional<std::string> trouble_with(const std::vector<int>& trades, int unit);
    void work(const std::vector<int>& trades, int unit) const;
};

}  // namespace snell
