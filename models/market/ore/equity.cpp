#include "models/market/ore/equity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/market/ore/memo.h"
#include "models/market/ore/segments.h"

namespace snell::ore {
namespace {

/// A continuously compounded dividend yield up to a date.
struct Yield {
    ql::Date date;
    double rate;
};

ql::Date date_of(const std::string& text, const ql::Date& today) {
    const bool is_day = text.find_first_not_of("0123456789-") == text.npos;
    return is_day ? to_quantlib(parse_day(text)) : today + period(text);
}

/// Yields as quoted, or as forward prices imply them.
std::vector<Yield> dividend_yields(Market& market, const XmlElement& config, const Curve& forecast,
                                   double spot, const ql::DayCounter& count) {
    const std::string type = required(config, "Type");
    if (type == "NoDividends") return {};
    if (type != "DividendYield" && type != "ForwardPrice")
        refuse(config.place(), fmt::format("an equity curve of type {} is not supported", type));
    std::vector<Yield> yields;
    for (const SegmentQuote& each : segment_quotes(market.quotes(), config)) {
        const ql::Date date = date_of(each.parts.back(), market.today());
        if (date <= market.today()) continue;
        const double years = count.yearFraction(market.today(), date);
        const double rate = type == "DividendYield"
                                ? each.value
                                : -std::log(each.value / spot * forecast->discount(date)) / years;
        yields.push_back({date, rate});
    }
    std::sort(yields.begin(), yields.end(), [](const Yield& a, const Yield& b) { return a.date < b.date; });
    return yields;
}

/// Yields linear between their dates, constant outside.
double yield_at(const std::vector<Yield>& yields, const ql::Date& date) {
    const auto after =
        std::find_if(yields.begin(), yields.end(), [&](const Yield& each) { return each.date >= date; });
    if (after == yields.end()) return yields.back().rate;
    if (after == yields.begin()) return after->rate;
    const auto before = after - 1;
    const double weight = double(date - before->date) / double(after->date - before->date);
    return before->rate + weight * (after->rate - before->rate);
}

void need_linear_yields(const XmlElement& config) {
    const XmlElement* choice = config.child("DividendInterpolation");
    if (!choice) return;
    const std::string variable = text_or(*choice, "InterpolationVariable", "Zero");
    const std::string method = text_or(*choice, "InterpolationMethod", "Linear");
    if (variable != "Zero" || method != "Linear")
        refuse(choice->place(), fmt::format("interpolation {} of {} is not supported", method, variable));
}

}  // namespace

EquityMarket read_equity(Market& market, const std::string& name, const std::string& configuration, Date end,
                         std::string& currency) {
    const XmlElement& entry = market.serving("EquityCurves", name, configuration);
    const XmlElement& config =
        market.settings().curve("EquityCurves", last_part(entry.text()), entry.place());
    return faulty(config.place(), "equity '" + name + "'", [&] {
        currency = required(config, "Currency");
        EquityMarket equity;
        equity.name = name;
        equity.spot = market.quotes().at(required(config, "SpotQuote"), config.place());
        const Curve forecast = market.curves().curve(required(config, "ForecastingCurve"), config.place());
        need_linear_yields(config);
        const ql::DayCounter count = parsed(config, "DayCounter", [](const std::string& text) {
            return day_counter(text.empty() ? "A365" : text);
        });
        const auto yields = dividend_yields(market, config, forecast, equity.spot, count);
        equity.discount = market.freeze(forecast, end);
        equity.dividend = {from_quantlib(market.today()),
                           std::vector<double>(equity.discount.values.size(), 1.0)};
        if (!yields.empty())
            for (std::size_t day = 1; day < equity.dividend.values.size(); ++day) {
                const ql::Date date = market.today() + static_cast<int>(day);
                equity.dividend.values[day] =
                    std::exp(-yield_at(yields, date) * count.yearFraction(market.today(), date));
            }
        return equity;
    });
}

}  // namespace snell::ore
