#include "cli/report_page/fan_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/report_page/markup.h"
#include "cli/report_page/svg.h"

namespace snell {
namespace {

constexpr double width = 720.0, height = 320.0, left = 64.0, right = 14.0, top = 28.0, bottom = 42.0;
constexpr double band = 2.0;  ///< standard errors

class FanDrawing {
  public:
    explicit FanDrawing(const std::vector<FanLine>& lines)
        : lines_(lines),
          across_(0.0, last_time(), left, width - right, Axis::Ends::exact),
          up_(lowest(), highest(), height - bottom, top) {}

    std::string print(const FanTitle& title) const {
        std::string svg = svg::start(title.title, width, height);
        svg += grid(title);
        for (const FanLine& line : lines_) svg += area(line);
        for (const FanLine& line : lines_) svg += stroke(line);
        return svg + legend() + "</svg>\n";
    }

  private:
    const std::vector<FanLine>& lines_;
    Axis across_, up_;

    /// The greatest finite number that `pick` makes of the points; at least 0.
    template <class Pick>
    double greatest(const Pick& pick) const {
        double found = 0.0;
        for (const FanLine& line : lines_)
            for (std::size_t i = 0; i < line.times.size(); ++i)
                if (const double value = pick(line, i); std::isfinite(value)) found = std::max(found, value);
        return found;
    }
    /// The date after which nothing is left.
    double last_time() const {
        return greatest([](const FanLine& line, std::size_t i) {
            const bool is_left = line.values[i] != 0.0 || line.errors[i] != 0.0;
            return is_left || (i > 0 && line.values[i - 1] != 0.0) ? line.times[i] : 0.0;
        });
    }
    double highest() const {
        return greatest(
            [](const FanLine& line, std::size_t i) { return line.values[i] + band * line.errors[i]; });
    }
    double lowest() const {
        return -greatest(
            [](const FanLine& line, std::size_t i) { return band * line.errors[i] - line.values[i]; });
    }

    std::string grid(const FanTitle& title) const {
        std::string svg;
        for (const double tick : up_.ticks()) {
            const double y = up_.place(tick);
            svg += svg::line(tick == 0.0 ? "zero" : "grid", {left, y}, {width - right, y}) +
                   svg::text("end", {left - 6.0, y + 4.0}, brief(tick)) + "\n";
        }
        for (const double tick : across_.ticks())
            svg += svg::text("middle", {across_.place(tick), height - bottom + 16.0}, brief(tick)) + "\n";
        return svg + svg::text("end", {width - right, height - 8.0}, title.horizontal) +
               svg::text("", {4.0, top - 14.0}, title.vertical) + "\n";
    }

    void point(std::string& path, double time, double value) const {
        fmt::format_to(std::back_inserter(path), "{}{:.1f},{:.1f}", path.empty() ? "" : " ",
                       across_.place(time), up_.place(value));
    }

    /// Those that the chart has room for.
    std::size_t points(const FanLine& line) const {
        const double last = across_.highest();
        return static_cast<std::size_t>(std::upper_bound(line.times.begin(), line.times.end(), last) -
                                        line.times.begin());
    }

    std::string area(const FanLine& line) const {
        std::string path;
        for (std::size_t i = 0; i < points(line); ++i)
            point(path, line.times[i], line.values[i] + band * line.errors[i]);
        for (std::size_t i = points(line); i-- > 0;)
            point(path, line.times[i], line.values[i] - band * line.errors[i]);
        return fmt::format("<polygon class=\"band {}\" points=\"{}\"/>\n", line.look, path);
    }

    std::string stroke(const FanLine& line) const {
        std::string path;
        for (std::size_t i = 0; i < points(line); ++i) point(path, line.times[i], line.values[i]);
        return fmt::format("<polyline class=\"line {}\" points=\"{}\"/>\n", line.look, path);
    }

    std::string legend() const {
        std::vector<svg::Entry> entries;
        for (const FanLine& line : lines_) entries.push_back({line.name, line.look});
        return svg::legend(entries, {width - right, top - 14.0});
    }
};

}  // namespace

std::string fan_chart(const FanTitle& title, const std::vector<FanLine>& lines) {
    if (lines.empty()) return "";
    return FanDrawing(lines).print(title);
}

}  // namespace snell
