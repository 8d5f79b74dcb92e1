#include "cli/xva/run_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/table.h"
#include "cli/xva/audit_notes.h"
#include "cli/xva/result_names.h"
#include "core/csv.h"
#include "core/estimate.h"
#include "core/visible.h"

namespace snell {
namespace {

std::string csv(const std::vector<CalibrationRow>& rows) {
    std::string text = "kind,name,label,market,model,residual\n";
    for (const CalibrationRow& row : rows)
        fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{}\n", row.kind, csv_text(row.name),
                       csv_text(row.label), print_number(row.market), print_number(row.model),
                       print_number(row.residual()));
    return text;
}

std::string timings(const RunOutput& output) {
    nlohmann::ordered_json json;
    double total = 0.0;
    for (const Phase& phase : output.phases) {
        json["phases"][phase.name] = phase.seconds;
        total += phase.seconds;
    }
    json["seconds"] = total;
    if (output.expected_seconds) json["expected_seconds"] = *output.expected_seconds;
    json["trades"] = output.trades;
    return json.dump(2) + "\n";
}

/// The measures that a reader of the summary wants beside each other.
constexpr const char* columns[] = {"CVA", "DVA", "FCA", "FBA"};
using Line = std::map<std::string, Estimate>;

std::string cell(const Line& line, const char* measure) {
    const auto at = line.find(measure);
    return at == line.end() ? "-" : print(at->second);
}

void add_line(Table& table, const std::string& name, const Line& line) {
    constexpr std::size_t longest = 40;
    std::vector<std::string> cells{visible(name, longest)};
    for (const char* measure : columns) cells.push_back(cell(line, measure));
    table.add(std::move(cells));
}

/// Netting sets with the largest CVA, then all together.
std::string contributors(const RunOutput& output) {
    constexpr std::size_t shown = 10;
    std::map<std::string, Line> sets;  // and, without a name, the book
    for (const ResultRow& row : output.xva) {
        if (!row.trade.empty()) continue;
        sets[row.netting_set][row.measure] = {row.value, row.std_error.value_or(0.0), row.paths,
                                              row.replicates};
    }
    if (sets.empty()) return "";
    const Line all = std::exchange(sets[""], {});
    sets.erase("");
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [name, line] : sets) {
        const auto cva = line.find("CVA");
        order.emplace_back(cva == line.end() ? 0.0 : -cva->second.value, name);
    }
    std::sort(order.begin(), order.end());
    Table table({"netting set", "CVA", "DVA", "FCA", "FBA"});
    for (std::size_t i = 0; i < std::min(shown, order.size()); ++i)
        add_line(table, order[i].second, sets[order[i].second]);
    if (order.size() > shown) table.add({fmt::format("... {} more", order.size() - shown), "", "", "", ""});
    add_line(table, "all", all);
    return table.print({false, true, true, true, true});
}

/// How far the model that is simulated lies from the market that values options today.
std::string options(const FrozenRun& run) {
    std::size_t count = 0;
    double apart = 0.0, worth = 0.0;
    for (std::size_t i = 0; i < run.modelled.size(); ++i)
        if (run.modelled[i]) {
            ++count;
            apart += std::abs(*run.modelled[i] - run.start[i]);
            worth += std::abs(run.start[i]);
        }
    if (count == 0) return "";
    return fmt::format(
        "options: {}; the simulated model values them {:.2f} {} off the market's {:.2f} "
        "(model_NPV in npv.csv)\n",
        count, apart, run.base, worth);
}

}  // namespace

std::vector<RunFile> result_files(const RunOutput& output, Date today) {
    std::vector<RunFile> files = {{names::npv, csv(output.npv, today)},
                                  {names::xva, csv(output.xva, today)},
                                  {names::exposure, csv(output.exposure, today)},
                                  {names::replicates, replicates_csv(output.xva)},
                                  {names::convergence, csv(output.convergence, today)},
                                  {names::calibration, csv(output.calibration)},
                                  {names::audit, csv(output.audit, today)},
                                  {names::failures, csv(output.failures)}};
    if (!output.future.empty()) files.push_back({names::future, csv(output.future, today)});
    return files;
}

RunFile timings_file(const RunOutput& output) { return {names::timings, timings(output)}; }

std::string summary(const RunOutput& output, const FrozenRun& run) {
    std::string text;
    double npv = 0.0;
    for (const ResultRow& row : output.npv)
        if (row.trade.empty() && row.measure == "NPV") npv += row.value;
    fmt::format_to(std::back_inserter(text), "{} trades in {} netting sets on {}, worth {:.2f} {} today\n\n",
                   output.trades, run.book.netting_sets.size(), print(run.book.today), npv, run.base);
    if (const std::string table = contributors(output); !table.empty())
        fmt::format_to(std::back_inserter(text), "{}\n", table);
    text += options(run);
    text += audit_summary(output, run);
    const auto notes =
        std::count_if(output.failures.begin() + static_cast<std::ptrdiff_t>(output.failed),
                      output.failures.end(), [](const FailureRow& row) { return row.kind != "run"; });
    fmt::format_to(std::back_inserter(text),
                   "failed: {} of {} trades; noted: {} elements without effect (failures.csv)\n",
                   output.failed, output.trades, notes);
    std::string seconds;
    double total = 0.0;
    for (const Phase& phase : output.phases) {
        fmt::format_to(std::back_inserter(seconds), "{}{} {:.2f}", seconds.empty() ? "" : ", ", phase.name,
                       phase.seconds);
        total += phase.seconds;
    }
    fmt::format_to(std::back_inserter(text), "seconds: {:.2f} ({})\n", total, seconds);
    if (output.expected_seconds)
        fmt::format_to(std::back_inserter(text), "simulation and results were expected to take {:.2f} s\n",
                       *output.expected_seconds);
    return text;
}

}  // namespace snell
