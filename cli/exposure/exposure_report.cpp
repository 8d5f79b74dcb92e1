#include "cli/exposure/exposure_report.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "cli/build_info.h"
#include "cli/table.h"
#include "core/csv.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;

/// A measure of one date.
struct Named {
    std::string name;
    const NestedEstimate& estimate;
};

std::vector<Named> measures(const DateExposure& date, double quantile) {
    return {{"EPE", date.epe},
            {"ENE", date.ene},
            {"EE", date.value},
            {fmt::format("PFE_{:g}", quantile), date.pfe},
            {fmt::format("quantile_{:g}", 1.0 - quantile), date.low},
            {fmt::format("shortfall_{:g}", 1.0 - quantile), date.low_tail}};
}

std::string print_date(const ExposureReport& report, Years years) {
    if (!report.today) return fmt::format("{:.4f}", years);
    return print(*report.today + static_cast<int>(std::lround(365.0 * years)));
}

double share_of_second(const ExposureReport& report) {
    return report.found.path_steps > 0.0 ? 1e9 * report.found.seconds / report.found.path_steps : 0.0;
}

std::string_view order_of(NestedMethod method) {
    switch (method) {
        case NestedMethod::plain:
            return "falls like 1/inner";
        case NestedMethod::jackknife:
            return "falls like 1/inner^2";
        case NestedMethod::multilevel:
            return "that of the finest level, falls like 1/inner";
    }
    return "";
}

std::string print_levels(const ExposureReport& report) {
    const std::vector<LevelStatistics>& levels = report.found.run.levels;
    const auto sum = [](const std::vector<double>& x) { return std::accumulate(x.begin(), x.end(), 0.0); };
    Table table({"level", "inner", "outer", "mean", "variance"});
    for (std::size_t l = 0; l < levels.size(); ++l)
        table.add({fmt::format("{}", l), fmt::format("{}", levels[l].inner),
                   fmt::format("{}", levels[l].outers), fmt::format("{:.3g}", sum(levels[l].means)),
                   fmt::format("{:.3g}", sum(levels[l].variances))});
    const LevelRates found = rates(levels);
    std::string text = "\n" + table.print({true, true, true, true, true});
    if (levels.size() > 2)
        text += fmt::format("means fall like inner^-{:.2f}, variances like inner^-{:.2f}\n", found.alpha,
                            found.beta);
    return text;
}

/// A bias that is nothing but rounding is none.
std::string print_bias(const NestedEstimate& e) {
    constexpr double rounding = 1e-12;
    const double size = std::max(std::abs(e.bias.value), e.bias.std_error);
    return size <= rounding * std::max(std::abs(e.estimate.value), e.estimate.std_error) ? "none"
                                                                                         : print(e.bias);
}

std::string print_table(const ExposureReport& report) {
    const std::string pfe = fmt::format("PFE_{:g}", report.quantile);
    Table table({"position", "date", "EPE", "bias", "ENE", pfe, "bias"});
    for (std::size_t p = 0; p < report.positions.size(); ++p)
        for (const DateExposure& date : report.found.positions[p])
            table.add({report.positions[p], print_date(report, date.date), print(date.epe.estimate),
                       print_bias(date.epe), print(date.ene.estimate), print(date.pfe.estimate),
                       print_bias(date.pfe)});
    std::string text = table.print({false, false, true, true, true, true, true});
    const NestedSamples& samples = report.found.run.samples;
    text += fmt::format(
        "\n{}: {} outer paths, {}{} inner, {} replicates{}. The bias is that of inner sampling, {}.\n",
        name_of(report.method), samples.outers(), samples.levels.size() > 1 ? "up to " : "",
        samples.levels.back().inner, samples.replicates, report.unit.empty() ? "" : ", in " + report.unit,
        order_of(report.method));
    if (!report.exact_steps)
        text += fmt::format("{} time steps; their bias is not in the errors: see 'snell price'.\n",
                            report.found.steps);
    if (report.method == NestedMethod::multilevel) text += print_levels(report);
    if (report.with_seconds)
        text += fmt::format("{:.3g} inner path-steps, {:.2f} seconds: {:.3g} per 1e9\n",
                            report.found.path_steps, report.found.seconds, share_of_second(report));
    return text;
}

Json to_json(const NestedEstimate& e) {
    return {{"value", e.estimate.value},
            {"std_error", e.estimate.std_error},
            {"bias", {{"value", e.bias.value}, {"std_error", e.bias.std_error}}}};
}

Json levels_as_json(const ExposureReport& report) {
    Json levels = Json::array();
    for (const LevelStatistics& level : report.found.run.levels)
        levels.push_back({{"inner", level.inner},
                          {"outer", level.outers},
                          {"means", level.means},
                          {"variances", level.variances}});
    return levels;
}

std::string print_json(const ExposureReport& report) {
    const NestedSamples& samples = report.found.run.samples;
    Json positions = Json::array();
    for (std::size_t p = 0; p < report.positions.size(); ++p) {
        Json dates = Json::array();
        for (const DateExposure& date : report.found.positions[p]) {
            Json row = {{"years", date.date}};
            if (report.today) row["date"] = print_date(report, date.date);
            for (const Named& each : measures(date, report.quantile)) row[each.name] = to_json(each.estimate);
            dates.push_back(std::move(row));
        }
        positions.push_back({{"id", report.positions[p]}, {"dates", std::move(dates)}});
    }
    Json all = {{"snell", SNELL_VERSION},
                {"method", name_of(report.method)},
                {"sampler", report.sampler},
                {"inner_sampler", report.inner_sampler},
                {"antithetic", report.antithetic},
                {"seed", report.seed},
                {"unit", report.unit},
                {"outer_paths", samples.outers()},
                {"inner_paths", samples.levels.back().inner},
                {"replicates", samples.replicates},
                {"steps", report.found.steps},
                {"steps_are_exact", report.exact_steps},
                {"target_met", report.found.run.target_met},
                {"positions", positions},
                {"levels", levels_as_json(report)},
                {"inner_path_steps", report.found.path_steps}};
    if (report.with_seconds) {
        all["seconds"] = report.found.seconds;
        all["seconds_per_1e9_inner_path_steps"] = share_of_second(report);
    }
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string print_csv(const ExposureReport& report) {
    std::string text = "position,years,measure,value,std_error,bias,bias_std_error,unit,method\n";
    for (std::size_t p = 0; p < report.positions.size(); ++p)
        for (const DateExposure& date : report.found.positions[p])
            for (const auto& [name, e] : measures(date, report.quantile))
                text += fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_field(report.positions[p]), date.date,
                                    name, e.estimate.value, e.estimate.std_error, e.bias.value,
                                    e.bias.std_error, csv_field(report.unit), name_of(report.method));
    return text;
}

}  // namespace

std::string_view name_of(NestedMethod method) {
    switch (method) {
        case NestedMethod::plain:
            return "plain";
        case NestedMethod::jackknife:
            return "jackknife";
        case NestedMethod::multilevel:
            return "multilevel";
    }
    return "";
}

std::string print(const ExposureReport& report, Format format) {
    if (format == Format::json) return print_json(report);
    return format == Format::csv ? print_csv(report) : print_table(report);
}

}  // namespace snell
