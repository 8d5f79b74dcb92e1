#include "cli/xva/merge.h"

#include <fmt/format.h>

#include "cli/report_page/page.h"
#include "cli/xva/audit_notes.h"
#include "cli/xva/convergence.h"
#include "cli/xva/manifest.h"
#include "cli/xva/result_names.h"
#include "cli/xva/results.h"
#include "cli/xva/stopwatch.h"
#include "engine/xva/reduce.h"

namespace snell {
namespace {

/// The replicates that have a unit in every group.
std::vector<int> whole_replicates(const FrozenRun& run, const RunFolder& folder) {
    std::vector<int> whole;
    for (int r = 0; r < run.settings.replicates; ++r) {
        bool is_whole = true;
        for (std::size_t g = 0; g < run.groups.size(); ++g)
            is_whole = is_whole && folder.has_unit(static_cast<int>(g) * run.settings.replicates + r);
        if (is_whole) whole.push_back(r);
    }
    return whole;
}

std::vector<int> replicates_to_merge(const FrozenRun& run, const RunFolder& folder, Missing missing) {
    std::vector<int> replicates(static_cast<std::size_t>(run.settings.replicates));
    for (std::size_t r = 0; r < replicates.size(); ++r) replicates[r] = static_cast<int>(r);
    if (missing == Missing::leave_out && !run.groups.empty()) replicates = whole_replicates(run, folder);
    if (replicates.size() < 2)
        throw CommitError(
            fmt::format("'{}': {} of {} replicates are whole, too few for an error. Nothing is merged; snell "
                        "resume goes on",
                        folder.results().folder(), replicates.size(), run.settings.replicates));
    return replicates;
}

struct Reduced {
    XvaResult result;
    std::vector<ResultRow> convergence;
};

Reduced reduce(const StoredPlan& plan, const RunFolder& folder, const std::vector<int>& replicates) {
    const FrozenRun& run = plan.run;
    if (run.groups.empty()) return {};  // today's values were all that was asked
    XvaReduction reduction(run.book, run.world, run.model.hazards, run.settings, run.start);
    Convergence convergence(run, replicates.size());
    for (std::size_t g = 0; g < run.groups.size(); ++g) {
        std::vector<UnitResult> found;
        for (int r : replicates)
            found.push_back(folder.read_unit(plan.label(static_cast<int>(g) * run.settings.replicates + r)));
        convergence.add(run.groups[g], found);
        reduction.add(run.groups[g], std::move(found));
    }
    return {reduction.take(), convergence.take()};
}

ExitCode code_of(const FrozenRun& run, const RunOutput& output, Completeness completeness) {
    if (run.npvs.empty()) return ExitCode::invalid_input;
    if (completeness == Completeness::partial) return ExitCode::out_of_resources;
    return output.failed > 0 ? ExitCode::some_trades_failed : ExitCode::done;
}

}  // namespace

Merged merge(const StoredPlan& plan, const RunFolder& folder, Missing missing, Journal& journal) {
    const FrozenRun& run = plan.run;
    Stopwatch watch(journal);
    watch.start("results");
    const std::vector<int> replicates = replicates_to_merge(run, folder, missing);
    const auto completeness = static_cast<int>(replicates.size()) < run.settings.replicates
                                  ? Completeness::partial
                                  : Completeness::complete;
    Reduced reduced = reduce(plan, folder, replicates);
    RunOutput output = assemble(run, reduced.result);
    output.convergence = std::move(reduced.convergence);
    mark_regressed(output, run);
    for (const Diagnostic& off : note_audit(output)) journal.warn(print(off));
    if (completeness == Completeness::partial)
        mark_partial(output, replicates.size(), run.settings.replicates);
    const Reconciliation notionals = reconcile(run, output, reduced.result.unvalued);
    const ExitCode code = code_of(run, output, completeness);
    std::vector<RunFile> files = result_files(output, run.book.today);
    folder.results().remove(names::manifest);  // of fewer replicates; it names other tables than these
    for (const RunFile& file : files) folder.results().commit(file.name, file.text);
    watch.stop();
    output.phases = journal.phases();
    output.expected_seconds = journal.expected_seconds();
    const RunFile timings = timings_file(output);
    folder.results().commit(timings.name, timings.text);
    const RunFile manifest =
        manifest_file(plan, output, files, {replicates.size(), code, notionals, folder.devices(plan.hash)});
    StoredRun stored = read_stored_run(folder.results().folder());
    stored.manifest = manifest_facts(manifest.text);  // written last, so it is not there yet
    folder.results().commit(names::report, report_page(stored, {}));
    folder.results().commit(manifest.name, manifest.text);
    if (completeness == Completeness::complete) folder.remove_units();
    journal.found(output, run.base);
    std::string told = summary(output, run);
    if (completeness == Completeness::partial)
        told += fmt::format("partial: {} of {} replicates\n", replicates.size(), run.settings.replicates);
    const std::string& place = folder.results().folder();
    return {code, told + fmt::format("results: {}\nreport: {}/report.html\n", place, place)};
}

}  // namespace snell
