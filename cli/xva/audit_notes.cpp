#include "cli/xva/audit_notes.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "cli/xva/audit_text.h"
#include "core/visible.h"

namespace snell {
namespace {

/// What an audit found of a trade over all dates: the sharper of its numbers.
struct Found {
    const ResultRow* value = nullptr;
    const ResultRow* bias = nullptr;

    double share() const { return value->value == 0.0 ? 0.0 : bias->value / value->value; }
    double error() const {
        return value->value == 0.0 ? 0.0 : bias->std_error.value_or(0.0) / std::abs(value->value);
    }
    std::string print() const {
        return fmt::format("{} % of its value", snell::print({100.0 * share(), 100.0 * error(), 0, 0}));
    }
};

std::vector<Found> found_by(const RunOutput& output) {
    std::vector<Found> found;
    for (const ResultRow& row : output.audit) {
        if (row.date || row.trade.empty()) continue;
        if (row.measure == "regressed_value") found.push_back({&row, nullptr});
        if (row.measure == "twin_bias" || row.measure == "nested_bias") found.back().bias = &row;
    }
    return found;
}

}  // namespace

std::vector<Diagnostic> note_audit(RunOutput& output) {
    std::vector<Diagnostic> told;
    for (const Found& each : found_by(output)) {
        if (each.value->status != "off") continue;
        told.push_back(
            {"E426", fmt::format("trade '{}'", each.value->trade),
             fmt::format("what it is regressed to is off by {} on average", each.print()),
             "Regress by a higher degree or on more bundles (--regression 9:32); --audit nested tells what "
             "it moves."});
        output.failures.push_back({"audit", each.value->trade, each.value->netting_set, "", told.back()});
    }
    return told;
}

std::string audit_summary(const RunOutput& output, const FrozenRun& run) {
    const std::vector<Found> found = found_by(output);
    if (found.empty()) return "";
    const Found* largest = &found.front();
    std::size_t off = 0;
    for (const Found& each : found) {
        if (std::abs(each.share()) > std::abs(largest->share())) largest = &each;
        if (each.value->status == "off") ++off;
    }
    constexpr std::size_t longest = 40;
    std::string text = fmt::format("audit ({}): {} of {} regressed trades are off; largest bias {} ({})",
                                   print(run.settings.audit), off, found.size(), largest->print(),
                                   visible(largest->value->trade, longest));
    for (const ResultRow& row : output.audit)
        if (row.netting_set.empty() && row.measure == "CVA_effect")
            fmt::format_to(std::back_inserter(text), "; effect on CVA {}",
                           print({row.value, row.std_error.value_or(0.0), row.paths, row.replicates}));
    return text + " (audit.csv)\n";
}

}  // namespace snell
