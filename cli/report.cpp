#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/build_info.h"
#include "cli/table.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;

std::string print_table(const Report& report) {
    const bool biased = std::any_of(report.rows.begin(), report.rows.end(), [](const ReportRow& row) {
        return row.price.time_step_bias.has_value();
    });
    std::vector<std::string> head{"trade", "product", "model",      "value",
                                  "unit",  "paths",   "replicates", "steps"};
    std::vector<bool> right{false, false, false, true, false, true, true, true};
    const bool bounded = std::any_of(report.rows.begin(), report.rows.end(),
                                     [](const ReportRow& row) { return row.price.bounds.has_value(); });
    if (biased) head.insert(head.begin() + 4, "time-step bias"), right.insert(right.begin() + 4, true);
    if (bounded) head.insert(head.begin() + 4, "upper bound"), right.insert(right.begin() + 4, true);
    if (report.with_seconds) head.push_back("seconds"), right.push_back(true);
    Table table(head);
    for (const ReportRow& row : report.rows) {
        const Price& p = row.price;
        std::vector<std::string> cells{row.id,
                                       row.product,
                                       row.model,
                                       print(p.estimate),
                                       report.unit.empty() ? "-" : report.unit,
                                       fmt::format("{}", p.estimate.paths),
                                       fmt::format("{}", p.estimate.replicates),
                                       fmt::format("{}", p.steps)};
        if (biased) cells.insert(cells.begin() + 4, p.time_step_bias ? print(*p.time_step_bias) : "none");
        if (bounded) cells.insert(cells.begin() + 4, p.bounds ? print(p.bounds->upper) : "none");
        if (report.with_seconds) cells.push_back(fmt::format("{:.3f}", p.seconds));
        table.add(std::move(cells));
    }
    std::string text = report.rows.empty() ? "" : table.print(right);
    for (const ReportRow& row : report.rows) {
        if (row.greeks.empty()) continue;
        Table greeks({"trade", "greek", "value", "per", "method"});
        for (const Greek& g : row.greeks) greeks.add({row.id, g.name, print(g.estimate), g.unit, g.method});
        text += "\n" + greeks.print({false, false, true, false, false});
    }
    return text;
}

Json to_json(const Estimate& e) {
    return {{"value", e.value}, {"std_error", e.std_error}, {"paths", e.paths}, {"replicates", e.replicates}};
}

void add_bounds(Json& trade, const ExerciseBounds& bounds) {
    trade["upper_bound"] = {{"value", bounds.upper.value},
                            {"std_error", bounds.upper.std_error},
                            {"paths", bounds.upper.paths},
                            {"replicates", bounds.upper.replicates}};
    trade["gap"] = {{"value", bounds.gap.value}, {"std_error", bounds.gap.std_error}};
    trade["exercise"] = {
        {"functions", bounds.functions}, {"training_paths", bounds.training_paths}, {"nodes", bounds.nodes}};
    if (!bounds.missing.empty()) trade["missing"] = bounds.missing;
}

std::string print_json(const Report& report) {
    Json trades = Json::array();
    for (const ReportRow& row : report.rows) {
        Json trade = {
            {"id", row.id}, {"product", row.product}, {"model", row.model}, {"quantity", row.quantity}};
        trade.update(to_json(row.price.estimate));
        trade["unit"] = report.unit;
        trade["steps"] = row.price.steps;
        if (row.price.time_step_bias)
            trade["time_step_bias"] = {{"value", row.price.time_step_bias->value},
                                       {"std_error", row.price.time_step_bias->std_error}};
        if (row.price.bounds) add_bounds(trade, *row.price.bounds);
        trade["controls"] = row.price.controls;
        trade["target_met"] = row.price.target_met;
        if (report.with_seconds) trade["seconds"] = row.price.seconds;
        for (const Greek& g : row.greeks)
            trade["greeks"].push_back({{"name", g.name},
                                       {"value", g.estimate.value},
                                       {"std_error", g.estimate.std_error},
                                       {"per", g.unit},
                                       {"method", g.method}});
        trades.push_back(std::move(trade));
    }
    Json failures = Json::array();
    for (const Diagnostic& d : report.failures)
        failures.push_back(
            {{"code", d.code}, {"where", d.where}, {"problem", d.problem}, {"remedy", d.remedy}});
    const Json all = {{"snell", SNELL_VERSION},
                      {"sampler", report.sampler},
                      {"seed", report.seed},
                      {"trades", trades},
                      {"failures", failures}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Quoted where a comma, quote or line break would break the row.
std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string print_csv(const Report& report) {
    std::string text =
        "trade,product,model,quantity,measure,value,std_error,unit,method,paths,replicates,steps";
    text += report.with_seconds ? ",seconds\n" : "\n";
    const auto line = [&](const ReportRow& row, const std::string& measure, const Estimate& e,
                          const std::string& unit, const std::string& method) {
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}", csv_cell(row.id), row.product, row.model,
                            row.quantity, csv_cell(measure), e.value, e.std_error, csv_cell(unit), method,
                            e.paths, e.replicates, row.price.steps);
        text += report.with_seconds ? fmt::format(",{:.3f}\n", row.price.seconds) : "\n";
    };
    for (const ReportRow& row : report.rows) {
        line(row, "value", row.price.estimate, report.unit, "simulation");
        if (row.price.time_step_bias)
            line(row, "time_step_bias", *row.price.time_step_bias, report.unit, "two-level difference");
        if (row.price.bounds) {
            line(row, "upper_bound", row.price.bounds->upper, report.unit, "dual");
            line(row, "gap", row.price.bounds->gap, report.unit, "dual");
        }
        for (const Greek& g : row.greeks) line(row, g.name, g.estimate, g.unit, g.method);
    }
    return text;
}

}  // namespace

std::string print(const Report& report, Format format) {
    switch (format) {
        case Format::table:
            return print_table(report);
        case Format::json:
            return print_json(report);
        case Format::csv:
            return print_csv(report);
    }
    return {};
}

}  // namespace snell
