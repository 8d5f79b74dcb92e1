#include "cli/report_page/bar_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/report_page/axis.h"
#include "cli/report_page/markup.h"
#include "cli/report_page/svg.h"

namespace snell {
namespace {

constexpr double width = 720.0, names = 180.0, labels = 190.0, row = 24.0, top = 6.0, bottom = 24.0;
constexpr double band = 2.0;  ///< standard errors

double finite(double value) { return std::isfinite(value) ? value : 0.0; }

Axis axis_of(const std::vector<Bar>& bars) {
    double low = 0.0, high = 0.0;
    for (const Bar& bar : bars) {
        const double from = finite(bar.from), to = finite(bar.to), error = band * finite(bar.error);
        low = std::min({low, from, to - error});
        high = std::max({high, from, to + error});
    }
    return {low, high, names, width - labels};
}

std::string whisker(const Axis& axis, const Bar& bar, double middle) {
    if (!(bar.error > 0.0)) return "";
    return svg::line("whisker", {axis.place(bar.to - band * bar.error), middle},
                     {axis.place(bar.to + band * bar.error), middle});
}

std::string draw(const Axis& axis, const Bar& bar, double y) {
    const double a = axis.place(finite(bar.from)), b = axis.place(finite(bar.to)), middle = y + 0.5 * row;
    return svg::text("end", {names - 8.0, middle + 4.0}, bar.name) +
           fmt::format(
               "<rect class=\"bar {}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>",
               bar.look, std::min(a, b), y + 4.0, std::max(std::abs(b - a), 1.0), row - 8.0) +
           whisker(axis, bar, middle) + svg::text("", {width - labels + 8.0, middle + 4.0}, bar.label) + "\n";
}

}  // namespace

std::string bar_chart(const std::string& title, const std::vector<Bar>& bars) {
    if (bars.empty()) return "";
    const Axis axis = axis_of(bars);
    const double height = top + row * static_cast<double>(bars.size()) + bottom;
    std::string svg = svg::start(title, width, height);
    for (const double tick : axis.ticks()) {
        const double x = axis.place(tick);
        svg += svg::line(tick == 0.0 ? "zero" : "grid", {x, top}, {x, height - bottom}) +
               svg::text("middle", {x, height - 8.0}, brief(tick)) + "\n";
    }
    double y = top;
    for (const Bar& bar : bars) {
        svg += draw(axis, bar, y);
        y += row;
    }
    return svg + "</svg>\n";
}

}  // namespace snell
