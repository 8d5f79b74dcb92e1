#include "cli/xva/exposure_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "models/market/ore/quantlib_names.h"

namespace snell {
namespace {

constexpr int most_dates = 100'000;

std::vector<std::string> words_of(const std::string& grid) {
    std::vector<std::string> words(1);
    for (const char c : grid) {
        if (c == ',')
            words.emplace_back();
        else if (c != ' ' && c != '\t' && c != '\n')
            words.back() += c;
    }
    return words;
}

/// The number of dates of "81,3M"; 0 for a list.
int count_of(const std::vector<std::string>& words) {
    if (words.size() != 2) return 0;
    int count = 0;
    const char* const end = words[0].data() + words[0].size();
    if (std::from_chars(words[0].data(), end, count).ptr != end || words[0].empty()) return 0;
    if (count < 1 || count > most_dates)
        throw std::invalid_argument(
            fmt::format("a grid of {} dates (1 to {} are possible)", count, most_dates));
    return count;
}

}  // namespace

std::vector<Date> exposure_grid(const std::string& grid, const std::vector<std::string>& calendars,
                                Date today) {
    const std::vector<std::string> words = words_of(grid);
    const QuantLib::Calendar calendar = ore::calendar(fmt::format("{}", fmt::join(calendars, ",")));
    const QuantLib::Date start = ore::to_quantlib(today);
    std::vector<Date> dates;
    const auto add = [&](const QuantLib::Date& date) {
        dates.push_back(ore::from_quantlib(calendar.adjust(date, QuantLib::Following)));
    };
    if (const int count = count_of(words)) {
        const QuantLib::Period step = ore::period(words[1]);
        for (int i = 1; i <= count; ++i) add(start + i * step);
    } else {
        for (const std::string& word : words)
            add(word.find('-') == std::string::npos ? start + ore::period(word)
                                                    : ore::to_quantlib(Date::parse(word)));
    }
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
    if (dates.front() <= today)
        throw std::invalid_argument(
            fmt::format("the grid's date {} is not after today", print(dates.front())));
    return dates;
}

}  // namespace snell
