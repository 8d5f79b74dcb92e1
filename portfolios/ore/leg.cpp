#include "portfolios/ore/leg.h"

#include <fmt/format.h>

#include <stdexcept>

#include "core/schedule.h"

namespace snell {
namespace {

using Truth = OrePart::Truth;

void refuse(const OrePart& part, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (part.truth(name)) part.need(name).fail("E462", "this feature of a leg is not supported");
}

ScheduleTerms read_rules(const OrePart& rules) {
    ScheduleTerms terms;
    terms.start = rules.need_date("StartDate");
    terms.end = rules.need_date("EndDate");
    terms.tenor = rules.need_text("Tenor");
    terms.calendar = rules.text("Calendar");
    terms.convention = rules.text("Convention");
    terms.term_convention = rules.text("TermConvention");
    terms.rule = rules.text("Rule");
    terms.end_of_month = rules.truth("EndOfMonth");
    terms.first = rules.date("FirstDate");
    terms.last = rules.date("LastDate");
    return terms;
}

ScheduleTerms read_dates(const OrePart& given) {
    ScheduleTerms terms;
    terms.calendar = given.text("Calendar");
    terms.convention = given.text("Convention");
    given.disregard({"Tenor", "EndOfMonth"});  // the dates speak for themselves
    for (const OrePart& date : given.need("Dates").children("Date")) terms.dates.push_back(date.as_date());
    return terms;
}

ScheduleTerms read_schedule(const OrePart& data) {
    const auto rules = data.children("Rules");
    const auto dates = data.children("Dates");
    if (rules.size() + dates.size() != 1)
        data.fail("E462", fmt::format("a schedule of {} parts is not supported", rules.size() + dates.size()),
                  "Give one Rules or one Dates element");
    return rules.empty() ? read_dates(dates.front()) : read_rules(rules.front());
}

void read_notionals(const OrePart& part, LegTerms& leg) {
    const auto list = part.child("Notionals");
    leg.notionals = read_steps(list, "Notional");
    if (!list) return;
    if (const auto exchanges = list->child("Exchanges")) {
        leg.initial_exchange = exchanges->truth("NotionalInitialExchange");
        leg.final_exchange = exchanges->truth("NotionalFinalExchange");
        leg.amortizing_exchange = exchanges->truth("NotionalAmortizingExchange");
    }
    if (const auto reset = list->child("FXReset")) {
        leg.reset.foreign = reset->need_text("ForeignCurrency");
        leg.reset.foreign_amount = reset->need_number("ForeignAmount");
        leg.reset.index = reset->need_text("FXIndex");
        leg.reset.fixing_days = reset->whole("FixingDays");
        leg.reset.fixing_calendar = reset->text("FixingCalendar");
        leg.reset.spot_days = leg.reset.fixing_days.value_or(usual_reset_days);  // as its index is quoted
    }
}

void read_amortizations(const OrePart& part, LegTerms& leg) {
    const auto list = part.child("Amortizations");
    if (!list) return;
    for (const OrePart& each : list->children("AmortizationData")) {
        Amortization rule;
        rule.type = each.need_text("Type");
        rule.value = each.number("Value").value_or(0.0);
        rule.start = each.date("StartDate");
        rule.end = each.date("EndDate");
        rule.frequency = each.text("Frequency");
        rule.underflow = each.truth("Underflow");
        leg.amortizations.push_back(rule);
    }
}

void read_fixed(const OrePart& data, LegTerms& leg) {
    leg.kind = LegTerms::Kind::fixed;
    leg.rates = read_steps(data.child("Rates"), "Rate");
}

void read_floating(const OrePart& data, LegTerms& leg) {
    leg.kind = LegTerms::Kind::floating;
    leg.index = data.need_text("Index");
    leg.spreads = read_steps(data.child("Spreads"), "Spread");
    leg.gearings = read_steps(data.child("Gearings"), "Gearing");
    leg.fixing_days = data.whole("FixingDays");
    if (data.truth("IsAveraged")) leg.averaging = LegTerms::Averaging::averaged;
    refuse(data, {"IsInArrears", "HasSubPeriods", "IncludeSpread", "NakedOption", "LocalCapFloor"});
    data.disregard({"TelescopicValueDates"});  // a way to compute the same
    if (!read_steps(data.child("Caps"), "Cap").empty() || !read_steps(data.child("Floors"), "Floor").empty())
        data.fail("E462", "options inside a floating leg are not supported",
                  "Book a CapFloor beside the swap");
}

void read_cashflows(const OrePart& data, LegTerms& leg) {
    leg.kind = LegTerms::Kind::cashflow;
    for (const OrePart& each : data.need("Cashflow").children("Amount")) {
        try {
            leg.flows.push_back({parse_ore_date(each.attribute("date")), each.as_number()});
        } catch (const std::invalid_argument& problem) {
            each.fail("E451", problem.what(), "Write <Amount date=\"2016-03-01\">");
        }
    }
}

void read_zero_coupon(const OrePart& data, LegTerms& leg) {
    leg.kind = LegTerms::Kind::zero_coupon;
    leg.rates = read_steps(data.child("Rates"), "Rate");
    leg.compounding = data.text("Compounding");
    leg.subtract_notional = data.truth("SubtractNotional", Truth::yes);
}

void read_kind(const OrePart& part, LegTerms& leg) {
    const std::string type = part.need_text("LegType");
    if (type == "Fixed")
        read_fixed(part.need("FixedLegData"), leg);
    else if (type == "Floating")
        read_floating(part.need("FloatingLegData"), leg);
    else if (type == "Cashflow")
        read_cashflows(part.need("CashflowData"), leg);
    else if (type == "ZeroCouponFixed")
        read_zero_coupon(part.need("ZeroCouponFixedLegData"), leg);
    else
        part.need("LegType").fail("E462", fmt::format("legs of type '{}' are not supported", type),
                                  "Legs may be Fixed, Floating, Cashflow or ZeroCouponFixed");
}

/// "2", or "2D".
int read_lag(const OrePart& part) {
    const std::string lag = part.text("PaymentLag");
    if (lag.empty() || lag.back() != 'D') return part.whole("PaymentLag").value_or(0);
    try {
        return Period::parse(lag).days;
    } catch (const std::invalid_argument& problem) {
        part.need("PaymentLag").fail("E451", problem.what());
    }
}

}  // namespace

Steps read_steps(const std::optional<OrePart>& list, std::string_view item) {
    Steps steps;
    if (!list) return steps;
    for (const OrePart& each : list->children(item)) {
        const std::string from = each.attribute("startDate");
        steps.values.push_back(each.as_number());
        try {
            steps.from.push_back(from.empty() ? std::nullopt : std::optional(parse_ore_date(from)));
        } catch (const std::invalid_argument& problem) {
            each.fail("E451", problem.what(), "Write startDate=\"2016-03-01\"");
        }
    }
    return steps;
}

LegTerms read_leg(const OrePart& part) {
    LegTerms leg;
    leg.payer = part.truth("Payer");
    leg.currency = part.need_text("Currency");
    read_kind(part, leg);
    read_notionals(part, leg);
    read_amortizations(part, leg);
    leg.day_counter = part.text("DayCounter");
    leg.payment_convention = part.text("PaymentConvention");
    leg.payment_calendar = part.text("PaymentCalendar");
    leg.payment_lag = read_lag(part);
    if (const auto schedule = part.child("ScheduleData"))
        leg.schedule = read_schedule(*schedule);
    else if (leg.kind != LegTerms::Kind::cashflow)
        part.fail("E450", "ScheduleData is missing");
    refuse(part, {"StrictNotionalDates"});
    return leg;
}

}  // namespace snell
