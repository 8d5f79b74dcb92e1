#include "models/market/ore/quantlib_index.h"

#include <fmt/format.h>

#include <map>
#include <ql/currencies/america.hpp>
#include <ql/currencies/asia.hpp>
#include <ql/currencies/europe.hpp>
#include <ql/currencies/oceania.hpp>
#include <ql/indexes/ibor/bbsw.hpp>
#include <ql/indexes/ibor/cdor.hpp>
#include <ql/indexes/ibor/chflibor.hpp>
#include <ql/indexes/ibor/eonia.hpp>
#include <ql/indexes/ibor/estr.hpp>
#include <ql/indexes/ibor/euribor.hpp>
#include <ql/indexes/ibor/fedfunds.hpp>
#include <ql/indexes/ibor/gbplibor.hpp>
#include <ql/indexes/ibor/jpylibor.hpp>
#include <ql/indexes/ibor/pribor.hpp>
#include <ql/indexes/ibor/sofr.hpp>
#include <ql/indexes/ibor/sonia.hpp>
#include <ql/indexes/ibor/tibor.hpp>
#include <ql/indexes/ibor/tona.hpp>
#include <ql/indexes/ibor/usdlibor.hpp>
#include <ql/indexes/ibor/wibor.hpp>
#include <ql/time/daycounters/actual360.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <stdexcept>

namespace snell::ore {
namespace {

using Curve = ql::Handle<ql::YieldTermStructure>;
using Index = ql::ext::shared_ptr<ql::IborIndex>;
using Overnight = ql::ext::shared_ptr<ql::OvernightIndex>;

template <class Family>
Index term_index(const ql::Period& tenor, const Curve& curve) {
    return ql::ext::make_shared<Family>(tenor, curve);
}

template <class Family>
Overnight overnight(const Curve& curve) {
    return ql::ext::make_shared<Family>(curve);
}

/// Overnight rates that QuantLib has no class for: days to settlement, currency, calendar, day count.
template <int days, class Currency>
Overnight other_overnight(const char* name, const char* places, const char* count, const Curve& curve) {
    return ql::ext::make_shared<ql::OvernightIndex>(name, days, Currency(), calendar(places),
                                                    day_counter(count), curve);
}

/// Term rates that QuantLib has no class for.
template <class Currency>
Index other_term(const char* name, const ql::Period& tenor, const char* places, const char* count,
                 const Curve& curve) {
    return ql::ext::make_shared<ql::IborIndex>(name, tenor, 2, Currency(), calendar(places),
                                               ql::ModifiedFollowing, false, day_counter(count), curve);
}

using MakeOvernight = Overnight (*)(const Curve&);
const std::map<std::string, MakeOvernight, std::less<>> overnights = {
    {"EUR-EONIA", overnight<ql::Eonia>},
    {"EUR-ESTR", overnight<ql::Estr>},
    {"EUR-ESTER", overnight<ql::Estr>},
    {"GBP-SONIA", overnight<ql::Sonia>},
    {"USD-FedFunds", overnight<ql::FedFunds>},
    {"USD-SOFR", overnight<ql::Sofr>},
    {"JPY-TONAR", overnight<ql::Tona>},
    {"CHF-TOIS",
     [](const Curve& curve) {
         return other_overnight<1, ql::CHFCurrency>("CHF-TOIS", "CHF", "A360", curve);
     }},
    {"CHF-SARON",
     [](const Curve& curve) {
         return other_overnight<0, ql::CHFCurrency>("CHF-SARON", "CHF", "A360", curve);
     }},
    {"CAD-CORRA",
     [](const Curve& curve) {
         return other_overnight<0, ql::CADCurrency>("CAD-CORRA", "CAD", "A365", curve);
     }},
    {"DKK-DKKOIS",
     [](const Curve& curve) { return other_overnight<1, ql::DKKCurrency>("DKK-OIS", "DKK", "A360", curve); }},
    {"SEK-SIOR",
     [](const Curve& curve) {
         return other_overnight<1, ql::SEKCurrency>("SEK-SIOR", "SEK", "A360", curve);
     }},
};

using MakeTerm = Index (*)(const ql::Period&, const Curve&);
const std::map<std::string, MakeTerm, std::less<>> families = {
    {"EUR-EURIBOR", term_index<ql::Euribor>},
    {"USD-LIBOR", term_index<ql::USDLibor>},
    {"GBP-LIBOR", term_index<ql::GBPLibor>},
    {"CHF-LIBOR", term_index<ql::CHFLibor>},
    {"JPY-LIBOR", term_index<ql::JPYLibor>},
    {"JPY-TIBOR", term_index<ql::Tibor>},
    {"CAD-CDOR", term_index<ql::Cdor>},
    {"AUD-BBSW", term_index<ql::Bbsw>},
    {"NZD-BKBM",
     [](const ql::Period& tenor, const Curve& curve) {
         return other_term<ql::NZDCurrency>("NZD-BKBM", tenor, "NZD", "ACT/ACT", curve);
     }},
    {"CZK-PRIBOR", term_index<ql::Pribor>},
    {"PLN-WIBOR", term_index<ql::Wibor>},
    {"SEK-STIBOR",
     [](const ql::Period& tenor, const Curve& curve) {
         return other_term<ql::SEKCurrency>("SEK-STIBOR", tenor, "SEK", "A360", curve);
     }},
    {"NOK-NIBOR",
     [](const ql::Period& tenor, const Curve& curve) {
         return other_term<ql::NOKCurrency>("NOK-NIBOR", tenor, "NOK", "A360", curve);
     }},
    {"DKK-CIBOR",
     [](const ql::Period& tenor, const Curve& curve) {
         return other_term<ql::DKKCurrency>("DKK-CIBOR", tenor, "DKK", "A360", curve);
     }},
};

}  // namespace

ql::ext::shared_ptr<ql::OvernightIndex> make_overnight_index(const std::string& name, const Curve& curve) {
    const auto at = overnights.find(name);
    if (at == overnights.end())
        throw std::invalid_argument(fmt::format("'{}' is no overnight index known here", name));
    return at->second(curve);
}

ql::ext::shared_ptr<ql::IborIndex> make_index(const std::string& name, const Curve& curve) {
    if (overnights.contains(name)) return make_overnight_index(name, curve);
    const std::size_t dash = name.rfind('-');
    const auto at = families.find(name.substr(0, dash));
    if (dash == name.npos || at == families.end())
        throw std::invalid_argument(fmt::format("'{}' is no index known here", name));
    return at->second(period(name.substr(dash + 1)), curve);
}

void check_definition(const Settings& settings, const std::string& name) {
    const XmlElement* term = settings.find_convention("IborIndex", name);
    const XmlElement* own = term ? term : settings.find_convention("OvernightIndex", name);
    if (!own) return;
    Index known;
    try {
        known = make_index(name);
    } catch (const std::invalid_argument& why) {
        refuse(own->place(),
               fmt::format("{}, and an index that is defined here is not supported", why.what()));
    }
    const auto demand = [&](bool same, const char* what) {
        const XmlElement* child = own->child(what);
        if (!same)
            refuse(child ? child->place() : own->place(),
                   fmt::format("{} of {} is not as that index is known here: not supported", what, name));
    };
    const auto lag = parsed(*own, "SettlementDays", [](const std::string& text) { return std::stoul(text); });
    demand(parsed(*own, "FixingCalendar", calendar) == known->fixingCalendar(), "FixingCalendar");
    demand(parsed(*own, "DayCounter", day_counter) == known->dayCounter(), "DayCounter");
    demand(lag == known->fixingDays(), "SettlementDays");
    if (!term) return;
    demand(parsed(*own, "BusinessDayConvention", roll) == known->businessDayConvention(),
           "BusinessDayConvention");
    demand(truth_of(*own, "EndOfMonth", false) == known->endOfMonth(), "EndOfMonth");
}

}  // namespace snell::ore
