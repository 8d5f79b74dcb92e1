#include "cli/report_page/shell.h"

#include <fmt/format.h>

#include "cli/report_page/style.h"

namespace snell {

std::string page_start(const std::string& title, const std::string& heading) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>{}{}</style>\n"
        "</head>\n<body>\n<main>\n<h1>{}</h1>\n",
        title, chart_style, page_style, heading);
}

std::string page_end() { return "</main>\n</body>\n</html>\n"; }

std::string page_section(const std::string& id, const std::string& title, const std::string& content) {
    if (content.empty()) return "";
    return fmt::format("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", id, title, content);
}

std::string figure(const std::string& chart) {
    return chart.empty() ? "" : fmt::format("<figure>{}</figure>\n", chart);
}

std::string standing_alone(std::string svg) {
    svg.insert(svg.find('>') + 1, fmt::format("<style>{}</style>", chart_style));
    return svg;
}

std::string folded(const std::string& summary, const std::string& content) {
    return fmt::format("<details><summary>{}</summary>\n{}</details>\n", summary, content);
}

}  // namespace snell
