#include "models/market/ore/market.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "models/market/ore/quantlib_index.h"

namespace snell::ore {

const XmlElement& Market::serving(const std::string& section, const std::string& key,
                                  const std::string& configuration) const {
    if (const XmlElement* found = settings_.serving(section, key, configuration)) return *found;
    refuse({}, fmt::format("todaysmarket has no '{}' among its {} in configuration '{}'", key, section,
                           configuration));
}

Curve Market::named_by(const XmlElement& entry) {
    return curves_.curve(last_part(entry.text()), entry.place());
}

Curve Market::discount(const std::string& currency, const std::string& configuration) {
    return named_by(serving("DiscountingCurves", currency, configuration));
}

Curve Market::forwarding(const std::string& index, const std::string& configuration) {
    check_definition(settings_, index);
    return named_by(serving("IndexForwardingCurves", index, configuration));
}

Curve Market::yield_curve(const std::string& name, const std::string& configuration) {
    return named_by(serving("YieldCurves", name, configuration));
}

double Market::exchange_rate(const std::string& from, const std::string& to,
                             const std::string& configuration) const {
    struct Step {
        std::string to;
        double rate;
    };
    std::map<std::string, std::vector<Step>> steps;
    for (const XmlElement* each : settings_.all_serving("FxSpots", configuration)) {
        const auto parts = split(each->text(), '/');
        if (parts.size() != 3) refuse(each->place(), "a spot is written FX/CCY/CCY");
        const double* quote = quotes_.find(fmt::format("FX/RATE/{}/{}", parts[1], parts[2]));
        if (!quote || *quote <= 0.0) continue;
        steps[parts[1]].push_back({parts[2], *quote});
        steps[parts[2]].push_back({parts[1], 1.0 / *quote});
    }
    std::map<std::string, double> reached = {{from, 1.0}};
    std::vector<std::string> ring = {from};
    while (!ring.empty() && !reached.contains(to)) {
        std::vector<std::string> next;
        for (const std::string& at : ring)
            for (const Step& step : steps[at])
                if (reached.emplace(step.to, reached[at] * step.rate).second) next.push_back(step.to);
        ring = std::move(next);
    }
    const auto found = reached.find(to);
    if (found == reached.end())
        refuse({},
               fmt::format("the market has no rate of exchange from {} to {} (FxSpots of configuration '{}')",
                           from, to, configuration));
    return found->second;
}

DailyCurve Market::freeze(const Curve& curve, Date end) const {
    DailyCurve daily{from_quantlib(today()), {1.0}};
    for (ql::Date day = today() + 1; day <= to_quantlib(end); ++day)
        daily.values.push_back(curve->discount(day));
    return daily;
}

}  // namespace snell::ore
