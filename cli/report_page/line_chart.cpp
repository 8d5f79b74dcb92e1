#include "cli/report_page/line_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/report_page/axis.h"
#include "cli/report_page/markup.h"
#include "cli/report_page/svg.h"

namespace snell {
namespace {

constexpr double width = 720.0, height = 280.0, left = 64.0, right = 24.0, top = 34.0, bottom = 42.0;

class LineDrawing {
  public:
    LineDrawing(const std::vector<ChartLine>& lines, const std::set<double>& sizes,
                const std::set<double>& values)
        : lines_(lines),
          sizes_(sizes),
          across_(*sizes.begin(), *sizes.rbegin(), left, width - right, LogAxis::Ends::exact),
          up_(*values.begin(), *values.rbegin(), height - bottom, top) {}

    std::string print(const LineTitle& title) const {
        std::string svg = svg::start(title.title, width, height) + grid(title);
        std::vector<svg::Entry> entries;
        for (const ChartLine& line : lines_) {
            svg += draw(line);
            entries.push_back({line.name, line.look});
        }
        return svg + svg::legend(entries, {width - right, top - 18.0}) + "</svg>\n";
    }

  private:
    const std::vector<ChartLine>& lines_;
    const std::set<double>& sizes_;
    LogAxis across_, up_;

    std::string grid(const LineTitle& title) const {
        std::string svg;
        for (const double tick : up_.ticks()) {
            const double y = up_.place(tick);
            svg += svg::line("grid", {left, y}, {width - right, y}) +
                   svg::text("end", {left - 6.0, y + 4.0}, brief(tick)) + "\n";
        }
        for (const double size : sizes_)
            svg += svg::text("middle", {across_.place(size), height - bottom + 16.0},
                             fmt::format("{}", static_cast<std::int64_t>(size))) +
                   "\n";
        return svg + svg::text("end", {width - right, height - 8.0}, title.horizontal) +
               svg::text("", {4.0, top - 18.0}, title.vertical) + "\n";
    }

    std::string draw(const ChartLine& line) const {
        std::string points, dots;
        for (std::size_t i = 0; i < line.sizes.size(); ++i) {
            const double x = across_.place(line.sizes[i]), y = up_.place(line.values[i]);
            points += fmt::format("{}{:.1f},{:.1f}", points.empty() ? "" : " ", x, y);
            dots += fmt::format("<circle class=\"bar {}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\"/>", line.look,
                                x, y);
        }
        return fmt::format("<polyline class=\"line {}\" points=\"{}\"/>{}\n", line.look, points, dots);
    }
};

}  // namespace

std::string line_chart(const LineTitle& title, const std::vector<ChartLine>& lines) {
    std::set<double> sizes, values;
    for (const ChartLine& line : lines) {
        sizes.insert(line.sizes.begin(), line.sizes.end());
        values.insert(line.values.begin(), line.values.end());
    }
    if (values.empty()) return "";
    return LineDrawing(lines, sizes, values).print(title);
}

}  // namespace snell
