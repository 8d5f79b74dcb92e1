#include "core/schedule.h"

#include <cstdio>
#include <stdexcept>
#include <string>

namespace snell {
namespace {

constexpr int most_times = 100000;
constexpr Years same_time = 1e-6;  // half a minute: a period that ends so near to the end of all ends there

std::string text_of(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.12g", number);
    return text;
}

void check_count(std::size_t count) {
    if (count > most_times)
        throw std::invalid_argument("a schedule of more than " + std::to_string(most_times) +
                                    " times (is the period too short, or the end too far?)");
}

void check_period(Period every) {
    if (every.months < 0 || every.days < 0 || (every.months == 0) == (every.days == 0))
        throw std::invalid_argument("a period of " + std::to_string(every.months) + " months and " +
                                    std::to_string(every.days) + " days (it takes one of the two, above 0)");
}

}  // namespace

Period Period::parse(std::string_view text) {
    int count = 0;
    std::size_t i = 0;
    for (; i < text.size() && i < 5 && text[i] >= '0' && text[i] <= '9'; ++i)
        count = count * 10 + (text[i] - '0');
    if (count > 0 && i + 1 == text.size()) switch (text[i]) {
            case 'D':
            case 'd':
                return {0, count};
            case 'W':
            case 'w':
                return {0, 7 * count};
            case 'M':
            case 'm':
                return {count, 0};
            case 'Y':
            case 'y':
                return {12 * count, 0};
        }
    throw std::invalid_argument("'" + std::string(text) +
                                "' is not a period: write a number and D, W, M or Y, as in 3M");
}

Period Period::parse_lag(std::string_view text) {
    const bool nothing = text.size() == 2 && text[0] == '0' && parse(std::string{'1', text[1]}) != Period{};
    return nothing ? Period{} : parse(text);
}

Date advance(Date start, Period period, int count) {
    return add_months(start, period.months * count) + period.days * count;
}

std::vector<Years> schedule(std::vector<Years> times) {
    if (times.empty()) throw std::invalid_argument("a schedule without times (it takes at least one)");
    check_count(times.size());
    Years last = 0.0;
    for (Years t : times) {
        if (!(t > 0.0)) throw std::invalid_argument("time " + text_of(t) + " is not after today (0)");
        if (!(t > last))
            throw std::invalid_argument("time " + text_of(t) + " is not after " + text_of(last) +
                                        ", the one before it (times must increase)");
        if (!(t - t == 0.0)) throw std::invalid_argument("time " + text_of(t) + " is not finite");
        last = t;
    }
    return times;
}

std::vector<Years> schedule(int count, Years end) {
    if (count < 1)
        throw std::invalid_argument("a schedule of " + std::to_string(count) +
                                    " times (it takes at least one)");
    check_count(static_cast<std::size_t>(count));
    std::vector<Years> times;
    for (int i = 1; i <= count; ++i) times.push_back(i < count ? end * i / count : end);
    return schedule(std::move(times));
}

std::vector<Years> schedule(Period every, Years from, Years to) {
    check_period(every);
    if (!(to > from))
        throw std::invalid_argument("end " + text_of(to) + " is not after start " + text_of(from));
    std::vector<Years> times;
    const double units = every.months ? every.months : every.days, per_year = every.months ? 12.0 : 365.0;
    for (int i = 1; from + i * units / per_year < to - same_time; ++i) {
        times.push_back(from + i * units / per_year);
        check_count(times.size());
    }
    times.push_back(to);
    return schedule(std::move(times));
}

std::vector<Years> schedule(Period every, Date from, Date to, Date today) {
    check_period(every);
    if (!(to > from)) throw std::invalid_argument("end " + print(to) + " is not after start " + print(from));
    std::vector<Years> times;
    const auto add = [&](Date date) {
        if (!(date > today))
            throw std::invalid_argument("date " + print(date) + " is not after today (" + print(today) + ")");
        times.push_back(year_fraction(today, date));
        check_count(times.size());
    };
    int i = 1;
    for (Date date = advance(from, every, i); date < to; date = advance(from, every, ++i)) add(date);
    add(to);
    return schedule(std::move(times));
}

}  // namespace snell
