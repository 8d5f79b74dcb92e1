#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "engine/capital/capital_book.h"
#include "portfolios/native/capital_tables.h"

namespace snell {
namespace {

std::string example(const std::string& name) {
    const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
    return (root / "portfolios" / "examples" / "capital" / name).string();
}

std::vector<NettingSetCapital> published() {
    Faults faults;
    const auto derivatives = read_derivatives(read_csv(example("derivatives.csv")), faults);
    const auto sets = read_capital_netting_sets(read_csv(example("netting_sets.csv")), faults);
    EXPECT_EQ(faults.count(), 0u);
    return sa_ccr_book(derivatives, sets);
}

// BCBS 279 (2014), annex 4a, prints whole numbers.
constexpr double printed = 0.5;

TEST(SaCcr, gives_the_published_exposures) {
    constexpr double exposures[] = {569, 381, 5406, 936, 1879}, add_ons[] = {347, 282, 3841, 629, 1401},
                     costs[] = {60, 0, 20, 40, 0}, multipliers[] = {1, 0.965, 1, 1, 0.958};
    const auto sets = published();
    ASSERT_EQ(sets.size(), 5u);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const SaCcrExposure& e = sets[i].exposure;
        EXPECT_NEAR(e.at_default, exposures[i], printed) << "example " << i + 1;
        EXPECT_NEAR(e.add_on, add_ons[i], printed) << "example " << i + 1;
        EXPECT_DOUBLE_EQ(e.replacement_cost, costs[i]) << "example " << i + 1;
        EXPECT_NEAR(e.multiplier, multipliers[i], 0.0005) << "example " << i + 1;
    }
}

TEST(SaCcr, gives_the_published_steps) {
    EXPECT_NEAR(10000 * supervisory_duration(0, 10), 78694, printed);
    EXPECT_NEAR(10000 * supervisory_duration(0, 4), 36254, printed);
    EXPECT_NEAR(5000 * supervisory_duration(1, 11), 37428, printed);
    EXPECT_NEAR(option_delta(CapitalPosition::put_bought, {0.06, 0.05, 1.0, 0.5}), -0.27, 0.005);
    EXPECT_NEAR(maturity_factor(0.75), std::sqrt(0.75), 1e-16);
    EXPECT_NEAR(margined_factor(14), 0.355, 0.0005);
}

TEST(SaCcr, of_an_option_and_its_opposite_leaves_nothing) {
    const SaCcrOption option{100, 110, 2, 1.2};
    EXPECT_EQ(option_delta(CapitalPosition::call_bought, option),
              -option_delta(CapitalPosition::call_sold, option));
    // A call less a put is the underlying.
    EXPECT_NEAR(option_delta(CapitalPosition::call_bought, option) -
                    option_delta(CapitalPosition::put_bought, option),
                1.0, 1e-15);
}

TEST(SaCcr, of_the_whole_capital_structure_is_that_of_the_index) {
    // d/dx of the fitted delta integrates to one: 15 / 14 (1 / (1 + 14 a) - 1 / (1 + 14 b)) = (b - a) delta.
    const double points[] = {0.0, 0.03, 0.07, 0.1, 0.15, 0.3, 1.0};
    double sum = 0.0;
    for (int i = 0; i < 6; ++i) sum += (points[i + 1] - points[i]) * tranche_delta(points[i], points[i + 1]);
    EXPECT_NEAR(sum, 1.0, 1e-15);
}

TEST(SaCcr, multiplier_falls_to_five_percent_and_no_further) {
    EXPECT_EQ(sa_ccr_multiplier(10, 0, 100), 1.0);
    EXPECT_EQ(sa_ccr_multiplier(0, 0, 100), 1.0);
    EXPECT_LT(sa_ccr_multiplier(-10, 0, 100), 1.0);
    EXPECT_DOUBLE_EQ(sa_ccr_multiplier(-1e6, 0, 100), 0.05);
    EXPECT_EQ(sa_ccr_multiplier(-10, 0, 0), 1.0);
}

TEST(SaCcr, scales_with_the_netting_set) {
    Faults faults;
    auto derivatives = read_derivatives(read_csv(example("derivatives.csv")), faults);
    const auto once = sa_ccr_book(derivatives, {});
    for (DerivativeTerms& each : derivatives) {
        each.notional *= 4.0;
        each.value *= 4.0;
    }
    const auto four_times = sa_ccr_book(derivatives, {});
    for (std::size_t i = 0; i < once.size(); ++i)
        EXPECT_DOUBLE_EQ(four_times[i].exposure.at_default, 4.0 * once[i].exposure.at_default);
}

TEST(SaCcr, with_margin_is_no_more_than_without) {
    std::vector<SaCcrTrade> trades(1);
    trades[0] = {CapitalClass::fx, 0, 0, 1e6, 1.0, 0.04, 1.0, 2.0, 2.0};
    SaCcrMargin margin{true, 10, 1e9, 0, 0};  // a threshold that is never met
    EXPECT_EQ(sa_ccr(trades, 0, 0, margin).at_default, sa_ccr(trades, 0, 0, {}).at_default);
    margin.threshold = 0;
    EXPECT_DOUBLE_EQ(sa_ccr(trades, 0, 0, margin).at_default,
                     1.4 * 0.04 * 1e6 * 1.5 * std::sqrt(10.0 / 250.0));
}

TEST(SaCcr, nets_what_offsets_and_nothing_else) {
    DerivativeTerms one;
    one.netting_set = "N";
    one.asset_class = CapitalClass::fx;
    one.hedging_set = "EURUSD";
    one.notional = 1e6;
    one.maturity = 1.0;
    DerivativeTerms other = one;
    other.position = CapitalPosition::short_;
    const auto add_on = [](std::vector<DerivativeTerms> all) {
        return sa_ccr_book(all, {})[0].exposure.add_on;
    };
    EXPECT_DOUBLE_EQ(add_on({one}), 40000.0);
    EXPECT_EQ(add_on({one, other}), 0.0);
    other.hedging_set = "GBPUSD";
    EXPECT_DOUBLE_EQ(add_on({one, other}), 80000.0);
    other = one;
    other.kind = HedgingKind::basis;  // a hedging set of its own, half as much
    EXPECT_DOUBLE_EQ(add_on({one, other}), 60000.0);
    other.kind = HedgingKind::volatility;
    EXPECT_DOUBLE_EQ(add_on({one, other}), 240000.0);
}

TEST(BaCva, of_one_counterparty_is_its_stand_alone_capital) {
    const std::vector<double> alone{100.0};
    const std::vector<SingleNameHedges> none(1);
    const BaCva cva = ba_cva(alone, none, 0.0);
    EXPECT_DOUBLE_EQ(cva.reduced, 100.0);
    EXPECT_DOUBLE_EQ(cva.full, 100.0);
    // 7 % of 1,400 over two years, discounted at 5 %.
    EXPECT_DOUBLE_EQ(stand_alone_cva(cva_risk_weight(3, 1), 2.0, 1400.0),
                     140.0 * (1.0 - std::exp(-0.1)) / 0.1);
}

TEST(BaCva, of_many_equal_counterparties_tends_to_half_their_sum) {
    constexpr std::size_t n = 10000;
    const std::vector<double> alone(n, 1.0);
    const std::vector<SingleNameHedges> none(n);
    EXPECT_NEAR(ba_cva(alone, none, 0.0).reduced / n, std::sqrt(0.25 + 0.75 / n), 1e-12);
}

TEST(BaCva, of_a_perfect_hedge_keeps_a_quarter) {
    CapitalHedge hedge;
    hedge.counterparty = "A";
    hedge.sector = 2;
    hedge.notional = 1000.0;
    hedge.maturity = 3.0;
    SingleNameHedges own;
    own.add(hedge);
    EXPECT_EQ(own.misalignment, 0.0);
    const std::vector<double> alone{own.recognised};  // the same weight, maturity and amount
    const BaCva cva = ba_cva(alone, std::span(&own, 1), 0.0);
    EXPECT_EQ(cva.hedged, 0.0);
    EXPECT_DOUBLE_EQ(cva.full, 0.25 * cva.reduced);
    hedge.relation = HedgeRelation::sector;  // r = 50 %: half is recognised, the rest is misaligned
    SingleNameHedges proxy;
    proxy.add(hedge);
    EXPECT_DOUBLE_EQ(proxy.recognised, 0.5 * own.recognised);
    EXPECT_DOUBLE_EQ(proxy.misalignment, 0.75 * own.recognised * own.recognised);
    EXPECT_DOUBLE_EQ(ba_cva(alone, std::span(&proxy, 1), 0.0).hedged,
                     std::sqrt(0.25 + 0.75) * own.recognised);
}

TEST(BaCva, adds_up_the_book) {
    const auto sets = published();
    Faults faults;
    const auto counterparties = read_capital_counterparties(read_csv(example("counterparties.csv")), faults);
    const CvaCapital cva = ba_cva_book(sets, counterparties, {});
    double sum = 0.0, squares = 0.0;
    for (const CounterpartyCapital& each : cva.counterparties) {
        sum += each.stand_alone;
        squares += each.stand_alone * each.stand_alone;
    }
    EXPECT_DOUBLE_EQ(cva.capital, 0.65 * std::sqrt(0.25 * sum * sum + 0.75 * squares));
    // ACME, industrial of investment grade, 3 %: maturities 10, 4 and 11 years by notional, and 3, 6 and 5.
    const auto part = [](double maturity, double exposure) {
        return 0.03 * exposure * (1.0 - std::exp(-0.05 * maturity)) / 0.05 / 1.4;
    };
    EXPECT_NEAR(cva.counterparties[0].stand_alone,
                part(7.8, sets[0].exposure.at_default) + part(14.0 / 3.0, sets[1].exposure.at_default),
                1e-12);
}

}  // namespace
}  // namespace snell
