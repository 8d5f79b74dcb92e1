#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/a2/print.h"
#include "cli/report_page/bar_chart.h"
#include "cli/report_page/fan_chart.h"
#include "cli/report_page/markup.h"
#include "cli/report_page/shell.h"

namespace snell::a2 {
namespace {

std::string page(const std::string& title, const std::string& content) {
    const std::string name = "a2 " + escaped(title);
    return page_start(name, name) + fmt::format("<p class=\"warning\">{}</p>\n", disclaimer) + content +
           page_end();
}
std::string section(const std::string& title, const std::string& content) {
    return content.empty() ? "" : fmt::format("<section><h2>{}</h2>\n{}</section>\n", title, content);
}
std::string look_of(double value) { return value < 0.0 ? "negative" : "positive"; }

std::string seconds_chart(const Measurement& m) {
    std::vector<Bar> bars;
    for (const Warm& warm : m.warm)
        bars.push_back({fmt::format("warm, {} thread{}", warm.threads, warm.threads == 1 ? "" : "s"), "whole",
                        0.0, warm.median, 0.0, fmt::format("{:.3f} s", warm.median)});
    bars.push_back({"first run", "whole", 0.0, m.first, 0.0, fmt::format("{:.3f} s", m.first)});
    if (m.cold > 0.0)
        bars.push_back({"fresh process", "whole", 0.0, m.cold, 0.0, fmt::format("{:.3f} s", m.cold)});
    return bar_chart("Seconds", bars);
}

/// Bars of the Greeks whose names begin so, with their errors.
std::string greeks_chart(const Measurement& m, const std::string& title, const std::string& begins) {
    std::vector<Bar> bars;
    for (const Named& greek : m.greeks)
        if (greek.name.starts_with(begins))
            bars.push_back({escaped(greek.name), look_of(greek.estimate.value), 0.0, greek.estimate.value,
                            greek.estimate.std_error, printed(greek.estimate)});
    return bar_chart(title, bars);
}

std::string greeks_table(const Measurement& m) {
    const bool judged = !m.reference.empty();
    std::vector<std::string> head{"", "value"};
    if (judged)
        head.insert(head.end(), {fmt::format("{} × the paths", quality_factor), "apart, standard errors"});
    MarkupTable table(head);
    for (std::size_t i = 0; i < m.greeks.size(); ++i) {
        std::vector<std::string> row{escaped(m.greeks[i].name), printed(m.greeks[i].estimate)};
        if (judged) {
            row.push_back(printed(m.reference[i].estimate));
            row.push_back(fmt::format("{:+.2f}", distance(m.greeks[i], m.reference[i])));
        }
        table.add(row);
    }
    return table.print("Value ± standard error");
}

std::string quality_chart(const Measurement& m) {
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < m.reference.size(); ++i) {
        const double apart = distance(m.greeks[i], m.reference[i]);
        bars.push_back(
            {escaped(m.greeks[i].name), look_of(apart), 0.0, apart, 0.0, fmt::format("{:+.2f}", apart)});
    }
    return bar_chart(fmt::format("Apart from {} times the paths, in standard errors", quality_factor), bars);
}

std::string facts_table(const Measurement& m) {
    MarkupTable table({"", ""}, MarkupTable::Columns::texts);
    for (const auto& [name, value] : facts(m)) table.add({escaped(name), escaped(value)});
    return table.print("How it was measured");
}

}  // namespace

std::string print_page(const Measurement& m) {
    return page(title(m.request, "of"),
                section("Seconds", figure(seconds_chart(m)) + facts_table(m)) +
                    section("Greeks", figure(greeks_chart(m, "Deltas", "delta_")) +
                                          figure(greeks_chart(m, "Gammas", "gamma_")) +
                                          figure(greeks_chart(m, "Vegas", "vega_")) + greeks_table(m)) +
                    section("Quality", figure(quality_chart(m))) +
                    section("Parameters", fmt::format("<pre>{}</pre>\n", [&] {
                                std::string text;
                                for (const char c : print(m.parameters))
                                    text += c == '\n' ? "\n" : escaped({&c, 1});
                                return text;
                            }())));
}

std::string print_page(const Request& request, const std::vector<Axis>& axes) {
    std::string content;
    for (const Axis& axis : axes) {
        FanLine line{"seconds", "positive", {}, {}, {}};
        MarkupTable table({escaped(axis.name), "seconds"});
        for (const Axis::Point& point : axis.points) {
            line.times.push_back(static_cast<double>(point.size));
            line.values.push_back(point.seconds);
            line.errors.push_back(0.0);
            table.add({fmt::format("{}", point.size), fmt::format("{:.3f}", point.seconds)});
        }
        std::string note = fmt::format("Seconds grow as the power {:.2f} of {}", axis.exponent, axis.name);
        if (axis.most)
            note += fmt::format("; most {} within {:g} s: {}{}", axis.name, request.time_box, *axis.most,
                                axis.bound_by_memory ? ", bound by memory" : "");
        content += section(
            "By " + axis.name,
            figure(fan_chart({"Seconds by " + axis.name, axis.name, "seconds"}, {line})) + table.print(note));
    }
    return page(title(request, "scaling of"), content);
}

std::string print_page(const Request& request, const Portfolio& portfolio) {
    std::vector<Bar> bars;
    MarkupTable table({"", "value"});
    for (const Named& price : portfolio.prices) {
        bars.push_back({escaped(price.name), "positive", 0.0, price.estimate.value, price.estimate.std_error,
                        printed(price.estimate)});
        table.add({escaped(price.name), printed(price.estimate)});
    }
    return page(
        title(request, "portfolio of"),
        section("Prices", figure(bar_chart("Price of each option", bars)) +
                              table.print(fmt::format(
                                  "{} options with all Greeks in {:.2f} s: {:.4g} a second",
                                  portfolio.options, portfolio.seconds, portfolio.options_per_second()))));
}

}  // namespace snell::a2
