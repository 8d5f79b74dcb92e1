#include <fmt/format.h>

#include <cmath>

#include "cli/a2/print.h"
#include "cli/table.h"

namespace snell::a2 {
namespace {

std::string first_lines(const std::string& what) { return fmt::format("a2 {}\n{}\n\n", what, disclaimer); }

std::string greeks_table(const Measurement& m) {
    const bool judged = !m.reference.empty();
    Table table(judged ? std::vector<std::string>{"", "value", fmt::format("{} x the paths", quality_factor),
                                                  "apart, standard errors"}
                       : std::vector<std::string>{"", "value"});
    for (std::size_t i = 0; i < m.greeks.size(); ++i) {
        std::vector<std::string> row{m.greeks[i].name, print(m.greeks[i].estimate)};
        if (judged) {
            row.push_back(print(m.reference[i].estimate));
            row.push_back(fmt::format("{:+.2f}", distance(m.greeks[i], m.reference[i])));
        }
        table.add(std::move(row));
    }
    return table.print({false, true, true, true});
}

}  // namespace

double distance(const Named& found, const Named& reference) {
    return (found.estimate.value - reference.estimate.value) /
           std::hypot(found.estimate.std_error, reference.estimate.std_error);
}

std::string title(const Request& request, const char* what) {
    return fmt::format("{} {}, {} differences, {}", what, request.size.name(),
                       name_of(request.method.difference), name_of(request.method.martingale));
}

std::vector<std::pair<std::string, std::string>> facts(const Measurement& m) {
    const Warm& best = m.best();
    std::vector<std::pair<std::string, std::string>> list{
        {"device", fmt::format("cpu, {}", m.processor)},
        {"threads", fmt::format("{}", best.threads)},
        {"scheme", fmt::format("{}; by the other, {}: {} in {:.2f} s with a first run",
                               name_of(m.request.method.martingale),
                               m.request.method.martingale == Martingale::plain ? "qe-m" : "qe",
                               print(m.other.estimate), m.other_seconds)},
        {"scenarios",
         fmt::format("{}, by {} differences", m.scenarios, name_of(m.request.method.difference))},
        {"asset-paths", fmt::format("{} a path in place of {}; {} of them with a variance of their own",
                                    m.asset_paths, m.scenarios * m.request.size.assets, m.variance_paths)}};
    for (const Warm& warm : m.warm)
        list.emplace_back(
            fmt::format("warm, {} thread{}", warm.threads, warm.threads == 1 ? "" : "s"),
            fmt::format("{:.3f} s, median of {} ({:.3f} to {:.3f}){}", warm.median, warm.repeats, warm.least,
                        warm.greatest,
                        warm.threads > 1 && m.warm.size() > 1
                            ? fmt::format(", {:.2f} x one thread", m.warm.front().median / warm.median)
                            : ""));
    list.emplace_back("first run in this process", fmt::format("{:.3f} s", m.first));
    list.emplace_back("cold, fresh process", m.cold > 0.0 ? fmt::format("{:.3f} s", m.cold) : "not measured");
    list.emplace_back("options a second", fmt::format("{:.4g}", m.options_per_second()));
    list.emplace_back("path-steps a second",
                      fmt::format("{:.4g} million, of single assets", 1e-6 * m.path_steps_per_second()));
    list.emplace_back("peak memory", fmt::format("{:.2f} GiB", m.peak_bytes * 0x1p-30));
    list.emplace_back("energy", m.joules >= 0.0 ? fmt::format("{:.1f} J a run (packages)", m.joules)
                                                : "this machine does not tell (no RAPL)");
    if (m.request.price_per_hour > 0.0)
        list.emplace_back(
            "price of a million options",
            fmt::format("{:.4g} at {} an hour", m.price_of_million(), m.request.price_per_hour));
    return list;
}

std::string print_text(const Measurement& m) {
    Table table({"", ""});
    for (const auto& [name, value] : facts(m)) table.add({name, value});
    std::string text =
        first_lines(title(m.request, "of")) + table.print({false, false}) + "\n" + greeks_table(m);
    if (!m.reference.empty()) {
        int outside = 0;
        for (std::size_t i = 0; i < m.greeks.size(); ++i)
            outside += std::abs(distance(m.greeks[i], m.reference[i])) > 1.96;
        text += fmt::format("\n{} of {} farther than 1.96 standard errors; the larger run took {:.1f} s\n",
                            outside, m.greeks.size(), m.reference_seconds);
    }
    return text;
}

std::string print_text(const Request& request, const std::vector<Axis>& axes) {
    std::string text = first_lines(title(request, "scaling of"));
    for (const Axis& axis : axes) {
        Table table({axis.name, "seconds"});
        for (const Axis::Point& point : axis.points)
            table.add({fmt::format("{}", point.size), fmt::format("{:.3f}", point.seconds)});
        text += table.print({true, true}) + fmt::format("seconds ~ {}^{:.2f}\n", axis.name, axis.exponent);
        if (axis.most)
            text += fmt::format("most {} within {:g} s: {}{}\n", axis.name, request.time_box, *axis.most,
                                axis.bound_by_memory ? ", bound by memory" : "");
        text += "\n";
    }
    return text;
}

std::string print_text(const Request& request, const Portfolio& portfolio) {
    Table table({"", "value"});
    for (const Named& price : portfolio.prices) table.add({price.name, print(price.estimate)});
    return first_lines(title(request, "portfolio of")) + table.print({false, true}) +
           fmt::format("\n{} options with all Greeks in {:.2f} s: {:.4g} options a second\n",
                       portfolio.options, portfolio.seconds, portfolio.options_per_second());
}

}  // namespace snell::a2
