#include "models/market/ore/quantlib_names.h"

#include <fmt/format.h>

#include <map>
#include <ql/time/calendars/weekendsonly.hpp>
#include <stdexcept>

#include "core/error.h"

namespace snell::ore {
namespace {

template <class Value>
const Value& look_up(const std::map<std::string, Value>& table, const std::string& name, const char* what) {
    const auto at = table.find(bare_name(name));
    if (at == table.end()) throw std::invalid_argument(fmt::format("unknown {} '{}'", what, name));
    return at->second;
}

/// What a look-up finds, its fault told as the parsers of this folder tell theirs.
template <class Find>
auto found_by(Find find) {
    try {
        return find();
    } catch (const TermsFault& fault) {
        throw std::invalid_argument(fault.problem);
    }
}

}  // namespace

ql::Period to_quantlib(Period period) {
    if (period.months != 0 && period.days != 0) throw std::invalid_argument("a period of months and days");
    return period.months != 0 ? ql::Period(period.months, ql::Months) : ql::Period(period.days, ql::Days);
}

ql::Calendar calendar(const std::string& names) {
    if (names.empty()) return ql::WeekendsOnly();
    return found_by([&] { return find_calendar(names); });
}

ql::DayCounter day_counter(const std::string& name) {
    return found_by([&] { return find_day_counter(name); });
}

ql::BusinessDayConvention roll(const std::string& name) {
    return found_by([&] { return find_roll(name, ql::Following); });
}

ql::Frequency frequency(const std::string& name) {
    static const std::map<std::string, ql::Frequency> table = {
        {"Z", ql::Once},          {"ONCE", ql::Once},           {"A", ql::Annual},
        {"ANNUAL", ql::Annual},   {"S", ql::Semiannual},        {"SEMIANNUAL", ql::Semiannual},
        {"Q", ql::Quarterly},     {"QUARTERLY", ql::Quarterly}, {"M", ql::Monthly},
        {"MONTHLY", ql::Monthly}, {"B", ql::Bimonthly},         {"BIMONTHLY", ql::Bimonthly},
        {"W", ql::Weekly},        {"WEEKLY", ql::Weekly},       {"D", ql::Daily},
        {"DAILY", ql::Daily},     {"L", ql::EveryFourthWeek},   {"LUNARMONTH", ql::EveryFourthWeek},
    };
    return look_up(table, name, "frequency");
}

ql::Compounding compounding(const std::string& name) {
    static const std::map<std::string, ql::Compounding> table = {
        {"", ql::Continuous},
        {"CONTINUOUS", ql::Continuous},
        {"COMPOUNDED", ql::Compounded},
        {"SIMPLE", ql::Simple},
        {"SIMPLETHENCOMPOUNDED", ql::SimpleThenCompounded},
    };
    return look_up(table, name, "compounding");
}

ql::DateGeneration::Rule rule(const std::string& name) {
    using Rule = ql::DateGeneration;
    static const std::map<std::string, ql::DateGeneration::Rule> table = {
        {"", Rule::Backward},
        {"BACKWARD", Rule::Backward},
        {"FORWARD", Rule::Forward},
        {"ZERO", Rule::Zero},
        {"CDS", Rule::CDS},
        {"CDS2015", Rule::CDS2015},
        {"OLDCDS", Rule::OldCDS},
        {"TWENTIETH", Rule::Twentieth},
        {"THIRDWEDNESDAY", Rule::ThirdWednesday},
        {"TWENTIETHIMM", Rule::TwentiethIMM},
    };
    return look_up(table, name, "schedule rule");
}

ql::Period period(const std::string& text) {
    return found_by([&] { return find_tenor(text); });
}

bool truth(const std::string& text, bool otherwise) {
    const std::string word = bare_name(text);
    if (word.empty()) return otherwise;
    for (const char* yes : {"Y", "YES", "TRUE", "1"})
        if (word == yes) return true;
    for (const char* no : {"N", "NO", "FALSE", "0"})
        if (word == no) return false;
    throw std::invalid_argument(fmt::format("'{}' is neither true nor false", text));
}

}  // namespace snell::ore
