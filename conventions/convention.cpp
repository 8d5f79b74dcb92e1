#include "conventions/convention.h"

#include <fmt/format.h>

#include <cctype>
#include <map>
#include <ql/time/calendars/all.hpp>
#include <ql/time/daycounters/all.hpp>
#include <ql/utilities/dataparsers.hpp>

#include "core/closest.h"
#include "core/error.h"

namespace snell {
namespace {

namespace ql = QuantLib;

constexpr int epoch_serial = 25569;  ///< QuantLib's number of 1970-01-01

using Calendars = std::map<std::string, ql::Calendar, std::less<>>;

void add(Calendars& all, std::initializer_list<const char*> names, const ql::Calendar& calendar) {
    for (const char* name : names) all.emplace(name, calendar);
}

void add_europe(Calendars& all) {
    add(all, {"TARGET", "TGT", "EUR", "EUTA"}, ql::TARGET());
    add(all, {"UK", "GB", "GBP", "GBLO", "GBR", "GBX", "LNB", "UK settlement"},
        ql::UnitedKingdom(ql::UnitedKingdom::Settlement));
    add(all, {"London stock exchange", "XLON"}, ql::UnitedKingdom(ql::UnitedKingdom::Exchange));
    add(all, {"Switzerland", "CH", "CHE", "CHF", "CHZU", "ZUB"}, ql::Switzerland());
    add(all, {"Denmark", "DK", "DKK", "DEN", "DNK"}, ql::Denmark());
    add(all, {"Norway", "NO", "NOK", "NOR"}, ql::Norway());
    add(all, {"Sweden", "SE", "SEK", "SEST", "SS", "SWE"}, ql::Sweden());
    add(all, {"Finland", "FI", "FIN"}, ql::Finland());
    add(all, {"Poland", "PL", "PLN", "POL"}, ql::Poland());
    add(all, {"Hungary", "HU", "HUF", "HUN"}, ql::Hungary());
    add(all, {"CZ", "CZK", "CZE"}, ql::CzechRepublic());
    add(all, {"Romania", "RO", "RON", "ROU"}, ql::Romania());
    add(all, {"FR", "FRF", "French settlement"}, ql::France(ql::France::Settlement));
    add(all, {"DE", "DEU", "FRA", "German settlement"}, ql::Germany(ql::Germany::Settlement));
    add(all, {"XFRA", "Frankfurt stock exchange"}, ql::Germany(ql::Germany::FrankfurtStockExchange));
    add(all, {"Xetra", "XETR"}, ql::Germany(ql::Germany::Xetra));
    add(all, {"Eurex"}, ql::Germany(ql::Germany::Eurex));
    add(all, {"IT", "ITA", "ITL", "Italian settlement"}, ql::Italy(ql::Italy::Settlement));
    add(all, {"Austria", "AT", "AUT", "ATS", "Austrian settlement"}, ql::Austria(ql::Austria::Settlement));
    add(all, {"TR", "TRY", "TUR", "Turkey"}, ql::Turkey());
    add(all, {"RU", "RUB", "RUS"}, ql::Russia(ql::Russia::Settlement));
    add(all, {"IS", "ISK", "ISL"}, ql::Iceland());
    add(all, {"UA", "UAH", "UKR"}, ql::Ukraine());
}

void add_americas(Calendars& all) {
    using ql::UnitedStates;
    add(all, {"US", "USD", "USA", "US-SET", "US settlement", "USNY", "NYB"},
        UnitedStates(UnitedStates::Settlement));
    add(all, {"US-GOV", "US government bond market"}, UnitedStates(UnitedStates::GovernmentBond));
    add(all, {"US-NYSE", "XNYS", "New York stock exchange"}, UnitedStates(UnitedStates::NYSE));
    add(all, {"US-FED", "Federal Reserve Bankwire System"}, UnitedStates(UnitedStates::FederalReserve));
    add(all, {"US with Libor impact"}, UnitedStates(UnitedStates::LiborImpact));
    add(all, {"US-NERC"}, UnitedStates(UnitedStates::NERC));
    add(all, {"Canada", "CA", "CAD", "CAN", "CATO", "TRB"}, ql::Canada(ql::Canada::Settlement));
    add(all, {"TSX", "XTSE"}, ql::Canada(ql::Canada::TSX));
    add(all, {"Brazil", "BR", "BRL", "BRA"}, ql::Brazil(ql::Brazil::Settlement));
    add(all, {"MX", "MXN", "MEX"}, ql::Mexico());
    add(all, {"AR", "ARS", "ARG"}, ql::Argentina());
    add(all, {"CL", "CLP", "CHL"}, ql::Chile());
}

void add_other_continents(Calendars& all) {
    add(all, {"Japan", "JP", "JPY", "JPN", "JPTO", "TKB"}, ql::Japan());
    add(all, {"Australia", "AU", "AUD", "AUS", "SYB"}, ql::Australia());
    add(all, {"New Zealand", "NZ", "NZD", "NZL"}, ql::NewZealand());
    add(all, {"CN", "CNY", "CNH", "CHN"}, ql::China(ql::China::SSE));
    add(all, {"CN-IB", "China inter bank market"}, ql::China(ql::China::IB));
    add(all, {"HK", "HKD", "HKG"}, ql::HongKong());
    add(all, {"SG", "SGD", "SGP"}, ql::Singapore());
    add(all, {"KR", "KRW", "KOR", "South-Korean settlement"}, ql::SouthKorea(ql::SouthKorea::Settlement));
    add(all, {"IN", "INR", "IND"}, ql::India());
    add(all, {"ID", "IDR", "IDN"}, ql::Indonesia());
    add(all, {"TH", "THA", "THB"}, ql::Thailand());
    add(all, {"TW", "TWD", "TWN"}, ql::Taiwan());
    add(all, {"IL", "ILA", "ILS", "ILX", "ISR"}, ql::Israel(ql::Israel::Settlement));
    add(all, {"SAR", "SAU", "Tadawul"}, ql::SaudiArabia());
    add(all, {"South Africa", "SA", "ZA", "ZAC", "ZAF", "ZAR", "ZAX"}, ql::SouthAfrica());
    add(all, {"Botswana", "BW", "BWP", "BWA"}, ql::Botswana());
    add(all, {"WeekendsOnly", "weekends only"}, ql::WeekendsOnly());
    add(all, {"NullCalendar", "Null"}, ql::NullCalendar());
}

const Calendars& calendars() {
    static const Calendars all = [] {
        Calendars made;
        add_europe(made);
        add_americas(made);
        add_other_continents(made);
        return made;
    }();
    return all;
}

template <class Map>
std::string nearest(const Map& all, const std::string& name) {
    std::vector<std::string_view> known;
    for (const auto& [key, value] : all) known.push_back(key);
    return suggestion(name, known);
}

/// The value of a name as it is written, or else as its bare spelling; null where there is none.
template <class Value>
const Value* find_name(const std::map<std::string, Value, std::less<>>& all, const std::string& name) {
    if (const auto at = all.find(name); at != all.end()) return &at->second;
    for (const auto& [key, value] : all)
        if (!name.empty() && bare_name(key) == bare_name(name)) return &value;
    return nullptr;
}

std::string trimmed(const std::string& name) {
    const std::size_t first = name.find_first_not_of(" \t\n\r");
    return first == name.npos ? "" : name.substr(first, name.find_last_not_of(" \t\n\r") - first + 1);
}

ql::Calendar one_calendar(const std::string& name) {
    if (const ql::Calendar* found = find_name(calendars(), name)) return *found;
    throw TermsFault{"E452", "Calendar", fmt::format("there is no calendar '{}'", name),
                     nearest(calendars(), name)};
}

using DayCounters = std::map<std::string, ql::DayCounter, std::less<>>;

DayCounters make_day_counters() {
    using ql::ActualActual;
    using ql::Thirty360;
    DayCounters all;
    const auto put = [&](std::initializer_list<const char*> names, const ql::DayCounter& counter) {
        for (const char* name : names) all.emplace(name, counter);
    };
    put({"A360", "Actual/360", "ACT/360", "Act/360"}, ql::Actual360());
    put({"A360 (Incl Last)", "Actual/360 (Incl Last)", "ACT/360 (Incl Last)"}, ql::Actual360(true));
    put({"A365", "A365F", "Actual/365 (Fixed)", "Actual/365 (fixed)", "ACT/365.FIXED", "ACT/365", "Act/365"},
        ql::Actual365Fixed());
    put({"Act/365 (NL)", "NL/365", "Actual/365 (No Leap)"}, ql::Actual365Fixed(ql::Actual365Fixed::NoLeap));
    put({"T360", "30/360", "30/360 US", "30/360 (US)", "30U/360", "30US/360"}, Thirty360(Thirty360::USA));
    put({"30/360 (Bond Basis)"}, Thirty360(Thirty360::BondBasis));
    put({"30/360 NASD"}, Thirty360(Thirty360::NASD));
    put({"30E/360", "30E/360 (Eurobond Basis)", "30/360 AIBD (Euro)", "30E/360.ICMA", "30E/360 ICMA"},
        Thirty360(Thirty360::European));
    put({"30E/360E", "30E/360.ISDA", "30E/360 ISDA", "30/360 German", "30/360 (German)"},
        Thirty360(Thirty360::German));
    put({"30/360 Italian", "30/360 (Italian)"}, Thirty360(Thirty360::Italian));
    put({"ActActISDA", "ACT/ACT.ISDA", "Actual/Actual (ISDA)", "ActualActual (ISDA)", "ACT/ACT", "Act/Act",
         "ACT"},
        ActualActual(ActualActual::ISDA));
    put({"ActActISMA", "Actual/Actual (ISMA)", "ActualActual (ISMA)", "ACT/ACT.ISMA", "ActActICMA",
         "Actual/Actual (ICMA)", "ActualActual (ICMA)", "ACT/ACT.ICMA"},
        ActualActual(ActualActual::ISMA));
    put({"ActActAFB", "ACT/ACT.AFB", "Actual/Actual (AFB)"}, ActualActual(ActualActual::AFB));
    put({"1/1"}, ql::OneDayCounter());
    put({"Simple"}, ql::SimpleDayCounter());
    put({"A364", "Actual/364", "Act/364", "ACT/364"}, ql::Actual364());
    return all;
}

}  // namespace

QuantLib::Date to_quantlib(Date date) {
    return QuantLib::Date(static_cast<ql::Date::serial_type>(date - Date()) + epoch_serial);
}

Date from_quantlib(const QuantLib::Date& date) {
    return Date() + static_cast<int>(date.serialNumber() - epoch_serial);
}

QuantLib::Calendar find_calendar(const std::string& name) {
    if (name.empty()) return ql::NullCalendar();
    if (name.find(',') == std::string::npos) return one_calendar(trimmed(name));
    std::vector<ql::Calendar> parts;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t comma = std::min(name.find(',', at), name.size());
        parts.push_back(one_calendar(trimmed(name.substr(at, comma - at))));
        at = comma + 1;
    }
    return ql::JointCalendar(parts);
}

std::string bare_name(const std::string& name) {
    std::string letters;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)))
            letters += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return letters;
}

bool has_calendar(const std::string& name) { return calendars().contains(name); }

QuantLib::DayCounter find_day_counter(const std::string& name) {
    static const DayCounters all = make_day_counters();
    if (const ql::DayCounter* found = find_name(all, trimmed(name))) return *found;
    throw TermsFault{"E453", "DayCounter", fmt::format("there is no day count '{}'", name),
                     nearest(all, name)};
}

QuantLib::BusinessDayConvention find_roll(const std::string& name, QuantLib::BusinessDayConvention fallback) {
    static const std::map<std::string, ql::BusinessDayConvention, std::less<>> all = {
        {"F", ql::Following},
        {"Following", ql::Following},
        {"MF", ql::ModifiedFollowing},
        {"ModifiedFollowing", ql::ModifiedFollowing},
        {"MODIFIEDF", ql::ModifiedFollowing},
        {"MODFOLLOWING", ql::ModifiedFollowing},
        {"P", ql::Preceding},
        {"Preceding", ql::Preceding},
        {"MP", ql::ModifiedPreceding},
        {"ModifiedPreceding", ql::ModifiedPreceding},
        {"MODIFIEDP", ql::ModifiedPreceding},
        {"U", ql::Unadjusted},
        {"Unadjusted", ql::Unadjusted},
        {"INDIFF", ql::Unadjusted},
        {"NONE", ql::Unadjusted},
        {"NEAREST", ql::Nearest},
        {"HMMF", ql::HalfMonthModifiedFollowing},
        {"HalfMonthModifiedFollowing", ql::HalfMonthModifiedFollowing},
    };
    if (trimmed(name).empty()) return fallback;
    if (const ql::BusinessDayConvention* found = find_name(all, trimmed(name))) return *found;
    throw TermsFault{"E454", "Convention", fmt::format("there is no business day convention '{}'", name),
                     nearest(all, name)};
}

QuantLib::Period find_tenor(const std::string& name) {
    try {
        return ql::PeriodParser::parse(name);
    } catch (const std::exception&) {
        throw TermsFault{"E455", "Tenor", fmt::format("'{}' is no period", name), "Write 6M, 1Y, 2W or 1D"};
    }
}

}  // namespace snell
