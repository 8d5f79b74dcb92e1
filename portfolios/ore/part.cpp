#include "portfolios/ore/part.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <stdexcept>

#include "core/faults.h"

namespace snell {

Date parse_ore_date(const std::string& text) {
    const bool is_compact = text.size() == 8 && text.find_first_not_of("0123456789") == std::string::npos;
    if (!is_compact) return Date::parse(text);
    return Date::parse(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
}

void OrePart::fail(const std::string& code, const std::string& problem, const std::string& remedy) const {
    throw NodeFault{code, element_->place(), path_ + ": " + problem, remedy};
}

std::optional<OrePart> OrePart::child(std::string_view name) const {
    const XmlElement* found = element_->child(name);
    if (!found) return std::nullopt;
    return OrePart(*found, path_ + "/" + std::string(name));
}

OrePart OrePart::need(std::string_view name) const {
    auto found = child(name);
    if (!found) fail("E450", fmt::format("{} is missing", name));
    return *found;
}

std::vector<OrePart> OrePart::children(std::string_view name) const {
    std::vector<OrePart> parts;
    for (const XmlElement* each : element_->children(name))
        parts.emplace_back(*each, path_ + "/" + each->name());
    return parts;
}

std::string OrePart::need_text(std::string_view name) const {
    const OrePart found = need(name);
    if (found.text().empty()) found.fail("E450", "the element is empty");
    return found.text();
}

Date OrePart::as_date() const {
    try {
        return parse_ore_date(text());
    } catch (const std::invalid_argument& problem) {
        fail("E451", problem.what(), "Write 2016-03-01 or 20160301");
    }
}

double OrePart::as_number() const {
    double value = 0.0;
    const char* end = text().data() + text().size();
    const auto [stop, error] = std::from_chars(text().data() + (text().starts_with('+') ? 1 : 0), end, value);
    if (error != std::errc() || stop != end || !std::isfinite(value))
        fail("E451", fmt::format("'{}' is no number", text()));
    return value;
}

Date OrePart::need_date(std::string_view name) const { return need(name).as_date(); }
double OrePart::need_number(std::string_view name) const { return need(name).as_number(); }

std::optional<Date> OrePart::date(std::string_view name) const {
    const auto found = child(name);
    if (!found || found->text().empty()) return std::nullopt;
    return found->as_date();
}

std::optional<double> OrePart::number(std::string_view name) const {
    const auto found = child(name);
    if (!found || found->text().empty()) return std::nullopt;
    return found->as_number();
}

std::optional<int> OrePart::whole(std::string_view name) const {
    const auto value = number(name);
    if (value && (*value != std::floor(*value) || std::abs(*value) > 1e6))
        need(name).fail("E451", fmt::format("'{}' is no whole number", text(name)));
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

bool OrePart::truth(std::string_view name, Truth fallback) const {
    const std::string value = text(name);
    if (value.empty()) return fallback == Truth::yes;
    for (const char* yes : {"true", "True", "TRUE", "Y", "YES", "Yes", "1"})
        if (value == yes) return true;
    for (const char* no : {"false", "False", "FALSE", "N", "NO", "No", "0"})
        if (value == no) return false;
    need(name).fail("E451", fmt::format("'{}' is neither true nor false", value));
}

bool OrePart::says(std::string_view name, std::string_view yes, std::string_view no) const {
    const std::string value = need_text(name);
    if (value == yes || value == no) return value == yes;
    need(name).fail("E451", fmt::format("'{}' is neither {} nor {}", value, yes, no));
}

void OrePart::disregard(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
        if (const XmlElement* found = element_->child(name)) found->disregard();
}

}  // namespace snell
