#include "cli/report_page/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "cli/report_page/chart_numbers.h"
#include "cli/report_page/charts.h"
#include "cli/report_page/markup.h"
#include "cli/report_page/shell.h"
#include "core/error.h"

namespace snell {
namespace {

constexpr std::size_t drawn_sets = 6, listed_sets = 100, listed_rows = 200;

/// Names of measures in the order of their first appearance.
std::vector<std::string> measures(const std::vector<StoredNumber>& numbers, const ReportScope& scope) {
    std::vector<std::string> names;
    for (const StoredNumber& number : numbers)
        if (number.netting_set == scope.netting_set && number.trade == scope.trade &&
            std::find(names.begin(), names.end(), number.measure) == names.end())
            names.push_back(number.measure);
    return names;
}

class Page {
  public:
    Page(const StoredRun& run, const ReportScope& scope) : run_(run), scope_(scope) {}

    std::string print() {
        head();
        if (scope_.netting_set.empty()) {
            book();
        } else {
            exposures_of(scope_.netting_set, scope_.trade);
            if (scope_.trade.empty()) trades();
        }
        return text_ + page_end();
    }

  private:
    const StoredRun& run_;
    const ReportScope& scope_;
    std::string text_;

    template <class... Parts>
    void add(fmt::format_string<Parts...> format, Parts&&... parts) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Parts>(parts)...);
    }

    void head() {
        const std::string name = scope_.netting_set.empty() ? run_.folder
                                 : scope_.trade.empty()     ? scope_.netting_set
                                                            : scope_.trade;
        text_ += page_start("xVA of " + short_name(name), "xVA of " + named(name));
        std::set<std::string> bad;
        for (const auto* numbers : {&run_.xva, &run_.exposure})
            for (const StoredNumber& number : *numbers)
                if (!number.status.empty() && number.status != "ok") bad.insert(number.status);
        for (const std::string& status : bad)
            add("<p class=\"warning\">Some numbers are marked: {}.</p>\n", short_name(status, 120));
        totals();
    }

    void totals() {
        MarkupTable table({"measure", escaped(run_.currency)});
        for (const StoredNumber& number : run_.npv)
            if (number.netting_set == scope_.netting_set && number.trade == scope_.trade &&
                !(number.netting_set.empty() && number.trade.empty()))
                table.add({escaped(number.measure), printed(number.estimate)});
        for (const StoredNumber& number : run_.xva)
            if (number.netting_set == scope_.netting_set && number.trade == scope_.trade)
                table.add({escaped(number.measure), printed(number.estimate)});
        text_ += table.print("Value ± standard error; CVA is a cost above zero, DVA a benefit above zero");
    }

    void section(const char* id, const char* title, const std::string& content) {
        text_ += page_section(id, title, content);
    }

    void book() {
        section("value", "Value", figure(value_waterfall(run_)));
        section("cva", "CVA", figure(cva_waterfall(run_)) + sets_table());
        std::string fans;
        const std::vector<std::string> sets = by_cva(run_);
        for (std::size_t i = 0; i < std::min(drawn_sets, sets.size()); ++i) fans += exposures(sets[i], "");
        section("exposures", "Exposures", fans);
        section("calibration", "Calibration", calibration());
        section("errors", "Where the error of CVA comes from",
                figure(error_budget(run_)) + error_numbers(run_) +
                    figure(convergence_chart(run_, "", "CVA")) + convergence_numbers(run_, "CVA") +
                    error_note());
        if (!run_.future.empty()) section("future", "Costs to come", costs_to_come());
        if (!run_.audit.empty())
            section("audit", "Audit of what is regressed", audit_of_trades() + audit_of_sets());
        section("failures", "Failures and notes", failures());
        section("timings", "Seconds", figure(timing_chart(run_)) + timing_numbers(run_));
        section("manifest", "How it was made", manifest());
    }

    std::string sets_table() const {
        const std::vector<std::string> sets = by_cva(run_);
        const std::vector<std::string> columns{"CVA", "DVA", "FCA", "FBA"};
        MarkupTable table({"netting set", "NPV", "CVA", "DVA", "FCA", "FBA"});
        for (std::size_t i = 0; i < std::min(listed_sets, sets.size()); ++i) {
            std::vector<std::string> cells{named(sets[i])};
            const StoredNumber* npv = find(run_.npv, sets[i], "", "NPV");
            cells.push_back(npv ? printed(npv->estimate) : "");
            for (const std::string& measure : columns) {
                const StoredNumber* number = find(run_.xva, sets[i], "", measure);
                cells.push_back(number ? printed(number->estimate) : "");
            }
            table.add(cells);
        }
        return table.print(fmt::format("{} of {} netting sets, by CVA, in {}",
                                       std::min(listed_sets, sets.size()), sets.size(),
                                       escaped(run_.currency)));
    }

    /// A chart and, folded away, its numbers.
    std::string exposures(const std::string& set, const std::string& trade) const {
        const std::string chart = exposure_chart(run_, set, trade);
        if (chart.empty()) return "";
        const std::vector<std::string> names = measures(run_.exposure, {set, trade});
        std::vector<std::string> head{"date"};
        for (const std::string& name : names) head.push_back(escaped(name));
        std::vector<std::string> dates;
        std::map<std::pair<std::string, std::string>, std::string> cells;
        for (const StoredNumber& number : run_.exposure) {
            if (number.netting_set != set || number.trade != trade) continue;
            if (cells.emplace(std::pair(number.date, number.measure), printed(number.estimate)).second &&
                number.measure == names.front())
                dates.push_back(number.date);
        }
        MarkupTable table(head);
        for (const std::string& date : dates) {
            std::vector<std::string> row{escaped(date)};
            for (const std::string& name : names) row.push_back(cells[{date, name}]);
            table.add(row);
        }
        return fmt::format("<h3>{}</h3>\n", named(trade.empty() ? set : trade)) + figure(chart) +
               folded("Numbers", table.print("Value ± standard error, in " + escaped(run_.currency)));
    }

    void exposures_of(const std::string& set, const std::string& trade) {
        section("exposures", "Exposure", exposures(set, trade));
    }

    void trades() {
        MarkupTable table({"trade", "NPV", "CVA, Euler", "CVA, marginal"});
        std::size_t count = 0;
        for (const StoredNumber& number : run_.npv) {
            if (number.netting_set != scope_.netting_set || number.trade.empty()) continue;
            const StoredNumber* euler = find(run_.xva, number.netting_set, number.trade, "CVA_euler");
            const StoredNumber* marginal = find(run_.xva, number.netting_set, number.trade, "CVA_marginal");
            table.add({named(number.trade), printed(number.estimate), euler ? printed(euler->estimate) : "",
                       marginal ? printed(marginal->estimate) : ""});
            ++count;
        }
        if (count > 0) section("trades", "Trades", table.print(escaped(run_.currency)));
    }

    std::string calibration() const {
        std::vector<std::pair<std::string, std::string>> seen;
        std::string text;
        for (const StoredCalibration& quote : run_.calibration) {
            const std::pair<std::string, std::string> which(quote.kind, quote.name);
            if (std::find(seen.begin(), seen.end(), which) != seen.end()) continue;
            seen.push_back(which);
            MarkupTable table({"quote", "market", "model", "residual"});
            for (const StoredCalibration& each : run_.calibration)
                if (each.kind == quote.kind && each.name == quote.name)
                    table.add({named(each.label), fmt::format("{:.8g}", each.market),
                               fmt::format("{:.8g}", each.model), fmt::format("{:.2e}", each.residual)});
            text += figure(residual_chart(run_, quote.kind, quote.name)) +
                    folded("Numbers", table.print(escaped(quote.kind) + " " + named(quote.name)));
        }
        return text;
    }

    std::string error_note() const {
        const StoredNumber* cva = find(run_.xva, "", "", "CVA");
        if (!cva || !(cva->estimate.std_error > 0.0) || cva->estimate.value == 0.0) return "";
        return fmt::format(
            "<p>The standard error is {:.2g} % of CVA, from {} replicates of {} paths in all.  Netting sets "
            "share their paths, so their errors are not independent and do not add up by squares.</p>\n",
            100.0 * cva->estimate.std_error / std::abs(cva->estimate.value), cva->estimate.replicates,
            printed(cva->estimate.paths));
    }

    std::string costs_to_come() const {
        MarkupTable table({"netting set", "date", "measure", "value"}, MarkupTable::Columns::texts);
        for (std::size_t i = 0; i < std::min(listed_rows, run_.future.size()); ++i) {
            const StoredNumber& number = run_.future[i];
            table.add({named(number.netting_set), escaped(number.date), escaped(number.measure),
                       printed(number.estimate)});
        }
        return table.print(fmt::format("{} of {} in future.csv, in {}",
                                       std::min(listed_rows, run_.future.size()), run_.future.size(),
                                       escaped(run_.currency)));
    }

    /// Means over dates of each audited trade.
    std::string audit_of_trades() const {
        std::vector<std::string> head{"trade"}, names;
        for (const StoredNumber& number : run_.audit)
            if (!number.trade.empty() && std::find(names.begin(), names.end(), number.measure) == names.end())
                names.push_back(number.measure);
        for (const std::string& name : names) head.push_back(escaped(name));
        MarkupTable table(head);
        std::size_t count = 0;
        for (const StoredNumber& first : run_.audit) {
            if (first.trade.empty() || !first.date.empty() || first.measure != names.front()) continue;
            if (++count > listed_sets) continue;
            std::vector<std::string> cells{named(first.trade)};
            for (const std::string& name : names) {
                const StoredNumber* number = find(run_.audit, first.netting_set, first.trade, name);
                cells.push_back(number ? printed(number->estimate) : "");
            }
            table.add(cells);
        }
        return table.print(fmt::format("{} of {} trades whose value is regressed: means over dates, in {}",
                                       std::min(listed_sets, count), count, escaped(run_.currency)));
    }

    /// What they move the measures of the book and of netting sets by.
    std::string audit_of_sets() const {
        MarkupTable table({"netting set", "measure", "fit less rule"});
        std::size_t count = 0;
        for (const StoredNumber& number : run_.audit)
            if (number.trade.empty() && number.date.empty() && count++ < listed_sets)
                table.add({number.netting_set.empty() ? "all" : named(number.netting_set),
                           escaped(number.measure), printed(number.estimate)});
        return count == 0 ? "" : table.print("What regressions move, in " + escaped(run_.currency));
    }

    std::string failures() const {
        if (run_.failures.empty()) return "<p>None.</p>\n";
        MarkupTable table({"what", "id", "code", "place", "problem", "remedy"}, MarkupTable::Columns::texts);
        for (std::size_t i = 0; i < std::min(listed_rows, run_.failures.size()); ++i) {
            const StoredFailure& f = run_.failures[i];
            table.add({escaped(f.kind), named(f.id), escaped(f.code), short_name(f.where, 120),
                       short_name(f.problem, 400), short_name(f.remedy, 200)});
        }
        return table.print(fmt::format("{} of {} in failures.csv",
                                       std::min(listed_rows, run_.failures.size()), run_.failures.size()));
    }

    std::string manifest() const {
        if (run_.manifest.empty()) return "";
        MarkupTable table({"what", "value"}, MarkupTable::Columns::texts);
        for (const StoredFact& fact : run_.manifest)
            table.add({short_name(fact.name, 80), short_name(fact.value, 120)});
        return table.print("manifest.json in short");
    }
};

void check(const StoredRun& run, const ReportScope& scope) {
    if (scope.netting_set.empty()) return;
    if (find(run.npv, scope.netting_set, scope.trade, "NPV")) return;
    const std::string what = scope.trade.empty() ? fmt::format("netting set '{}'", scope.netting_set)
                                                 : fmt::format("trade '{}'", scope.trade);
    throw InputError(
        {"E423", run.folder, fmt::format("the run has no {}", what), "npv.csv lists what it has."});
}

}  // namespace

std::string report_page(const StoredRun& run, const ReportScope& scope) {
    check(run, scope);
    return Page(run, scope).print();
}

}  // namespace snell
