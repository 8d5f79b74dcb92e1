#include "cli/report_page/markup.h"

#include <fmt/format.h>

#include <cmath>

#include "core/visible.h"

namespace snell {
namespace {

std::string_view reference(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

/// Digits before the point in groups of three.
std::string grouped(std::string text) {
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    std::size_t end = text.find_first_not_of("0123456789", first);
    if (end == std::string::npos) end = text.size();
    for (std::size_t at = end; at > first + 3;) text.insert(at -= 3, "\xE2\x80\xAF");
    if (first == 1) text.replace(0, 1, "\xE2\x88\x92");
    return text;
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string markup;
    for (const std::string_view character : visible_characters(text)) {
        const std::string_view known = character.size() == 1 ? reference(character[0]) : std::string_view();
        markup += known.empty() ? character : known;
    }
    return markup;
}

std::string short_name(std::string_view name, std::size_t longest) { return escaped(visible(name, longest)); }

std::string named(std::string_view name) { return fmt::format("<bdi>{}</bdi>", short_name(name)); }

std::string printed(const Estimate& estimate) {
    if (estimate.paths == 0) return printed(estimate.value);
    const std::string text = print(estimate);
    const std::size_t sign = text.find(" +- ");
    if (sign == std::string::npos) return text;
    return grouped(text.substr(0, sign)) + " \xC2\xB1 " + grouped(text.substr(sign + 4));
}

std::string printed(double amount) {
    return grouped(fmt::format("{:.{}f}", amount, std::abs(amount) < 1e6 ? 2 : 0));
}

std::string printed(std::int64_t count) { return grouped(std::to_string(count)); }

std::string brief(double amount) {
    struct Scale {
        double unit;
        const char* sign;
    };
    for (const Scale scale : {Scale{1e12, "T"}, Scale{1e9, "B"}, Scale{1e6, "M"}, Scale{1e3, "k"}})
        if (std::abs(amount) >= scale.unit) return fmt::format("{:.4g}{}", amount / scale.unit, scale.sign);
    return fmt::format("{:.4g}", amount);
}

MarkupTable::MarkupTable(std::vector<std::string> head, Columns columns)
    : class_(columns == Columns::numbers ? "numbers" : "texts") {
    for (const std::string& cell : head) head_ += fmt::format("<th scope=\"col\">{}</th>", cell);
}

void MarkupTable::add(const std::vector<std::string>& cells) {
    body_ += "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i)
        body_ += i == 0 ? fmt::format("<th scope=\"row\">{}</th>", cells[i])
                        : fmt::format("<td>{}</td>", cells[i]);
    body_ += "</tr>\n";
}

std::string MarkupTable::print(const std::string& caption) const {
    return fmt::format(
        "<div class=\"wide\"><table "
        "class=\"{}\"><caption>{}</caption><thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>"
        "</table></div>\n",
        class_, caption, head_, body_);
}

}  // namespace snell
