#include "cli/report_page/charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "cli/report_page/bar_chart.h"
#include "cli/report_page/fan_chart.h"
#include "cli/report_page/markup.h"

namespace snell {
namespace {

constexpr std::size_t largest = 8;  ///< contributors that are drawn by name

/// A measure of a netting set or a trade over time; `sign` -1 draws it below zero.
FanLine line_of(const StoredRun& run, const StoredNumber& which, const char* look, double sign) {
    FanLine line{escaped(which.measure), look, {}, {}, {}};
    for (const StoredNumber& number : run.exposure) {
        if (number.netting_set != which.netting_set || number.trade != which.trade ||
            number.measure != which.measure)
            continue;
        line.times.push_back(number.time);
        line.values.push_back(sign * number.estimate.value);
        line.errors.push_back(number.estimate.paths > 0 ? number.estimate.std_error : 0.0);
    }
    return line;
}

/// Adds a number and, as a bound, its error: the paths are shared, so errors are not independent.
void add_bound(Estimate& sum, const Estimate& part) {
    sum.value += part.value;
    sum.std_error += part.std_error;
    sum.paths = part.paths;
    sum.replicates = part.replicates;
}

std::string share(double part) { return fmt::format("{:.1f} %", 100.0 * part); }

}  // namespace

std::vector<const StoredNumber*> sets_by_cva(const StoredRun& run) {
    std::vector<const StoredNumber*> sets;
    for (const StoredNumber& number : run.xva)
        if (number.measure == "CVA" && number.trade.empty() && !number.netting_set.empty())
            sets.push_back(&number);
    std::stable_sort(sets.begin(), sets.end(), [](const StoredNumber* a, const StoredNumber* b) {
        return a->estimate.value > b->estimate.value;
    });
    return sets;
}

std::vector<std::string> by_cva(const StoredRun& run) {
    std::vector<std::string> names;
    for (const StoredNumber* set : sets_by_cva(run)) names.push_back(set->netting_set);
    return names;
}

std::string exposure_chart(const StoredRun& run, const std::string& netting_set, const std::string& trade) {
    std::vector<FanLine> lines;
    std::vector<std::string> seen;
    for (const StoredNumber& number : run.exposure) {
        if (number.netting_set != netting_set || number.trade != trade) continue;
        if (std::find(seen.begin(), seen.end(), number.measure) != seen.end()) continue;
        seen.push_back(number.measure);
        if (number.measure == "EPE") lines.push_back(line_of(run, number, "positive", 1.0));
        if (number.measure == "ENE") lines.push_back(line_of(run, number, "negative", -1.0));
        if (number.measure.starts_with("PFE_")) lines.push_back(line_of(run, number, "quantile", 1.0));
        if (number.measure == "expected_collateral") lines.push_back(line_of(run, number, "collateral", 1.0));
    }
    const std::string title = "Exposure of " + short_name(trade.empty() ? netting_set : trade);
    return fan_chart({title, "years", escaped(run.currency)}, lines);
}

std::string cva_waterfall(const StoredRun& run) {
    std::vector<Bar> bars;
    double height = 0.0;
    Estimate others;
    const std::vector<const StoredNumber*> sets = sets_by_cva(run);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const double value = sets[i]->estimate.value;
        if (i >= largest) {
            add_bound(others, sets[i]->estimate);
            continue;
        }
        bars.push_back({short_name(sets[i]->netting_set, 22), "positive", height, height + value,
                        sets[i]->estimate.std_error, printed(sets[i]->estimate)});
        height += value;
    }
    if (sets.size() > largest)
        bars.push_back({fmt::format("{} others", sets.size() - largest), "positive", height,
                        height + others.value, others.std_error, printed(others) + " (bound)"});
    if (const StoredNumber* all = find(run.xva, "", "", "CVA"); all && !bars.empty())
        bars.push_back(
            {"CVA", "whole", 0.0, all->estimate.value, all->estimate.std_error, printed(all->estimate)});
    return bar_chart("CVA by netting set", bars);
}

std::string value_waterfall(const StoredRun& run) {
    double height = 0.0;
    for (const StoredNumber& number : run.npv)
        if (number.trade.empty() && !number.netting_set.empty()) height += number.estimate.value;
    Estimate adjusted;
    std::vector<Bar> bars{{"NPV", "whole", 0.0, height, 0.0, printed(height)}};
    struct Step {
        const char* measure;
        double sign;
    };
    for (const Step step : {Step{"CVA", -1.0}, Step{"DVA", 1.0}, Step{"FCA", -1.0}, Step{"FBA", 1.0}}) {
        const StoredNumber* all = find(run.xva, "", "", step.measure);
        if (!all) continue;
        const double change = step.sign * all->estimate.value;
        bars.push_back({fmt::format("{} {}", step.sign < 0.0 ? "less" : "plus", step.measure),
                        change < 0.0 ? "negative" : "positive", height, height + change,
                        all->estimate.std_error, printed(all->estimate)});
        height += change;
        add_bound(adjusted, all->estimate);
    }
    if (bars.size() == 1) return "";
    adjusted.value = height;
    bars.push_back(
        {"with adjustments", "whole", 0.0, height, adjusted.std_error, printed(adjusted) + " (bound)"});
    return bar_chart("From today's value to the value with adjustments", bars);
}

std::string residual_chart(const StoredRun& run, const std::string& kind, const std::string& name) {
    std::vector<Bar> bars;
    for (const StoredCalibration& quote : run.calibration)
        if (quote.kind == kind && quote.name == name)
            bars.push_back({short_name(quote.label, 22), quote.residual < 0.0 ? "negative" : "positive", 0.0,
                            quote.residual, 0.0, fmt::format("{:.2e}", quote.residual)});
    return bar_chart(fmt::format("Model less market, {} {}", escaped(kind), short_name(name)), bars);
}

std::string error_budget(const StoredRun& run) {
    double all = 0.0;
    std::vector<std::pair<double, std::string>> parts;
    for (const StoredNumber* set : sets_by_cva(run)) {
        const double variance = set->estimate.std_error * set->estimate.std_error;
        all += variance;
        parts.emplace_back(variance, set->netting_set);
    }
    if (!(all > 0.0)) return "";
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Bar> bars;
    double others = 0.0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const double part = parts[i].first / all;
        if (i < largest)
            bars.push_back(
                {short_name(parts[i].second, 22), "positive", 0.0, 100.0 * part, 0.0, share(part)});
        else
            others += part;
    }
    if (parts.size() > largest)
        bars.push_back({fmt::format("{} others", parts.size() - largest), "positive", 0.0, 100.0 * others,
                        0.0, share(others)});
    return bar_chart("Squared errors of CVA, share of each netting set in per cent", bars);
}

std::vector<Estimate> convergence_of(const StoredRun& run, const std::string& netting_set,
                                     const std::string& measure) {
    const StoredNumber* last = find(run.xva, netting_set, "", measure);
    std::vector<Estimate> found;
    if (!last) return found;
    for (const StoredNumber& number : run.convergence)
        if (number.netting_set == netting_set && number.measure == measure) found.push_back(number.estimate);
    if (!found.empty()) found.push_back(last->estimate);
    return found;
}

std::string convergence_chart(const StoredRun& run, const std::string& netting_set,
                              const std::string& measure) {
    const std::vector<Estimate> found = convergence_of(run, netting_set, measure);
    return found.empty() ? "" : convergence_chart(run, measure, found);
}

std::string convergence_chart(const StoredRun& run, const std::string& measure,
                              const std::vector<Estimate>& found) {
    FanLine line{escaped(measure) + " less its final value", "positive", {}, {}, {}};
    for (const Estimate& estimate : found) {
        line.times.push_back(static_cast<double>(estimate.paths));
        line.values.push_back(estimate.value - found.back().value);
        line.errors.push_back(estimate.std_error);
    }
    return fan_chart({"Convergence of " + escaped(measure), "paths", escaped(run.currency)}, {line});
}

std::string timing_chart(const StoredRun& run) {
    std::vector<Bar> bars;
    for (const StoredPhase& phase : run.phases)
        bars.push_back({short_name(phase.name, 22), "whole", 0.0, phase.seconds, 0.0,
                        fmt::format("{:.2f} s", phase.seconds)});
    return bar_chart("Seconds of each phase", bars);
}

}  // namespace snell
