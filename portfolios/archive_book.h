#pragma once
#include "core/archive_parts.h"
#include "portfolios/book.h"

/// Parts of core/archive.h for the book.
namespace snell {

template <class A>
void archive(A& a, Growth& growth) {
    auto& [index, fixing, start, end, overnight] = growth;
    a(index, fixing, start, end, overnight);
}

template <class A>
void archive(A& a, Coupon& coupon) {
    auto& [pay, fixed, floating, growth] = coupon;
    a(pay, fixed, floating, growth);
}

template <class A>
void archive(A& a, Leg& leg) {
    auto& [currency, coupons] = leg;
    a(currency, coupons);
}

template <class A>
void archive(A& a, ResetPeriod& reset_period) {
    auto& [reset, start, end, foreign_amount, known_notional, start_is_paid, coupon] = reset_period;
    a(reset, start, end, foreign_amount, known_notional, start_is_paid, coupon);
}

template <class A>
void archive(A& a, ResettingLeg& resetting_leg) {
    auto& [currency, foreign, spot, periods] = resetting_leg;
    a(currency, foreign, spot, periods);
}

template <class A>
void archive(A& a, LinearTrade& linear_trade) {
    auto& [legs, resetting] = linear_trade;
    a(legs, resetting);
}

template <class A>
void archive(A& a, ForwardRateAgreement& forward_rate_agreement) {
    auto& [currency, amount, strike, accrual, years, growth, pay] = forward_rate_agreement;
    a(currency, amount, strike, accrual, years, growth, pay);
}

template <class A>
void archive(A& a, FxOption& fx_option) {
    auto& [bought, sold, bought_amount, sold_amount, expiry, pay, sign, position, volatility] = fx_option;
    a(bought, sold, bought_amount, sold_amount, expiry, pay, sign, position, volatility);
}

template <class A>
void archive(A& a, EquityForward& equity_forward) {
    auto& [equity, currency, quantity, strike, maturity, pay] = equity_forward;
    a(equity, currency, quantity, strike, maturity, pay);
}

template <class A>
void archive(A& a, EquityOption& equity_option) {
    auto& [equity, currency, quantity, strike, expiry, pay, sign, volatility] = equity_option;
    a(equity, currency, quantity, strike, expiry, pay, sign, volatility);
}

template <class A>
void archive(A& a, AnnuityFlow& annuity_flow) {
    auto& [pay, accrual, since_start] = annuity_flow;
    a(pay, accrual, since_start);
}

template <class A>
void archive(A& a, Swaption& swaption) {
    auto& [currency, underlying, annuity, start, end, expiry, sign, position, nominal, strike,
           periods_per_year, settlement, volatility] = swaption;
    a(currency, underlying, annuity, start, end, expiry, sign, position, nominal, strike, periods_per_year,
      settlement, volatility);
}

template <class A>
void archive(A& a, BermudanSwaption::Exercise& exercise) {
    auto& [date, first, annuity] = exercise;
    a(date, first, annuity);
}

template <class A>
void archive(A& a, BermudanSwaption& bermudan) {
    auto& [currency, held, underlying, exercises, position, is_physical, settlement, sign, nominal, strike,
           periods_per_year] = bermudan;
    a(currency, held, underlying, exercises, position, is_physical, settlement, sign, nominal, strike,
      periods_per_year);
}

template <class A>
void archive(A& a, Optionlet& optionlet) {
    auto& [coupon, sign, position, strike, accrual, nominal, volatility] = optionlet;
    a(coupon, sign, position, strike, accrual, nominal, volatility);
}

template <class A>
void archive(A& a, CapFloor& cap_floor) {
    auto& [currency, optionlets] = cap_floor;
    a(currency, optionlets);
}

template <class A>
void archive(A& a, CreditDefaultSwap::Premium& premium) {
    auto& [start, end, pay, amount] = premium;
    a(start, end, pay, amount);
}

template <class A>
void archive(A& a, CreditDefaultSwap& credit_default_swap) {
    auto& [currency, credit, nominal, position, recovery, premiums, upfront, upfront_pay, protection_start,
           protection_end, pays_accrued] = credit_default_swap;
    a(currency, credit, nominal, position, recovery, premiums, upfront, upfront_pay, protection_start,
      protection_end, pays_accrued);
}

template <class A>
void archive(A& a, Bond& bond) {
    auto& [leg, reference_curve, credit, nominal, recovery] = bond;
    a(leg, reference_curve, credit, nominal, recovery);
}

template <class A>
void archive(A& a, Csa& csa) {
    auto& [active, currency, index, posting, threshold_receive, threshold_pay, minimum_transfer_receive,
           minimum_transfer_pay, independent_amount, call_frequency, post_frequency, margin_period_of_risk,
           spread_receive, spread_pay, initial_balance, initial_margin] = csa;
    a(active, currency, index, posting, threshold_receive, threshold_pay, minimum_transfer_receive,
      minimum_transfer_pay, independent_amount, call_frequency, post_frequency, margin_period_of_risk,
      spread_receive, spread_pay, initial_balance, initial_margin);
}

template <class A>
void archive(A& a, NettingSet& netting_set) {
    auto& [id, counterparty, csa] = netting_set;
    a(id, counterparty, csa);
}

template <class A>
void archive(A& a, Position& position) {
    auto& [id, netting_set, type, maturity, notional, notional_currency, instrument] = position;
    a(id, netting_set, type, maturity, notional, notional_currency, instrument);
}

template <class A>
void archive(A& a, FailedTrade& failed_trade) {
    auto& [id, netting_set, type, diagnostic] = failed_trade;
    a(id, netting_set, type, diagnostic);
}

template <class A>
void archive(A& a, Book& book) {
    auto& [today, netting_sets, positions, failed, notes, needs] = book;
    a(today, netting_sets, positions, failed, notes, needs);
}

}  // namespace snell
