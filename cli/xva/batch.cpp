#include "cli/xva/batch.h"

#include <fmt/format.h>

#include "cli/xva/forecast.h"
#include "cli/xva/stopwatch.h"
#include "cli/xva/work.h"

namespace snell {
namespace {

Merged stopped(const StopSign& sign, const std::string& folder, Journal& journal) {
    journal.warn(fmt::format("stopped by signal {}; 'snell resume {}' goes on", sign.signal(), folder));
    return {static_cast<ExitCode>(128 + sign.signal()), ""};
}

/// Reads, values, calibrates and freezes a run without the trades that are put aside, and puts its plan down.
StoredPlan make_plan(const BatchOptions& options, const Attempt& attempt, Journal& journal) {
    RunInput input = load_run(options.run.path, journal, attempt.trades);
    apply(options.run, input);
    apply(options.work, input.settings);
    input.settings.board = attempt.trades.board;
    const int threads = input.settings.threads;
    if (attempt.one_by_one) input.settings.threads = 1;
    StoredPlan plan;
    plan.run = freeze(input, run_file(options.run.path), journal);
    plan.run.settings.threads = threads;
    Stopwatch watch(journal);
    watch.start("plan");
    const std::string file = plan_file(plan.run);
    plan.hash = sha256(file);
    plan.device = attempt.device_of(options.work);
    RunFolder(options.folder).begin(file);
    watch.stop();
    journal.planned(plan);
    return plan;
}

}  // namespace

StoredPlan planned(const RunFolder& folder, const WorkOptions& options, const Attempt& attempt) {
    StoredPlan plan = load_plan(folder);
    apply(options, plan.run.settings);
    plan.run.settings.board = attempt.trades.board;
    plan.device = attempt.device_of(options);
    return plan;
}

StoredPlan plan_of(const BatchOptions& options, const Attempt& attempt, Journal& journal) {
    if (!attempt.goes_on) return make_plan(options, attempt, journal);
    StoredPlan plan = planned(RunFolder(options.folder), options.work, attempt);
    journal.planned(plan);
    return plan;
}

Merged finish(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& units, StopSign& sign,
              Journal& journal) {
    Stopwatch watch(journal);
    if (!units.empty()) watch.start("simulation");
    work(plan, folder, units, sign, journal);
    watch.stop();
    if (sign.signal() != 0) return stopped(sign, folder.results().folder(), journal);
    return merge(plan, folder, sign.raised() ? Missing::leave_out : Missing::refuse, journal);
}

Merged run_batch(const BatchOptions& options, const Attempt& attempt, StopSign& sign, Journal& journal) {
    const RunFolder folder(options.folder);
    const StoredPlan plan = plan_of(options, attempt, journal);
    if (!attempt.goes_on) foretell(plan.run, journal);
    const std::vector<int> units =
        attempt.goes_on ? to_do(plan, folder, all_units(plan.run), journal) : all_units(plan.run);
    return finish(plan, folder, units, sign, journal);
}

}  // namespace snell
