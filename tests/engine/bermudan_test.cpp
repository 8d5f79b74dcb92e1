#include <gtest/gtest.h>

#include <algorithm>

#include "core/black_formula.h"
#include "engine/xva/model_value.h"
#include "engine/xva/present_value.h"
#include "models/calibrate.h"
#include "tests/engine/rate_rights.h"

/// Rights to one of several swaps against a lattice of the state, closed forms and each other.
namespace snell {
namespace {

using xva_worlds::book;
using xva_worlds::dates;
using xva_worlds::found;
using xva_worlds::today;
using namespace rate_lattice;
using namespace rate_rights;

EarlyValue valued(const BermudanSwaption& trade) {
    const auto values = early_values(book({{"T", trade}}), flat_world(), hull_white(), settings({today + 1}));
    EXPECT_EQ(values.at(0).fault, "");
    return values.at(0);
}

double value_of(const Terms& terms) { return valued(right(terms)).value; }

double european(const Terms& terms) {
    Swaption swaption;
    swaption.underlying = annual_swap(terms);
    swaption.expiry = today + 365 * terms.first;
    return option_values(book({{"T", swaption}}), flat_world(), hull_white(), settings({today + 1}))
        .at(0)
        .value();
}

TEST(Bermudan, has_the_value_of_a_lattice) {
    // Numbers of another lattice, which is off by 7e-6 where a closed form tells.
    const double its_error = std::abs(european({}) - 0.078564);
    EXPECT_LE(its_error, 1e-5);
    EXPECT_NEAR(value_of({}), 0.091763, its_error);
    for (const Terms& terms : {Terms{}, Terms{.strike = 0.03}, Terms{.strike = 0.01, .payer = -1.0},
                               Terms{.strike = 0.015, .first = 1, .periods = 20, .choices = 19},
                               Terms{.payer = -1.0, .first = 2, .periods = 5, .choices = 3}})
        EXPECT_NEAR(value_of(terms), Lattice(terms).value(), lattice_error)
            << terms.strike << " " << terms.payer;
}

TEST(Bermudan, with_one_date_is_european) {
    for (const double payer : {1.0, -1.0})
        for (const double strike : {-0.01, 0.01, 0.02, 0.03, 0.06}) {
            const Terms terms{.strike = strike, .payer = payer, .choices = 1};
            EXPECT_NEAR(value_of(terms), european(terms), 1e-11) << payer << " " << strike;
        }
}

TEST(Bermudan, settled_by_par_yield_on_one_date_is_european) {
    const Terms terms{.strike = 0.015, .first = 5, .choices = 1, .is_physical = false};
    Swaption swaption;
    swaption.underlying = annual_swap(terms);
    swaption.expiry = swaption.start = today + 365 * terms.first;
    swaption.nominal = 1.0;
    swaption.strike = terms.strike;
    swaption.settlement = Swaption::Settlement::cash_par_yield;
    for (int i = 1; i <= terms.periods; ++i)
        swaption.annuity.push_back({swaption.start + 365 * i, 1.0, static_cast<double>(i)});
    BermudanSwaption trade = right(terms);
    trade.settlement = Swaption::Settlement::cash_par_yield;
    trade.nominal = 1.0;
    trade.strike = terms.strike;
    trade.exercises[0].annuity = swaption.annuity;
    const double value =
        option_values(book({{"T", swaption}}), flat_world(), hull_white(), settings({today + 1}))
            .at(0)
            .value();
    EXPECT_NEAR(valued(trade).value, value, 1e-11);
    EXPECT_GT(std::abs(value - value_of(terms)), 1e-5);  // the swap itself is worth something else
}

TEST(Bermudan, is_worth_more_with_every_date_and_more_than_each_european) {
    double before = 0.0;
    for (int choices = 1; choices <= 10; ++choices) {
        const double value = value_of({.choices = choices});
        EXPECT_GE(value, before - 1e-12) << choices;
        before = value;
    }
    for (int k = 0; k < 10; ++k) EXPECT_GE(before, european({.first = 10 + k, .periods = 10 - k})) << k;
}

TEST(Bermudan, lies_between_what_its_rule_earns_and_what_none_can_exceed) {
    const Terms terms;
    for (const double position : {1.0, -1.0}) {
        BermudanSwaption trade = right(terms);
        trade.position = position;
        const EarlyValue found = valued(trade);
        EXPECT_GT(found.low.std_error, 0.0);
        EXPECT_LE(found.low.value - 4.0 * found.low.std_error, found.value);
        EXPECT_GE(found.high.value + 4.0 * found.high.std_error, found.value);
        EXPECT_LE(found.low.value, found.high.value);
        EXPECT_LE(found.high.value - found.low.value, 1e-6 * std::abs(found.value));
    }
}

TEST(Bermudan, is_taken_at_once_where_waiting_costs) {
    // A payer of -10 %: every period that passes is 12 % lost, and rates below that are six deviations away.
    const Terms terms{.strike = -0.1, .first = 5, .periods = 5, .choices = 5};
    double forward = 0.0;
    const World world = flat_world();
    for (int i = 0; i < 5; ++i) {
        const DailyCurve& discount = world.currencies[0].discount;
        const Date start = today + 365 * (5 + i);
        forward += discount(start) - discount(start + 365) + 0.1 * discount(start + 365);
    }
    EXPECT_NEAR(value_of(terms), forward, 1e-6);
    EXPECT_GT(value_of(terms), forward - 1e-12);
}

TEST(Bermudan, has_the_exposures_of_a_lattice_through_every_exercise) {
    for (const bool is_physical : {true, false}) {
        Terms terms{.strike = 0.018, .first = 2, .periods = 6, .choices = 5};
        terms.is_physical = is_physical;
        const Lattice lattice(terms);
        std::vector<Date> days;
        for (int k = 0; k < terms.choices; ++k) days.push_back(today + 365 * (terms.first + k));
        const XvaResult result =
            run_xva(book({{"T", right(terms)}}), flat_world(), hull_white(), settings(days), {0.0});
        ASSERT_TRUE(result.unvalued.empty()) << result.unvalued[0].reason;
        const std::vector<Estimate> epe = found(result, "EPE");
        for (int k = 0; k < terms.choices; ++k) {
            const Estimate& each = epe[static_cast<std::size_t>(k)];
            EXPECT_NEAR(each.value, lattice.exposure(k), 4.0 * each.std_error + 10.0 * lattice_error)
                << is_physical << " " << k;
        }
        if (!is_physical) {
            EXPECT_EQ(epe.back().value, 0.0);
        }
    }
}

TEST(Bermudan, is_a_martingale_before_its_first_exercise_and_while_it_waits) {
    const Terms terms{.first = 3, .periods = 4, .choices = 4};
    const double value = value_of(terms);
    const std::vector<Date> days = dates(10, 100);  // up to the 1000th day, before the first exercise
    const XvaResult result =
        run_xva(book({{"T", right(terms)}}), flat_world(), hull_white(), settings(days), {0.0});
    for (const Estimate& each : found(result, "EPE")) EXPECT_NEAR(each.value, value, 4.0 * each.std_error);
    for (const Estimate& each : found(result, "ENE")) EXPECT_EQ(each.value, 0.0);
}

/// A payer swaption at the money on the periods from a year on, up to the end of the eleventh.
SwaptionQuote co_terminal(int first, const DailyCurve& discount) {
    SwaptionQuote quote;
    quote.label = std::to_string(first) + "Y";
    quote.expiry = quote.start = today + 365 * first;
    quote.end = today + 365 * 11;
    double annuity = 0.0;
    for (int year = first + 1; year <= 11; ++year) {
        const Date start = today + 365 * (year - 1), end = start + 365;
        quote.fixed_pay.push_back(end);
        quote.float_pay.push_back(end);
        quote.fixed_accrual.push_back(1.0);
        quote.float_amount.push_back(discount(start) / discount(end) - 1.0);
        annuity += discount(end);
    }
    quote.strike = (discount(quote.start) - discount(quote.end)) / annuity;
    quote.price = annuity * black(1.0, quote.strike, quote.strike, 0.25 * 0.25 * first);
    return quote;
}

TEST(Bermudan, in_a_model_of_its_co_terminal_swaptions_rises_with_reversion_above_the_best_of_them) {
    World world = flat_world();
    CurrencyMarket& euro = world.currencies[0];
    double best = 0.0;
    for (int first = 1; first <= 10; ++first) {
        euro.swaptions.push_back(co_terminal(first, euro.discount));
        best = std::max(best, euro.swaptions.back().price);
    }
    const Terms terms{.strike = euro.swaptions.front().strike, .first = 1, .periods = 10, .choices = 10};
    double before = best;
    for (const double reversion : {-0.02, 0.0, 0.03, 0.1}) {
        CrossAssetTerms dynamics;
        dynamics.base = "EUR";
        dynamics.currencies = {{"EUR", LgmTerms::Volatility::hagan, {true, {}, {0.01}}, reversion, {}, {}}};
        const Calibration fitted = calibrate(world, dynamics);
        for (const CalibrationRow& row : fitted.report.rows)
            EXPECT_NEAR(row.residual(), 0.0, 1e-12) << row.label;
        const EarlyValue found =
            early_values(book({{"T", right(terms)}}), world, fitted.model, settings({today + 1})).at(0);
        // The more the rate forgets from one expiry to the next, the more the choice among them is worth.
        EXPECT_GT(found.value, before) << reversion;
        EXPECT_LE(found.low.value - 4.0 * found.low.std_error, found.value);
        EXPECT_GE(found.high.value + 4.0 * found.high.std_error, found.value);
        before = found.value;
    }
}

/// Of all dates: what is owed on balance, path by path, summed up.
std::vector<double> profile(const std::vector<std::pair<std::string, Instrument>>& trades,
                            const std::vector<Date>& days) {
    const XvaResult result = run_xva(book(trades), flat_world(), hull_white(), settings(days),
                                     std::vector<double>(trades.size(), 0.0));
    EXPECT_TRUE(result.unvalued.empty());
    std::vector<double> all;
    for (const char* measure : {"EPE", "ENE"})
        for (const Estimate& each : found(result, measure)) all.push_back(each.value);
    return all;
}

TEST(CallableSwap, is_the_swap_and_the_right_to_enter_its_opposite) {
    const Terms terms{.strike = 0.021, .first = 1, .periods = 8, .choices = 7};
    Terms opposite = terms;
    opposite.payer = -1.0;
    BermudanSwaption callable = right(opposite);
    callable.held = annual_swap(terms);
    const std::vector<Date> days = dates(16, 182);
    const std::vector<double> whole = profile({{"T", callable}}, days);
    const std::vector<double> parts = profile({{"A", annual_swap(terms)}, {"B", right(opposite)}}, days);
    ASSERT_EQ(whole.size(), parts.size());
    for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_NEAR(whole[i], parts[i], 1e-12) << i;
    const double swap = present_value(callable.held, flat_world());
    EXPECT_NEAR(valued(callable).value, valued(right(opposite)).value + swap, 1e-12);
    EXPECT_GT(valued(callable).value, std::max(swap, 0.0));
}

}  // namespace
}  // namespace snell
