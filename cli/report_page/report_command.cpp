#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "cli/command.h"
#include "cli/report_page/charts.h"
#include "cli/report_page/page.h"
#include "cli/report_page/shell.h"
#include "cli/xva/result_names.h"
#include "cli/xva/worked_anew.h"
#include "core/error.h"

namespace snell {
namespace {

struct ReportOptions {
    std::string folder, output, chart = "cva", measure = "CVA", date;
    ReportScope scope;
};

void add_scope(CLI::App& command, ReportOptions& o) {
    command.add_option("DIR", o.folder, "Folder with the results of 'snell xva'")->required();
    command.add_option("--netting-set", o.scope.netting_set, "This netting set [the whole book]");
    command.add_option("--trade", o.scope.trade, "This trade");
}

Date date_of(const std::string& text) {
    try {
        return Date::parse(text);
    } catch (const std::invalid_argument& fault) {
        throw UsageError(fmt::format("--date: {}. Write YYYY-MM-DD", fault.what()));
    }
}

/// A trade is enough to know its netting set.
void complete(const StoredRun& run, ReportScope& scope) {
    if (scope.trade.empty() || !scope.netting_set.empty()) return;
    for (const StoredNumber& number : run.npv)
        if (number.trade == scope.trade) scope.netting_set = number.netting_set;
    if (scope.netting_set.empty())
        throw InputError({"E423", run.folder, fmt::format("the run has no trade '{}'", scope.trade),
                          "npv.csv lists what it has."});
}

/// The tables keep how the numbers of the book and of netting sets came about; others are worked anew.
std::string convergence(const StoredRun& run, const ReportOptions& o) {
    if (o.date.empty() && o.scope.trade.empty())
        return convergence_chart(run, o.scope.netting_set, o.measure);
    NumberName number{o.scope.netting_set, o.scope.trade, o.measure, {}};
    if (!o.date.empty()) number.date = date_of(o.date);
    return convergence_chart(run, o.measure, convergence_of(o.folder, number));
}

std::string chart_of(const StoredRun& run, const ReportOptions& o) {
    if (o.chart == "exposure") return exposure_chart(run, o.scope.netting_set, o.scope.trade);
    if (o.chart == "value") return value_waterfall(run);
    if (o.chart == "convergence") return convergence(run, o);
    if (o.chart == "errors") return error_budget(run);
    if (o.chart == "timings") return timing_chart(run);
    return cva_waterfall(run);
}

ExitCode draw_page(ReportOptions options) {
    const StoredRun run = read_stored_run(options.folder);
    complete(run, options.scope);
    const std::string file = options.output.empty()
                                 ? (std::filesystem::path(options.folder) / names::report).string()
                                 : options.output;
    write_output(file, report_page(run, options.scope));
    if (file != "-") fmt::print("{}\n", file);
    return ExitCode::done;
}

ExitCode draw_chart(ReportOptions options) {
    const StoredRun run = read_stored_run(options.folder);
    complete(run, options.scope);
    const std::string svg = chart_of(run, options);
    if (svg.empty())
        throw InputError({"E424", options.folder,
                          fmt::format("there is nothing to draw for '{}'", options.chart),
                          "Name a netting set with --netting-set, or a trade of a run with --by-trade."});
    write_output(options.output, standing_alone(svg));
    return ExitCode::done;
}

}  // namespace

void add_report(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command = root.add_subcommand("report", "Draw a page of HTML about the results of a run");
    add_scope(*command, *options);
    command->add_option("-o,--output", options->output, "File; - is standard output [DIR/report.html]");
    command->footer("Example: snell xva portfolios/examples/xva -o results && snell report results");
    command->callback([=, &code] { code = draw_page(*options); });
}

void add_plot(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command = root.add_subcommand("plot", "Draw one chart of the results of a run, as SVG");
    add_scope(*command, *options);
    command->add_option("--chart", options->chart, "cva, value, exposure, convergence, errors or timings")
        ->capture_default_str()
        ->check(CLI::IsMember({"cva", "value", "exposure", "convergence", "errors", "timings"}));
    command
        ->add_option("--measure", options->measure,
                     "Whose convergence is drawn: of xva.csv, or of exposure.csv with --date")
        ->capture_default_str();
    command->add_option("--date", options->date, "Of an exposure whose convergence is drawn");
    command->add_option("-o,--output", options->output, "File [standard output]");
    command->footer(
        "Example: snell xva portfolios/examples/xva -o results && snell plot results --chart exposure "
        "--netting-set BANK-B");
    command->callback([=, &code] { code = draw_chart(*options); });
}

}  // namespace snell
