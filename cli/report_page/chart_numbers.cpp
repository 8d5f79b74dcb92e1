#include "cli/report_page/chart_numbers.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/report_page/charts.h"
#include "cli/report_page/markup.h"
#include "cli/report_page/shell.h"

namespace snell {
namespace {

constexpr std::size_t listed = 100;

}  // namespace

std::string error_numbers(const StoredRun& run) {
    std::vector<const StoredNumber*> sets = sets_by_cva(run);
    if (sets.empty()) return "";
    std::stable_sort(sets.begin(), sets.end(), [](const StoredNumber* a, const StoredNumber* b) {
        return a->estimate.std_error > b->estimate.std_error;
    });
    const std::size_t shown = std::min(listed, sets.size());
    MarkupTable table({"netting set", "standard error of CVA"});
    for (std::size_t i = 0; i < shown; ++i)
        table.add({named(sets[i]->netting_set), printed(sets[i]->estimate.std_error)});
    return folded("Numbers", table.print(fmt::format("{} of {} netting sets, in {}", shown, sets.size(),
                                                     escaped(run.currency))));
}

std::string convergence_numbers(const StoredRun& run, const std::string& measure) {
    const std::vector<Estimate> found = convergence_of(run, "", measure);
    if (found.empty()) return "";
    MarkupTable table({"paths", escaped(measure)});
    for (const Estimate& estimate : found) table.add({printed(estimate.paths), printed(estimate)});
    return folded("Numbers", table.print("Value ± standard error, in " + escaped(run.currency)));
}

std::string timing_numbers(const StoredRun& run) {
    if (run.phases.empty()) return "";
    MarkupTable table({"phase", "seconds"});
    for (const StoredPhase& phase : run.phases)
        table.add({named(phase.name), fmt::format("{:.3f}", phase.seconds)});
    return folded("Numbers", table.print("Seconds of each phase"));
}

}  // namespace snell
