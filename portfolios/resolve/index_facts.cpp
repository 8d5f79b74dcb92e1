#include "portfolios/resolve/index_facts.h"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "core/closest.h"
#include "core/error.h"

namespace snell {
namespace {

/// A family of indices, of any tenor, or an overnight index.
struct Family {
    const char* name;
    const char* calendar;
    const char* value_calendar;
    int fixing_days;
    bool end_of_month;
    const char* day_counter;
    const char* convention = "MF";  ///< of deposits of months
};

/// As ORE 1.8.17 has them where its conventions do not define them anew.
constexpr Family term_families[] = {
    {"EUR-EURIBOR", "TARGET", "", 2, true, "A360"},
    {"EUR-LIBOR", "TARGET", "", 2, true, "A360"},
    {"USD-LIBOR", "XLON", "XLON,US with Libor impact", 2, true, "A360"},
    {"GBP-LIBOR", "XLON", "", 0, true, "A365"},
    {"CHF-LIBOR", "XLON", "XLON,CHF", 2, true, "A360"},
    {"JPY-LIBOR", "XLON", "XLON,JPY", 2, true, "A360"},
    {"JPY-TIBOR", "JPY", "", 2, false, "A365"},
    {"CAD-CDOR", "CAD", "", 0, false, "A365"},
    {"AUD-BBSW", "AUD", "", 0, true, "A365", "HMMF"},
    {"NZD-BKBM", "NZD", "", 2, false, "ACT/ACT"},
    {"SEK-STIBOR", "SEK", "", 2, false, "A360"},
    {"NOK-NIBOR", "NOK", "", 2, false, "A360"},
    {"DKK-CIBOR", "DKK", "", 2, false, "A360"},
    {"PLN-WIBOR", "PLN", "", 2, false, "A365"},
    {"CZK-PRIBOR", "CZK", "", 2, false, "A360"},
    {"ZAR-JIBAR", "ZAR", "", 0, false, "A365"},
};
constexpr Family overnight_families[] = {
    {"EUR-EONIA", "TARGET", "", 0, false, "A360"},    {"EUR-ESTER", "TARGET", "", 0, false, "A360"},
    {"USD-FedFunds", "US-FED", "", 0, false, "A360"}, {"USD-SOFR", "US-GOV", "", 0, false, "A360"},
    {"GBP-SONIA", "XLON", "", 0, false, "A365"},      {"JPY-TONAR", "JPY", "", 0, false, "A365"},
    {"CHF-SARON", "CHF", "", 0, false, "A360"},       {"CHF-TOIS", "CHF", "", 1, false, "A360"},
    {"CAD-CORRA", "CAD", "", 0, false, "A365"},       {"AUD-AONIA", "AUD", "", 0, false, "A365"},
    {"DKK-DKKOIS", "DKK", "", 1, false, "A360"},      {"SEK-SIOR", "SEK", "", 1, false, "A360"},
};

bool is_tenor(const std::string& text) {
    return text.size() > 1 && text.find_first_not_of("0123456789") == text.size() - 1 &&
           std::string("DWMY").find(text.back()) != std::string::npos;
}

/// Deposits of days and weeks roll to the following business day, those of months within their month.
bool is_short(const std::string& tenor) { return tenor.back() == 'D' || tenor.back() == 'W'; }

IndexFacts facts(const Family& family, const std::string& name, const std::string& tenor, bool overnight) {
    const bool is_days = is_short(tenor);
    return {.name = name,
            .currency = name.substr(0, 3),
            .tenor = tenor,
            .overnight = overnight,
            .fixing_days = family.fixing_days,
            .calendar = family.calendar,
            .value_calendar = family.value_calendar,
            .convention = is_days ? "F" : family.convention,
            .end_of_month = family.end_of_month && !is_days,
            .day_counter = family.day_counter};
}

IndexFacts make_index(const std::string& name) {
    for (const Family& family : overnight_families)
        if (name == family.name || name == family.name + std::string("-1D"))
            return facts(family, name, "1D", true);
    const std::size_t dash = name.rfind('-');
    if (dash != std::string::npos && is_tenor(name.substr(dash + 1)))
        for (const Family& family : term_families)
            if (name.compare(0, dash, family.name) == 0)
                return facts(family, name, name.substr(dash + 1), false);
    std::vector<std::string_view> known;
    for (const Family& family : term_families) known.push_back(family.name);
    for (const Family& family : overnight_families) known.push_back(family.name);
    throw TermsFault{"E456", "Index", fmt::format("the definition of the index '{}' is not known", name),
                     suggestion(name.substr(0, is_tenor(name.substr(dash + 1)) ? dash : name.size()), known)};
}

}  // namespace

const IndexFacts& find_index(const std::string& name) {
    thread_local std::map<std::string, IndexFacts> known;  // a memory of pure answers
    const auto at = known.find(name);
    return at != known.end() ? at->second : known.emplace(name, make_index(name)).first->second;
}

}  // namespace snell
