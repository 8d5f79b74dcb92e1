#pragma once
#include <array>
#include <string_view>

#include "portfolios/trade_terms.h"

/// The columns of each kind of terms, told once, for the reader and the writer.  A visitor has
/// `need(column, value)`, `may(column, value)` (empty: as it is) and `choose(column, value, words)` (the
/// words of an enumeration in its order; empty: as it is), and `leg(number, terms)`.
namespace snell {

inline constexpr std::array<std::string_view, 2> long_words = {"short", "long"};
inline constexpr std::array<std::string_view, 2> call_words = {"put", "call"};
inline constexpr std::array<std::string_view, 2> truth_words = {"no", "yes"};
inline constexpr std::array<std::string_view, 2> side_words = {"receive", "pay"};
inline constexpr std::array<std::string_view, 4> kind_words = {"fixed", "floating", "cashflow",
                                                               "zero_coupon"};
inline constexpr std::array<std::string_view, 2> averaging_words = {"compounded", "averaged"};
inline constexpr std::array<std::string_view, 2> settlement_words = {"physical", "cash"};
inline constexpr std::array<std::string_view, 3> style_words = {"european", "bermudan", "american"};

template <class V>
void visit_schedule(V& v, ScheduleTerms& s) {
    v.may("start", s.start);
    v.may("end", s.end);
    v.may("tenor", s.tenor);
    v.may("calendar", s.calendar);
    v.may("convention", s.convention);
    v.may("term_convention", s.term_convention);
    v.may("rule", s.rule);
    v.choose("end_of_month", s.end_of_month, truth_words);
    v.may("first", s.first);
    v.may("last", s.last);
    v.may("dates", s.dates);
}

template <class V>
void visit_notional(V& v, LegTerms& leg) {
    v.may("notional", leg.notionals);
    v.may("amortizations", leg.amortizations);
    v.choose("initial_exchange", leg.initial_exchange, truth_words);
    v.choose("final_exchange", leg.final_exchange, truth_words);
    v.choose("amortizing_exchange", leg.amortizing_exchange, truth_words);
    v.may("reset_currency", leg.reset.foreign);
    v.may("reset_amount", leg.reset.foreign_amount);
    v.may("reset_index", leg.reset.index);
    v.may("reset_days", leg.reset.fixing_days);
    v.may("reset_calendar", leg.reset.fixing_calendar);
    v.may("reset_spot_days", leg.reset.spot_days);
}

template <class V>
void visit(V& v, LegTerms& leg) {
    v.choose("kind", leg.kind, kind_words);
    v.choose("side", leg.payer, side_words);
    v.need("currency", leg.currency);
    visit_notional(v, leg);
    visit_schedule(v, leg.schedule);
    v.may("day_count", leg.day_counter);
    v.may("payment_convention", leg.payment_convention);
    v.may("payment_calendar", leg.payment_calendar);
    v.may("payment_lag", leg.payment_lag);
    v.may("rate", leg.rates);
    v.may("index", leg.index);
    v.may("spread", leg.spreads);
    v.may("gearing", leg.gearings);
    v.may("fixing_days", leg.fixing_days);
    v.choose("averaging", leg.averaging, averaging_words);
    v.may("flows", leg.flows);
    v.may("compounding", leg.compounding);
    v.choose("subtract_notional", leg.subtract_notional, truth_words);
}

template <class V>
void visit(V& v, SwapTerms& t) {
    v.legs(t.legs);
}

template <class V>
void visit(V& v, ExerciseTerms& t) {
    v.choose("style", t.style, style_words);
    v.need("expiry", t.dates);
}

template <class V>
void visit(V& v, CallableSwapTerms& t) {
    v.choose("position", t.is_long, long_words);
    visit(v, t.exercise);
    v.legs(t.legs);
}

template <class V>
void visit(V& v, SwaptionTerms& t) {
    v.choose("position", t.is_long, long_words);
    visit(v, t.exercise);
    v.choose("settlement", t.settlement, settlement_words);
    v.may("settlement_method", t.settlement_method);
    v.legs(t.legs);
}

template <class V>
void visit(V& v, CapFloorTerms& t) {
    v.choose("position", t.is_long, long_words);
    v.may("cap", t.caps);
    v.may("floor", t.floors);
    v.leg(1, t.leg);
}

template <class V>
void visit(V& v, FxForwardTerms& t) {
    v.need("value_date", t.value_date);
    v.need("bought_currency", t.bought);
    v.need("bought_amount", t.bought_amount);
    v.need("sold_currency", t.sold);
    v.need("sold_amount", t.sold_amount);
}

template <class V>
void visit(V& v, FxSwapTerms& t) {
    v.need("value_date", t.near);
    v.need("far_date", t.far);
    v.need("bought_currency", t.bought);
    v.need("bought_amount", t.near_bought);
    v.need("sold_currency", t.sold);
    v.need("sold_amount", t.near_sold);
    v.need("far_bought_amount", t.far_bought);
    v.need("far_sold_amount", t.far_sold);
}

template <class V>
void visit(V& v, FxOptionTerms& t) {
    v.choose("position", t.is_long, long_words);
    v.choose("option", t.is_call, call_words);
    v.need("expiry", t.expiry);
    v.may("pay_date", t.pay);
    v.need("bought_currency", t.bought);
    v.need("bought_amount", t.bought_amount);
    v.need("sold_currency", t.sold);
    v.need("sold_amount", t.sold_amount);
}

template <class V>
void visit(V& v, EquityForwardTerms& t) {
    v.choose("position", t.is_long, long_words);
    v.need("equity", t.equity);
    v.need("currency", t.currency);
    v.need("value_date", t.maturity);
    v.need("quantity", t.quantity);
    v.need("strike", t.strike);
}

template <class V>
void visit(V& v, EquityOptionTerms& t) {
    v.choose("position", t.is_long, long_words);
    v.choose("option", t.is_call, call_words);
    v.need("equity", t.equity);
    v.need("currency", t.currency);
    v.need("expiry", t.expiry);
    v.may("pay_date", t.pay);
    v.need("quantity", t.quantity);
    v.need("strike", t.strike);
}

template <class V>
void visit(V& v, FraTerms& t) {
    v.choose("position", t.is_long, long_words);
    v.need("currency", t.currency);
    v.need("index", t.index);
    v.need("start", t.start);
    v.need("end", t.end);
    v.need("notional", t.notional);
    v.need("strike", t.strike);
}

template <class V>
void visit(V& v, CdsTerms& t) {
    v.need("credit", t.credit);
    v.choose("settles_accrual", t.settles_accrual, truth_words);
    v.may("protection_start", t.protection_start);
    v.may("upfront", t.upfront);
    v.may("recovery", t.fixed_recovery);
    v.leg(1, t.leg);
}

template <class V>
void visit(V& v, BondTerms& t) {
    v.need("security", t.security);
    v.may("credit", t.credit);
    v.may("reference_curve", t.reference_curve);
    v.need("quantity", t.quantity);
    v.legs(t.legs);
}

/// A type of trade as files name it, with fresh terms.
struct BlotterType {
    std::string_view name;
    TermsOfTrade fresh;
};

inline const std::array<BlotterType, 13>& blotter_types() {
    static const std::array<BlotterType, 13> all = {{{"Swap", SwapTerms{}},
                                                     {"CrossCurrencySwap", SwapTerms{}},
                                                     {"Swaption", SwaptionTerms{}},
                                                     {"CallableSwap", CallableSwapTerms{}},
                                                     {"CapFloor", CapFloorTerms{}},
                                                     {"FxForward", FxForwardTerms{}},
                                                     {"FxSwap", FxSwapTerms{}},
                                                     {"FxOption", FxOptionTerms{}},
                                                     {"EquityForward", EquityForwardTerms{}},
                                                     {"EquityOption", EquityOptionTerms{}},
                                                     {"ForwardRateAgreement", FraTerms{}},
                                                     {"CreditDefaultSwap", CdsTerms{}},
                                                     {"Bond", BondTerms{}}}};
    return all;
}

}  // namespace snell
