#include "cli/report_page/svg.h"

#include <fmt/format.h>

namespace snell::svg {

std::string start(const std::string& title, double width, double height) {
    return fmt::format(
        "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {} {}\" aria-label=\"{}\" "
        "xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title>\n",
        width, height, title, title);
}

std::string text(const char* look, Spot at, const std::string& content) {
    const std::string which = *look ? fmt::format(" class=\"{}\"", look) : "";
    return fmt::format("<text{} x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", which, at.x, at.y, content);
}

std::string line(const char* look, Spot from, Spot to) {
    return fmt::format("<line class=\"{}\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", look,
                       from.x, to.x, from.y, to.y);
}

std::string legend(const std::vector<Entry>& entries, Spot end) {
    constexpr double sample = 20.0, gap = 34.0, letter = 7.0, above = 4.0;
    std::string svg;
    double x = end.x;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        x -= gap + letter * static_cast<double>(entry->name.size());
        svg += fmt::format("<polyline class=\"line {}\" points=\"{:.1f},{:.1f} {:.1f},{:.1f}\"/>",
                           entry->look, x, end.y - above, x + sample, end.y - above);
        svg += text("", {x + sample + 4.0, end.y}, entry->name) + "\n";
    }
    return svg;
}

}  // namespace snell::svg
