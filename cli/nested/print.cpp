#include "cli/nested/print.h"

#include <fmt/format.h>

#include "cli/exposure/exposure_report.h"
#include "cli/report_page/line_chart.h"
#include "cli/report_page/shell.h"

namespace snell::nested_bench {
namespace {

const char* look_of(NestedMethod method) {
    return method == NestedMethod::plain       ? "negative"
           : method == NestedMethod::jackknife ? "quantile"
                                               : "positive";
}

std::string print_levels(const NestedRun& run) {
    std::string text =
        "\n| level | inner | states | mean | variance | inner samples |\n|---|---|---|---|---|---|\n";
    for (std::size_t l = 0; l < run.levels.size(); ++l) {
        const LevelStatistics& level = run.levels[l];
        text += fmt::format("| {} | {} | {} | {:.3g} | {:.3g} | {:.3g} |\n", l, level.inner, level.outers,
                            level.means.front(), level.variances.front(),
                            static_cast<double>(level.outers) * level.inner);
    }
    const LevelRates found = rates(run.levels);
    return text + fmt::format("\nMeans fall like inner^-{:.2f}, variances like inner^-{:.2f}.\n", found.alpha,
                              found.beta);
}

}  // namespace

std::string print(const Complexity& found) {
    std::string text = fmt::format("E max(E[X|Y], 0) = {:.8f}; root mean squared errors of {} runs.\n\n",
                                   found.truth, found.runs);
    text += "| inner samples";
    for (const ErrorCurve& curve : found.curves) text += fmt::format(" | {} | inner", name_of(curve.method));
    text += " |\n|---|";
    for (std::size_t i = 0; i < found.curves.size(); ++i) text += "---|---|";
    text += "\n";
    for (std::size_t i = 0; i < found.curves.front().budgets.size(); ++i) {
        text += fmt::format("| {:.3g}", found.curves.front().budgets[i]);
        for (const ErrorCurve& curve : found.curves)
            text += fmt::format(" | {:.2e} | {}", curve.errors[i], curve.inner[i]);
        text += " |\n";
    }
    text += "| squared error falls like cost to the power";
    for (const ErrorCurve& curve : found.curves) text += fmt::format(" | {:.2f} |", curve.slope);
    text += " |\n| in theory";
    for (const ErrorCurve& curve : found.curves) text += fmt::format(" | {:.2f} |", theory(curve.method));
    return text + " |\n" + print_levels(found.levels);
}

std::string print(const std::vector<Speed>& found) {
    std::string text =
        "\nMillion path-steps a second of one thread, by processor time; seconds for 1e9 inner "
        "path-steps.\n\n"
        "| | inner | path loop | nested | share | seconds per 1e9 |\n|---|---|---|---|---|---|\n";
    for (const Speed& each : found)
        text += fmt::format("| {} | {} | {:.0f} | {:.0f} | {:.0f} % | {:.2f} |\n", each.work, each.inner,
                            each.plain / 1e6, each.nested / 1e6, 100.0 * each.nested / each.plain,
                            1e9 / each.nested);
    return text;
}

std::string chart(const Complexity& found) {
    std::vector<ChartLine> lines;
    for (const ErrorCurve& curve : found.curves)
        lines.push_back(
            {std::string(name_of(curve.method)), look_of(curve.method), curve.budgets, curve.errors});
    return standing_alone(line_chart(
        {"Error against cost of nested simulation", "inner samples", "root mean squared error"}, lines));
}

}  // namespace snell::nested_bench
