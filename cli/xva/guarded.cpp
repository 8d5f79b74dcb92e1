#include "cli/xva/guarded.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <utility>

#include "cli/device.h"
#include "cli/xva/culprit.h"
#include "cli/xva/work.h"

namespace snell {
namespace {

constexpr int most_put_aside = 32;  ///< more are no trades' fault
constexpr int found_none = 1;       ///< what a search leaves with

bool is_at_load(const StepFound& step) {
    return step.kind == StepKind::resolve || step.kind == StepKind::value;
}

/// What an attempt came to grief over, as its board said.
class Trouble {
  public:
    Trouble(const WorkOptions& options, const std::string& folder, const Ending& ending)
        : options_(options), folder_(folder), ending_(ending) {}

    /// Whether the next attempt can do without the trade.
    bool avoid(Attempt& attempt) const {
        if (was_on_device() && !attempt.spares_devices) return spare_devices(attempt);
        if (const std::set<std::uint64_t> trades = trades_at_load(); !trades.empty()) {
            if (trades.size() > 1 && ending_.how == Ending::How::crashed)
                return !std::exchange(attempt.one_by_one, true);
            const std::string problem = print(ending_, options_.trade_timeout);
            fmt::print(stderr, "snell: a trade cannot be read: {}. Once more without it\n", problem);
            return attempt.trades.put_aside.emplace(*trades.begin(), problem).second;
        }
        if (!is_at_work()) return false;
        attempt.goes_on = true;
        ChildProcess searcher;
        if (searcher.is_child()) std::_Exit(search() ? 0 : found_none);
        const Ending found = searcher.attend(*board_, 0.0, attempt.deadline);
        if (found.how == Ending::How::ended) end_by(found.code);
        if (found.how == Ending::How::left && found.code > found_none) std::_Exit(found.code);  // it said why
        return found.how == Ending::How::late || (found.how == Ending::How::left && found.code == 0);
    }

  private:
    const WorkOptions& options_;
    const std::string& folder_;
    const Ending& ending_;
    Shared<StepBoard> board_;  ///< of the search, which says nothing

    /// Trades that were being resolved or valued; where a step stood still, that one alone.
    std::set<std::uint64_t> trades_at_load() const {
        std::set<std::uint64_t> found;
        const bool hung = ending_.how == Ending::How::hung;
        const std::size_t count =
            hung ? std::min<std::size_t>(1, ending_.steps.size()) : ending_.steps.size();
        for (std::size_t k = 0; k < count; ++k)
            if (is_at_load(ending_.steps[k])) found.insert(ending_.steps[k].number);
        return found;
    }

    bool has(StepKind kind) const {
        return std::any_of(ending_.steps.begin(), ending_.steps.end(),
                           [=](const StepFound& step) { return step.kind == kind; });
    }
    bool is_at_work() const { return has(StepKind::group); }
    /// Whether a device may be to blame: trades that are come to the processor, and fail there again.
    bool was_on_device() const {
        return ending_.how != Ending::How::left && is_at_work() && has(StepKind::device);
    }

    /// The next attempt goes on with the processor alone.
    bool spare_devices(Attempt& attempt) const {
        attempt.spares_devices = attempt.goes_on = true;
        const std::string problem = print(ending_, options_.trade_timeout);
        fmt::print(stderr, "snell: {}\n", lost_device("a device", problem));
        const RunFolder folder(folder_);
        folder.commit_device(sha256(folder.plan()), {"a device", problem});
        return true;
    }

    /// Finds the trade, in a process that has the plan to itself, and puts it aside in the folder.
    bool search() const {
        const RunFolder folder(folder_);
        StoredPlan plan = load_plan(folder);
        apply(options_, plan.run.settings);
        Culprit culprit(plan, options_.trade_timeout);
        for (const int unit : units_at_hand(plan.run))
            if (const auto found = culprit.find(unit, trade_at_hand())) {
                folder.commit_aside(plan.hash, *found);
                put_aside(plan.run, found->position, found->problem);
                fmt::print(stderr, "{}\n", print(plan.run.book.failed.back().diagnostic));
                return true;
            }
        return false;
    }

    std::optional<std::uint64_t> trade_at_hand() const {
        for (const StepFound& step : ending_.steps)
            if (step.kind == StepKind::tell) return step.number;
        return {};
    }

    /// Those that were worked, or the first of the group that was built.
    std::vector<int> units_at_hand(const FrozenRun& run) const {
        std::vector<int> units;
        for (const StepFound& step : ending_.steps)
            if (step.kind == StepKind::unit) units.push_back(static_cast<int>(step.number));
        for (const StepFound& step : ending_.steps)
            if (units.empty() && step.kind == StepKind::group)
                units.push_back(static_cast<int>(step.number) * run.settings.replicates);
        std::sort(units.begin(), units.end());
        return units;
    }
};

}  // namespace

ExitCode guarded(const WorkOptions& options, const std::string& folder,
                 const std::function<ExitCode(const Attempt&)>& work) {
    Attempt attempt{{}, deadline_of(options.deadline)};
    if (options.trade_timeout == 0.0) return work(attempt);
    const Shared<StepBoard> board;
    attempt.trades.board = &*board;
    for (int lost = 0; lost <= most_put_aside; ++lost) {
        clear(*board);
        ChildProcess child;
        if (child.is_child()) return work(attempt);
        const Ending ending = child.attend(*board, options.trade_timeout);
        if (ending.how == Ending::How::left && ending.code != code_of_trouble)
            return static_cast<ExitCode>(ending.code);
        if (ending.how == Ending::How::ended) end_by(ending.code);
        if (Trouble(options, folder, ending).avoid(attempt)) continue;
        if (ending.how == Ending::How::crashed) end_by(ending.code);
        throw std::runtime_error(ending.how == Ending::How::hung
                                     ? print(ending, options.trade_timeout)
                                     : "a unit cannot be worked, and no single trade is to blame");
    }
    throw std::runtime_error(fmt::format("more than {} trades cannot be worked", most_put_aside));
}

}  // namespace snell
