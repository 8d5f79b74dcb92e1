#include "portfolios/products/autocallable.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

/// Pays a product on a path given by hand: spots per asset and date; deflators are 1.
class ByHand {
  public:
    ByHand(const Autocallable& product, std::vector<Years> grid, std::vector<std::vector<double>> spots) {
        Plan plan(grid);
        const Autocallable::Payoff payoff = product.bind(plan);
        std::vector<double> columns;
        for (const Observable& what : plan.slots()) {
            const auto step = static_cast<std::size_t>(step_of(grid, what.seen));
            columns.push_back(what.quantity == Quantity::deflator
                                  ? 1.0
                                  : spots[static_cast<std::size_t>(what.asset)][step]);
        }
        const std::vector<double> constants(plan.constants().begin(), plan.constants().end());
        paid = payoff(Path<double>{columns.data(), 1, constants.data()});
    }
    double paid;
};

const std::vector<Years> quarters{0.25, 0.5, 0.75, 1.0};

Autocallable phoenix() {
    Autocallable product;
    product.assets = {0};
    product.observations = quarters;
    product.knock_out_levels = {1.0};
    product.coupons = {0.02};
    product.coupon_barrier = 0.8;
    product.knock_in_level = 0.7;
    return product;
}

TEST(Autocallable, pays_coupons_up_to_and_including_the_call) {
    EXPECT_DOUBLE_EQ(ByHand(phoenix(), quarters, {{100, 90, 100, 120, 120}}).paid, 0.04);
    EXPECT_DOUBLE_EQ(ByHand(phoenix(), quarters, {{100, 100, 10, 10, 10}}).paid, 0.02);
}

TEST(Autocallable, loses_a_missed_coupon_unless_it_has_a_memory) {
    const std::vector<std::vector<double>> spots{{100, 79, 79, 80, 90}};
    Autocallable product = phoenix();
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, spots).paid, 0.04);
    product.memory = true;
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, spots).paid, 0.08);
}

TEST(Autocallable, is_called_at_its_level_and_knocked_in_below_it) {
    EXPECT_DOUBLE_EQ(ByHand(phoenix(), quarters, {{100, 10, 10, 10, 70}}).paid, 0.0);  // not below 70
    EXPECT_DOUBLE_EQ(ByHand(phoenix(), quarters, {{100, 10, 10, 10, 69}}).paid, 0.69 - 1.0);
}

TEST(Autocallable, remembers_a_knock_in_between_observations) {
    Autocallable product = phoenix();
    product.coupons = {0.0};
    const std::vector<Years> grid{0.25, 0.4, 0.5, 0.75, 1.0};
    const std::vector<std::vector<double>> spots{{100, 90, 60, 90, 90, 90}};
    product.maturity_coupon = 0.05;
    EXPECT_DOUBLE_EQ(ByHand(product, grid, spots).paid, 0.05);
    product.knock_in_dates = {0.4};
    EXPECT_DOUBLE_EQ(ByHand(product, grid, spots).paid, 0.9 - 1.0);
}

TEST(Autocallable, pays_no_put_after_a_knock_in_that_recovers) {
    Autocallable product = phoenix();
    product.knock_out_levels = {2.0};
    product.coupons = {0.0};
    product.knock_in_dates = {0.25};
    EXPECT_EQ(ByHand(product, quarters, {{100, 60, 90, 90, 110}}).paid, 0.0);
}

TEST(Autocallable, limits_the_loss_to_its_floor) {
    Autocallable product = phoenix();
    product.loss_floor = -0.2;
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, {{100, 10, 10, 10, 10}}).paid, -0.2);
}

TEST(Autocallable, pays_the_principal_back_once) {
    Autocallable product = phoenix();
    product.coupons = {0.0};
    product.principal = true;
    product.notional = 1000.0;
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, {{100, 110, 110, 110, 110}}).paid, 1000.0);
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, {{100, 90, 90, 90, 90}}).paid, 1000.0);
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, {{100, 90, 90, 90, 60}}).paid, 600.0);
}

TEST(Autocallable, accrues_annual_coupons_with_time) {
    Autocallable product = phoenix();
    product.accrual = Autocallable::Accrual::annual;
    product.knock_out_coupons = {0.1};
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, {{100, 90, 90, 100, 100}}).paid, 0.75 * 0.1 + 3 * 0.25 * 0.02);
}

TEST(Autocallable, looks_at_the_worst_best_or_average_performance) {
    Autocallable product = phoenix();
    product.assets = {0, 1};
    const std::vector<std::vector<double>> spots{{100, 50, 50, 50, 60}, {10, 5, 5, 5, 7}};
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, spots).paid, 0.6 - 1.0);
    product.level = Autocallable::Level::average;
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, spots).paid, 0.65 - 1.0);
    product.level = Autocallable::Level::best;
    EXPECT_EQ(ByHand(product, quarters, spots).paid, 0.0);
}

TEST(Autocallable, measures_performance_from_given_initial_fixings) {
    Autocallable product = phoenix();
    product.initial_fixings = {50.0};
    EXPECT_DOUBLE_EQ(ByHand(product, quarters, {{100, 50, 10, 10, 10}}).paid, 0.02);
}

TEST(Autocallable, says_which_terms_contradict_each_other) {
    const auto code = [](const Autocallable& product) -> std::string {
        try {
            product.check({{100.0}});
        } catch (const TermsFault& fault) {
            return fault.code + " " + fault.field;
        }
        return "";
    };
    EXPECT_EQ(code(phoenix()), "");
    Autocallable levels = phoenix();
    levels.knock_out_levels = {1.0, 0.9};
    EXPECT_EQ(code(levels), "E220 knock_out_levels");
    Autocallable no_level = phoenix();
    no_level.knock_in_level = 0.0;
    no_level.knock_in_dates = {0.5};
    EXPECT_EQ(code(no_level), "E224 knock_in_dates");
    Autocallable late = phoenix();
    late.knock_in_dates = {0.5, 1.5};
    EXPECT_EQ(code(late), "E225 knock_in_dates");
}

}  // namespace
}  // namespace snell
