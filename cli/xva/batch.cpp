#include "cli/xva/batch.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/xva/footprint.h"
#include "cli/xva/stopwatch.h"
#include "cli/xva/work.h"

namespace snell {
namespace {

Merged stopped(const StopSign& sign, const std::string& folder) {
    fmt::print(stderr, "snell: stopped by signal {}; 'snell resume {}' goes on\n", sign.signal(), folder);
    return {static_cast<ExitCode>(128 + sign.signal()), ""};
}

}  // namespace

StoredPlan make_plan(const BatchOptions& options, const Attempt& attempt, std::vector<Phase>& phases) {
    RunInput input = load_run(options.run.path, attempt.trades);
    apply(options.run, input);
    apply(options.work, input.settings);
    input.settings.board = attempt.trades.board;
    const int threads = input.settings.threads;
    if (attempt.one_by_one) input.settings.threads = 1;
    StoredPlan plan;
    plan.run = freeze(input, run_file(options.run.path));
    plan.run.settings.threads = threads;
    phases = std::move(input.phases);
    Stopwatch watch(phases);
    watch.start("plan");
    const std::string file = plan_file(plan.run);
    plan.hash = sha256(file);
    RunFolder(options.folder).begin(file);
    tell(footprint(plan.run));
    watch.stop();
    return plan;
}

StoredPlan planned(const RunFolder& folder, const WorkOptions& options, const Attempt& attempt) {
    StoredPlan plan = load_plan(folder);
    apply(options, plan.run.settings);
    plan.run.settings.board = attempt.trades.board;
    return plan;
}

Merged finish(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units, StopSign& sign,
              std::vector<Phase> phases) {
    Stopwatch watch(phases);
    if (!units.empty()) watch.start("simulation");
    work(plan, folder, units, sign);
    watch.stop();
    if (sign.signal() != 0) return stopped(sign, folder.results().folder());
    return merge(plan, folder, sign.raised() ? Missing::leave_out : Missing::refuse, std::move(phases));
}

Merged run_batch(const BatchOptions& options, const Attempt& attempt, StopSign& sign) {
    const RunFolder folder(options.folder);
    std::vector<Phase> phases;
    const StoredPlan plan =
        attempt.goes_on ? planned(folder, options.work, attempt) : make_plan(options, attempt, phases);
    const std::vector<int> units =
        attempt.goes_on ? to_do(plan, folder, all_units(plan.run)) : all_units(plan.run);
    return finish(plan, folder, units, sign, std::move(phases));
}

}  // namespace snell
