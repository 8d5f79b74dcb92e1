#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/error.h"
#include "portfolios/resolve/day_count.h"
#include "portfolios/resolve/legs.h"
#include "portfolios/resolve/swaption_legs.h"

namespace snell {
namespace {

/// Starts of periods of different legs this many days apart are one start, moved by different calendars.
constexpr int same_start = 7;

bool is_constant(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
}

/// A fixed and a floating leg, period by period, of which those from a common start on can be entered.
class EarlySwap {
  public:
    EarlySwap(const std::vector<LegTerms>& terms, Sources& sources)
        : legs_(order_legs(terms)), sources_(sources) {
        trade_.currency = sources.needs.currency(legs_.fixed.currency);
        trade_.underlying = resolve_legs({legs_.fixed, legs_.floating}, sources);
        for (const std::size_t l : {0, 1}) {
            for (const LegPeriod& period : *sources.periods.periods(terms_of(l)))
                if (period.pay > sources.today) periods_[l].push_back(period);
            require(
                periods_[l].size() == trade_.underlying.legs[l].coupons.size() && !periods_[l].empty(),
                {"E461", "LegData", "early exercise needs legs with one coupon a period, still to be paid",
                 "Averaged overnight rates have many"});
        }
        nominals_ = each_notional(legs_.fixed, *sources.periods.periods(legs_.fixed));
    }

    BermudanSwaption make(const ExerciseTerms& terms) {
        require(!terms.dates.empty(), {"E461", "ExerciseDates", "there is no date of exercise", ""});
        require(std::adjacent_find(terms.dates.begin(), terms.dates.end(), std::greater_equal<>()) ==
                    terms.dates.end(),
                {"E461", "ExerciseDates", "dates of exercise must increase", ""});
        require(terms.dates.back() > sources_.today,
                {"E461", "ExerciseDates",
                 fmt::format("the last date of exercise was {}", print(terms.dates.back())),
                 "Book the swap if it was exercised"});
        if (terms.style == ExerciseTerms::Style::american)
            add_american(terms);
        else
            for (const Date date : terms.dates) add(date);
        return std::move(trade_);
    }

    /// A cash settlement by par yield needs one nominal and one rate.
    void settle_by_par_yield() {
        const std::vector<double> rates =
            each_period(legs_.fixed.rates, *sources_.periods.periods(legs_.fixed), 0.0);
        require(is_constant(nominals_) && is_constant(rates),
                {"E461", "LegData", "a cash settlement by par yield needs one nominal and one fixed rate",
                 "Write CollateralizedCashPrice"});
        trade_.settlement = Swaption::Settlement::cash_par_yield;
        trade_.sign = legs_.fixed.payer ? 1.0 : -1.0;
        trade_.nominal = nominals_.front();
        trade_.strike = rates.front();
    }

    double nominal() const { return nominals_.front(); }

  private:
    FixedAndFloating legs_;
    Sources& sources_;
    BermudanSwaption trade_;
    std::array<std::vector<LegPeriod>, 2> periods_;  ///< fixed and floating, still to be paid
    std::vector<double> nominals_;

    const LegTerms& terms_of(std::size_t leg) const { return leg == 0 ? legs_.fixed : legs_.floating; }

    /// The first period of a leg that starts on or after a date; as many as there are if none does.
    std::size_t first(std::size_t leg, Date date) const {
        const auto at = std::find_if(periods_[leg].begin(), periods_[leg].end(),
                                     [date](const LegPeriod& period) { return period.start >= date; });
        return static_cast<std::size_t>(at - periods_[leg].begin());
    }

    /// The first day on or after a date on which periods of both legs start: the swap that is entered then.
    std::optional<Date> start_from(Date date) const {
        Date start = date;
        for (const std::size_t l : {0, 1}) {
            const std::size_t found = first(l, date);
            if (found == periods_[l].size()) return std::nullopt;
            start = std::max(start, periods_[l][found].start);
        }
        return start;
    }

    void add(Date date) {
        if (date <= sources_.today) return;
        const auto start = start_from(date);
        require(start.has_value(),
                {"E461", "ExerciseDates", fmt::format("no period is left to be entered on {}", print(date)),
                 "The last date of exercise comes no later than the last start of a period"});
        BermudanSwaption::Exercise exercise{date, {}, {}};
        for (const std::size_t l : {0, 1})
            exercise.first.push_back(static_cast<int>(first(l, *start + -same_start)));
        const std::vector<LegPeriod>& fixed = periods_[0];
        const auto begin = static_cast<std::size_t>(exercise.first[0]);
        const DayCount day_count(legs_.fixed.day_counter);
        for (std::size_t i = begin; i < fixed.size(); ++i)
            exercise.annuity.push_back(
                {fixed[i].pay, fixed[i].accrual, day_count.years(fixed[begin].start, fixed[i].pay)});
        trade_.exercises.push_back(std::move(exercise));
    }

    /// What is entered is made of whole periods, so its value is a martingale until they start: waiting until
    /// the last day before that loses nothing (Jensen), and those days stand for all.
    void add_american(const ExerciseTerms& terms) {
        require(terms.dates.size() <= 2,
                {"E461", "ExerciseDates", "American exercise has a last date, or a first and a last one",
                 "Write the style Bermudan for several"});
        const Date last = terms.dates.back();
        Date from = sources_.today + 1;
        if (terms.dates.size() == 2) from = std::max(from, terms.dates.front());
        for (;;) {
            const auto start = start_from(from);
            if (!start && !trade_.exercises.empty()) return;  // all that can be entered has begun
            add(start ? std::min(*start, last) : last);
            if (!start || *start >= last) return;
            from = *start + (same_start + 1);
        }
    }
};

}  // namespace

Resolved resolve_early(const SwaptionTerms& terms, Sources& sources) {
    EarlySwap swap(terms.legs, sources);
    if (settlement_of(terms) == Swaption::Settlement::cash_par_yield) swap.settle_by_par_yield();
    BermudanSwaption trade = swap.make(terms.exercise);
    trade.position = terms.is_long ? 1.0 : -1.0;
    trade.is_physical = terms.settlement == SwaptionTerms::Settlement::physical;
    const Date last = trade.exercises.back().date;
    const Date maturity = trade.is_physical ? last_payment(trade.underlying).value_or(last) : last;
    const int currency = trade.currency;
    return {std::move(trade), maturity, swap.nominal(), currency};
}

/// To end what is left of a swap is to enter its opposite.  If the right is the counterparty's, they enter
/// ours.
Resolved resolve(const CallableSwapTerms& terms, Sources& sources) {
    std::vector<LegTerms> entered = terms.legs;
    for (LegTerms& leg : entered) leg.payer = leg.payer == !terms.is_long;
    EarlySwap swap(entered, sources);
    BermudanSwaption trade = swap.make(terms.exercise);
    trade.position = terms.is_long ? 1.0 : -1.0;
    trade.held = resolve_legs(terms.legs, sources);
    const Date maturity = last_payment(trade.held).value_or(sources.today);
    const int currency = trade.currency;
    return {std::move(trade), maturity, swap.nominal(), currency};
}

}  // namespace snell
