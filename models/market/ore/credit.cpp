#include "models/market/ore/credit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ql/math/interpolations/backwardflatinterpolation.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/credit/defaultprobabilityhelpers.hpp>
#include <ql/termstructures/credit/interpolatedhazardratecurve.hpp>
#include <ql/termstructures/credit/piecewisedefaultcurve.hpp>
#include <ql/time/daycounters/actual360.hpp>

#include "models/market/ore/memo.h"
#include "models/market/ore/segments.h"

namespace snell::ore {
namespace {

using Survival = ql::ext::shared_ptr<ql::DefaultProbabilityTermStructure>;

const XmlElement& cds_convention(const Market& market, const XmlElement& config) {
    return market.settings().convention("CDS", required(config, "Conventions"), config.place());
}

/// Hazard rates, each up to its tenor and the last one for ever.
Survival hazard_curve(const Market& market, const XmlElement& config, const ql::DayCounter& count) {
    config.child("DiscountCurve");
    const ql::Calendar days = parsed(cds_convention(market, config), "Calendar", calendar);
    std::vector<std::pair<ql::Date, double>> nodes;
    for (const SegmentQuote& each : segment_quotes(market.quotes(), config))
        nodes.emplace_back(days.adjust(market.today() + period(each.parts.back())), each.value);
    if (nodes.empty()) refuse(config.place(), "the curve has no quotes");
    std::sort(nodes.begin(), nodes.end());
    std::vector<ql::Date> dates = {market.today()};
    std::vector<double> rates = {nodes.front().second};
    for (const auto& [date, rate] : nodes)
        if (date > market.today()) {
            dates.push_back(date);
            rates.push_back(rate);
        }
    if (dates.size() == 1) {  // quoted for today alone
        dates.push_back(market.today() + ql::Period(1, ql::Years));
        rates.push_back(rates[0]);
    }
    return ql::ext::make_shared<ql::InterpolatedHazardRateCurve<ql::BackwardFlat>>(dates, rates, count);
}

/// The last period of a swap that counts Actual/360 includes its last day.
ql::DayCounter last_period_count(const XmlElement& convention) {
    const ql::DayCounter usual = parsed(convention, "DayCounter", day_counter);
    return parsed(convention, "LastPeriodDayCounter", [&](const std::string& text) {
        if (!text.empty()) return day_counter(text);
        return usual == ql::Actual360() ? ql::Actual360(true) : usual;
    });
}

/// Credit default swaps, bootstrapped with hazard rates constant between their ends.
Survival cds_curve(Market& market, const XmlElement& config, const ql::DayCounter& count, double recovery) {
    const XmlElement& convention = cds_convention(market, config);
    const Curve discount =
        market.curves().curve(last_part(required(config, "DiscountCurve")), config.place());
    const int lag =
        parsed(convention, "SettlementDays", [](const std::string& text) { return std::stoi(text); });
    const auto schedule = parsed(convention, "Rule", rule);
    // Under the rules of the standard contract the first coupon began to accrue before the trade.
    const bool rebates = schedule == ql::DateGeneration::CDS || schedule == ql::DateGeneration::CDS2015;
    std::vector<ql::ext::shared_ptr<ql::DefaultProbabilityHelper>> swaps;
    for (const SegmentQuote& each : segment_quotes(market.quotes(), config))
        swaps.push_back(ql::ext::make_shared<ql::SpreadCdsHelper>(
            ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(each.value)),
            period(each.parts.back()), lag, parsed(convention, "Calendar", calendar),
            parsed(convention, "Frequency", frequency), parsed(convention, "PaymentConvention", roll),
            schedule, parsed(convention, "DayCounter", day_counter), recovery, discount,
            truth_of(convention, "SettlesAccrual", true), truth_of(convention, "PaysAtDefaultTime", true),
            ql::Date(), last_period_count(convention), rebates));
    constexpr double accuracy = 1e-14;  // of a hazard rate
    using Piecewise = ql::PiecewiseDefaultCurve<ql::HazardRate, ql::BackwardFlat>;
    auto made = ql::ext::make_shared<Piecewise>(market.today(), swaps, count, ql::BackwardFlat(),
                                                Piecewise::bootstrap_type(accuracy));
    made->enableExtrapolation();
    made->survivalProbability(made->maxDate());  // builds it now, so that a fault is thrown here
    return made;
}

double recovery_of(const Market& market, const XmlElement& config) {
    const XmlElement* found = config.child("RecoveryRate");
    if (!found || found->text().empty()) return 0.4;
    if (found->text().find('/') != std::string::npos)
        return market.quotes().at(found->text(), found->place());
    return std::stod(found->text());
}

/// Survival implied by a yield curve over a riskless one, log-linear between the pillars.
DailyCurve benchmark_curve(Market& market, const XmlElement& config, const ql::DayCounter& count, Date end) {
    const Curve riskless =
        market.curves().curve(last_part(required(config, "BenchmarkCurve")), config.place());
    const Curve risky = market.curves().curve(last_part(required(config, "SourceCurve")), config.place());
    const ql::Calendar days = parsed(config, "Calendar", calendar);
    const int lag =
        parsed(config, "SpotLag", [](const std::string& t) { return t.empty() ? 0 : std::stoi(t); });
    const ql::Date spot = days.advance(market.today(), lag, ql::Days);
    std::vector<ql::Date> dates = {market.today()};
    std::vector<double> survival = {1.0};
    for (const std::string& pillar : split(required(config, "Pillars"), ',')) {
        dates.push_back(days.advance(spot, period(pillar)));
        survival.push_back(risky->discount(dates.back()) / riskless->discount(dates.back()));
    }
    const Curve curve = through(dates, survival, {"Discount", "LogLinear", count, config.place()});
    curve->enableExtrapolation();
    return market.freeze(curve, end);
}

DailyCurve freeze(const Market& market, const Survival& survival, Date end) {
    survival->enableExtrapolation();
    DailyCurve daily{from_quantlib(market.today()), {1.0}};
    for (ql::Date day = market.today() + 1; day <= to_quantlib(end); ++day)
        daily.values.push_back(survival->survivalProbability(day));
    return daily;
}

}  // namespace

CreditMarket read_credit(Market& market, const std::string& name, const std::string& configuration,
                         Date end) {
    const XmlElement& entry = market.serving("DefaultCurves", name, configuration);
    const XmlElement& config =
        market.settings().curve("DefaultCurves", last_part(entry.text()), entry.place());
    return faulty(config.place(), "default curve '" + name + "'", [&] {
        const std::string type = required(config, "Type");
        const ql::DayCounter count = parsed(config, "DayCounter", day_counter);
        config.child("Currency");
        CreditMarket credit{name, {}, recovery_of(market, config), ""};
        if (type == "HazardRate")
            credit.survival = freeze(market, hazard_curve(market, config, count), end);
        else if (type == "SpreadCDS")
            credit.survival = freeze(market, cds_curve(market, config, count, credit.recovery), end);
        else if (type == "Benchmark")
            credit.survival = benchmark_curve(market, config, count, end);
        else
            refuse(config.place(), fmt::format("a default curve of type {} is not supported", type));
        return credit;
    });
}

}  // namespace snell::ore
