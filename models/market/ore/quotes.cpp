#include "models/market/ore/quotes.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "core/error.h"
#include "models/market/ore/read.h"

namespace snell {
namespace ore {
namespace {

constexpr std::string_view gaps = " \t\r,;";
constexpr std::size_t most_complaints = 100;

std::vector<std::string_view> words(std::string_view line) {
    std::vector<std::string_view> found;
    for (std::size_t from = line.find_first_not_of(gaps); from != line.npos;) {
        const std::size_t to = std::min(line.find_first_of(gaps, from), line.size());
        found.push_back(line.substr(from, to - from));
        from = line.find_first_not_of(gaps, to);
    }
    return found;
}

std::optional<double> number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

/// The line's quote; throws std::invalid_argument that says what is wrong.
QuoteLine read_line(const std::vector<std::string_view>& found) {
    if (found.size() != 3)
        throw std::invalid_argument(fmt::format("{} words where date, key and value belong", found.size()));
    const auto value = number(found[2]);
    if (!value) throw std::invalid_argument(fmt::format("'{}' is no number", found[2].substr(0, 40)));
    return {parse_day(found[0]), std::string(found[1]), *value};
}

}  // namespace

void refuse(const Place& place, const std::string& text) {
    throw Fault{place.source ? print(place) + ": " + text : text};
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    constexpr std::string_view blanks = " \t\r\n";
    std::size_t from = 0;
    while (from <= text.size()) {
        const std::size_t to = std::min(text.find(separator, from), text.size());
        const std::string_view part = std::string_view(text).substr(from, to - from);
        if (const std::size_t first = part.find_first_not_of(blanks); first != part.npos)
            parts.emplace_back(part.substr(first, part.find_last_not_of(blanks) - first + 1));
        from = to + 1;
    }
    return parts;
}

Date parse_day(std::string_view text) {
    if (text.size() == 8 && text.find_first_not_of("0123456789") == text.npos)
        return Date::parse(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)));
    return Date::parse(text);
}

void for_each_quote(const std::string& file, const std::function<void(QuoteLine)>& take) {
    std::error_code ignored;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file, ignored))
        throw InputError(
            Diagnostic{"E401", file, fmt::format("cannot be read ({})", std::strerror(errno)), ""});
    std::vector<Diagnostic> wrong;
    std::size_t more = 0;
    std::string line;
    for (int at = 1; std::getline(stream, line); ++at) {
        const auto found = words(line);
        if (found.empty() || found[0].starts_with('#')) continue;
        try {
            take(read_line(found));
        } catch (const std::invalid_argument& why) {
            if (wrong.size() < most_complaints)
                wrong.push_back(
                    {"E411", fmt::format("{}:{}", file, at), why.what(), "Write: date key value"});
            else
                ++more;
        }
    }
    if (more > 0) wrong.push_back({"E411", file, fmt::format("{} more lines are wrong", more), ""});
    if (!wrong.empty()) throw InputError(std::move(wrong));
}

Quotes::Quotes(const std::string& file, Date today) {
    for_each_quote(file, [&](QuoteLine line) {
        if (line.day == today) quotes_[std::move(line.key)] = line.value;
    });
}

const double* Quotes::find(const std::string& key) const {
    const auto at = quotes_.find(key);
    return at == quotes_.end() ? nullptr : &at->second;
}

double Quotes::at(const std::string& key, const Place& asker) const {
    if (const double* found = find(key)) return *found;
    refuse(asker, fmt::format("the market has no quote '{}' of today", key));
}

std::vector<std::string> Quotes::keys(const std::string& prefix) const {
    std::vector<std::string> found;
    for (auto at = quotes_.lower_bound(prefix); at != quotes_.end() && at->first.starts_with(prefix); ++at)
        found.push_back(at->first);
    return found;
}

}  // namespace ore

Fixings read_ore_fixings(const std::string& file) {
    Fixings fixings;
    ore::for_each_quote(file, [&](ore::QuoteLine line) { fixings.add(line.key, line.day, line.value); });
    return fixings;
}

}  // namespace snell
