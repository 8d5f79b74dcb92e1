#include "cli/report_page/markup.h"

#include <fmt/format.h>

#include <cmath>

namespace snell {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Length of the UTF-8 sequence at the front of the text; 0 where it is not valid.
std::size_t sequence(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;  // longer than it must be
    if (lead == 0xED && byte(1) > 0x9F) return 0;  // half of a pair of UTF-16
    if (lead == 0xF0 && byte(1) < 0x90) return 0;  // longer than it must be
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;  // beyond Unicode
    return length;
}

char32_t code_point(std::string_view sequence) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(sequence[i]));
    };
    switch (sequence.size()) {
        case 1:
            return byte(0);
        case 2:
            return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        case 3:
            return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        default:
            return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    }
}

/// Nothing that a reader would see, or that moves what he sees.
bool is_hidden(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
           (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

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

/// The characters as they may be shown, each as markup.
std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> shown;
    while (!text.empty()) {
        const std::size_t length = sequence(text);
        const std::string_view one = text.substr(0, std::max<std::size_t>(length, 1));
        if (length == 0 || is_hidden(code_point(one)))
            shown.emplace_back(replacement);
        else if (const std::string_view known = length == 1 ? reference(one[0]) : std::string_view();
                 !known.empty())
            shown.emplace_back(known);
        else
            shown.emplace_back(one);
        text.remove_prefix(one.size());
    }
    return shown;
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
    for (const std::string& character : characters(text)) markup += character;
    return markup;
}

std::string short_name(std::string_view name, std::size_t longest) {
    const std::vector<std::string> all = characters(name);
    std::string markup;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all.size() > longest && i == longest / 2) {
            markup += "\xE2\x80\xA6";
            i = all.size() - (longest - longest / 2 - 1);
        }
        markup += all[i];
    }
    return markup;
}

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
