#include "models/market/ore/quantlib_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ql/time/calendars/australia.hpp>
#include <ql/time/calendars/brazil.hpp>
#include <ql/time/calendars/canada.hpp>
#include <ql/time/calendars/chile.hpp>
#include <ql/time/calendars/china.hpp>
#include <ql/time/calendars/czechrepublic.hpp>
#include <ql/time/calendars/denmark.hpp>
#include <ql/time/calendars/germany.hpp>
#include <ql/time/calendars/hongkong.hpp>
#include <ql/time/calendars/hungary.hpp>
#include <ql/time/calendars/india.hpp>
#include <ql/time/calendars/indonesia.hpp>
#include <ql/time/calendars/japan.hpp>
#include <ql/time/calendars/jointcalendar.hpp>
#include <ql/time/calendars/mexico.hpp>
#include <ql/time/calendars/newzealand.hpp>
#include <ql/time/calendars/norway.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/calendars/poland.hpp>
#include <ql/time/calendars/russia.hpp>
#include <ql/time/calendars/singapore.hpp>
#include <ql/time/calendars/southafrica.hpp>
#include <ql/time/calendars/southkorea.hpp>
#include <ql/time/calendars/sweden.hpp>
#include <ql/time/calendars/switzerland.hpp>
#include <ql/time/calendars/taiwan.hpp>
#include <ql/time/calendars/target.hpp>
#include <ql/time/calendars/thailand.hpp>
#include <ql/time/calendars/turkey.hpp>
#include <ql/time/calendars/unitedkingdom.hpp>
#include <ql/time/calendars/unitedstates.hpp>
#include <ql/time/calendars/weekendsonly.hpp>
#include <ql/time/daycounters/actual360.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/time/daycounters/actualactual.hpp>
#include <ql/time/daycounters/one.hpp>
#include <ql/time/daycounters/simpledaycounter.hpp>
#include <ql/time/daycounters/thirty360.hpp>
#include <ql/utilities/dataparsers.hpp>
#include <stdexcept>

#include "models/market/ore/quotes.h"

namespace snell::ore {
namespace {

/// Capital letters and digits alone, so that "Actual/365 (Fixed)" and "ACT/365F" need few spellings.
std::string bare(const std::string& name) {
    std::string letters;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)))
            letters += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return letters;
}

template <class Value>
const Value& look_up(const std::map<std::string, Value>& table, const std::string& name, const char* what) {
    const auto at = table.find(bare(name));
    if (at == table.end()) throw std::invalid_argument(fmt::format("unknown {} '{}'", what, name));
    return at->second;
}

const std::map<std::string, ql::Calendar>& calendars() {
    using namespace QuantLib;
    static const std::map<std::string, ql::Calendar> table = [] {
        std::map<std::string, ql::Calendar> all;
        const auto add = [&](const ql::Calendar& calendar, const char* names) {
            for (const std::string& name : split(names, ' ')) all.emplace(name, calendar);
        };
        add(TARGET(), "TARGET TGT EUR EU ECB");
        add(UnitedStates(UnitedStates::Settlement), "US USD USA NYB UNITEDSTATES USSETTLEMENT");
        add(UnitedStates(UnitedStates::GovernmentBond), "USGOV USGOVERNMENTBOND GOVT");
        add(UnitedStates(UnitedStates::NYSE), "NYS NYSE USNYSE");
        add(UnitedKingdom(), "UK GB GBP LON LNB UNITEDKINGDOM UKSETTLEMENT");
        add(Switzerland(), "CH CHF CHE ZUB ZRH SWITZERLAND");
        add(Japan(), "JP JPY JPN TKB JAPAN");
        add(Canada(), "CA CAD CAN TRB CANADA");
        add(Australia(), "AU AUD AUS AUSTRALIA");
        add(NewZealand(), "NZ NZD NZL NEWZEALAND");
        add(Denmark(), "DK DKK DEN DNK DENMARK");
        add(Norway(), "NO NOK NOR NORWAY");
        add(Sweden(), "SE SEK SS SWE STO SWEDEN");
        add(Germany(), "DE GER DEU GERMANY");
        add(Singapore(), "SG SGD SGP SINGAPORE");
        add(HongKong(), "HK HKD HKG HONGKONG");
        add(CzechRepublic(), "CZ CZK CZE CZECHREPUBLIC");
        add(Hungary(), "HU HUF HUN HUNGARY");
        add(Poland(), "PL PLN POL POLAND");
        add(Mexico(), "MX MXN MEX MEXICO");
        add(India(), "IN INR IND INDIA");
        add(SouthKorea(SouthKorea::Settlement), "KR KRW KOR SOUTHKOREA");
        add(Russia(), "RU RUB RUS RUSSIA");
        add(SouthAfrica(), "ZA ZAR ZAF SA SOUTHAFRICA");
        add(Turkey(), "TR TRY TUR TURKEY");
        add(Indonesia(), "ID IDR IDN INDONESIA");
        add(Taiwan(), "TW TWD TWN TAIWAN");
        add(China(China::IB), "CN CNY CNH CHN CHINA");
        add(Brazil(Brazil::Settlement), "BR BRL BRA BRAZIL");
        add(Chile(), "CL CLP CHL CHILE");
        add(Thailand(), "TH THB THA THAILAND");
        add(WeekendsOnly(), "WEEKENDSONLY");
        add(NullCalendar(), "NULL NULLCALENDAR");
        return all;
    }();
    return table;
}

}  // namespace

ql::Date to_quantlib(Date date) { return {date.day(), static_cast<ql::Month>(date.month()), date.year()}; }

Date from_quantlib(const ql::Date& date) {
    return {date.year(), static_cast<int>(date.month()), date.dayOfMonth()};
}

ql::Period to_quantlib(Period period) {
    if (period.months != 0 && period.days != 0) throw std::invalid_argument("a period of months and days");
    return period.months != 0 ? ql::Period(period.months, ql::Months) : ql::Period(period.days, ql::Days);
}

ql::Calendar calendar(const std::string& names) {
    std::vector<ql::Calendar> all;
    for (const std::string& name : split(names, ',')) all.push_back(look_up(calendars(), name, "calendar"));
    if (all.empty()) return ql::WeekendsOnly();
    return all.size() == 1 ? all.front() : ql::JointCalendar(all);
}

ql::DayCounter day_counter(const std::string& name) {
    using namespace QuantLib;
    static const std::map<std::string, ql::DayCounter> table = {
        {"A360", Actual360()},
        {"ACT360", Actual360()},
        {"ACTUAL360", Actual360()},
        {"A365", Actual365Fixed()},
        {"A365F", Actual365Fixed()},
        {"ACT365", Actual365Fixed()},
        {"ACT365F", Actual365Fixed()},
        {"ACT365FIXED", Actual365Fixed()},
        {"ACTUAL365FIXED", Actual365Fixed()},
        {"30360", Thirty360(Thirty360::BondBasis)},
        {"T360", Thirty360(Thirty360::USA)},
        {"30360US", Thirty360(Thirty360::USA)},
        {"30E360", Thirty360(Thirty360::EurobondBasis)},
        {"30360EUROBONDBASIS", Thirty360(Thirty360::EurobondBasis)},
        {"30360BONDBASIS", Thirty360(Thirty360::BondBasis)},
        {"ACTACT", ActualActual(ActualActual::ISDA)},
        {"ACTACTISDA", ActualActual(ActualActual::ISDA)},
        {"ACTUALACTUALISDA", ActualActual(ActualActual::ISDA)},
        {"ACTACTISMA", ActualActual(ActualActual::ISMA)},
        {"ACTUALACTUALISMA", ActualActual(ActualActual::ISMA)},
        {"ACTACTAFB", ActualActual(ActualActual::AFB)},
        {"11", OneDayCounter()},
        {"SIMPLE", SimpleDayCounter()},
    };
    return look_up(table, name, "day count");
}

ql::BusinessDayConvention roll(const std::string& name) {
    static const std::map<std::string, ql::BusinessDayConvention> table = {
        {"", ql::Following},          {"F", ql::Following},
        {"FOLLOWING", ql::Following}, {"MF", ql::ModifiedFollowing},
        {"P", ql::Preceding},         {"MODIFIEDFOLLOWING", ql::ModifiedFollowing},
        {"U", ql::Unadjusted},        {"PRECEDING", ql::Preceding},
        {"NONE", ql::Unadjusted},     {"MP", ql::ModifiedPreceding},
        {"INDIFF", ql::Unadjusted},   {"MODIFIEDPRECEDING", ql::ModifiedPreceding},
        {"NEAREST", ql::Nearest},     {"UNADJUSTED", ql::Unadjusted},
    };
    return look_up(table, name, "business day convention");
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
    try {
        return ql::PeriodParser::parse(text);
    } catch (const std::exception&) {
        throw std::invalid_argument(fmt::format("'{}' is no period", text));
    }
}

bool truth(const std::string& text, bool otherwise) {
    const std::string word = bare(text);
    if (word.empty()) return otherwise;
    for (const char* yes : {"Y", "YES", "TRUE", "1"})
        if (word == yes) return true;
    for (const char* no : {"N", "NO", "FALSE", "0"})
        if (word == no) return false;
    throw std::invalid_argument(fmt::format("'{}' is neither true nor false", text));
}

}  // namespace snell::ore
