#include "models/cross_asset.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/math/log.h"
#include "tests/models/cross_asset_worlds.h"

namespace snell {
namespace {

using cross_asset_worlds::mean_exponential;
using cross_asset_worlds::today;

/// Sums of some hundred products of numbers near 1, and exponents up to about 10.
constexpr double rounding = 1e-13;

const std::vector<int> later = {1, 30, 400, 1000, 3000, 7300};

std::vector<double> weights(const CrossAsset& model) {
    return std::vector<double>(static_cast<std::size_t>(model.factors()), 0.0);
}

TEST(CrossAsset, deflated_bonds_of_the_base_are_martingales) {
    const CrossAsset model = cross_asset_worlds::model();
    const Lgm& base = model.currency(0);
    for (int days : later) {
        const Date t = today + days, maturity = t + 2000;
        const Transition move = model.transition(today, t);
        std::vector<double> w = weights(model);
        w[0] = -base.numeraire(t).slope;
        EXPECT_NEAR(mean_exponential(move, model.start(), w) / base.numeraire(t).scale / base.discount()(t),
                    1.0, rounding);
        w[0] += base.bond(t, maturity).slope;
        EXPECT_NEAR(mean_exponential(move, model.start(), w) * base.bond(t, maturity).scale /
                        base.numeraire(t).scale / base.discount()(maturity),
                    1.0, rounding);
    }
}

TEST(CrossAsset, deflated_foreign_bonds_are_martingales) {
    const CrossAsset model = cross_asset_worlds::model();
    for (int c : {1, 2})
        for (int days : later) {
            const Date t = today + days, maturity = t + 2000;
            const Exponential bond = model.currency(c).bond(t, maturity);
            const Exponential numeraire = model.currency(0).numeraire(t);
            std::vector<double> w = weights(model);
            w[0] = -numeraire.slope;
            w[static_cast<std::size_t>(c)] = bond.slope;
            w[static_cast<std::size_t>(model.exchange_factor(c))] = 1.0;
            const double value =
                mean_exponential(model.transition(today, t), model.start(), w) * bond.scale / numeraire.scale;
            const double spot = model.parts().exchanges[static_cast<std::size_t>(c - 1)].spot;
            EXPECT_NEAR(value / (spot * model.currency(c).discount()(maturity)), 1.0, rounding);
        }
}

// The forward contract on an equity, paid in its currency: worth P(0, T) forward(T), whenever it is looked
// at.
TEST(CrossAsset, deflated_equity_forwards_are_martingales) {
    const CrossAsset model = cross_asset_worlds::model();
    for (int e : {0, 1})
        for (int days : later) {
            const auto& equity = model.parts().equities[static_cast<std::size_t>(e)];
            const Date t = today + days, maturity = t + 700;
            const Exponential bond = model.currency(equity.currency).bond(t, maturity);
            const Exponential forward = model.equity_forward(e, t, maturity);
            const Exponential numeraire = model.currency(0).numeraire(t);
            std::vector<double> w = weights(model);
            w[0] = -numeraire.slope;
            w[static_cast<std::size_t>(equity.currency)] += bond.slope + forward.slope;
            w[static_cast<std::size_t>(model.equity_factor(e))] = 1.0;
            double expected = model.currency(equity.currency).discount()(maturity) * equity.spot *
                              equity.dividend(maturity) / equity.discount(maturity);
            if (equity.currency > 0) {
                w[static_cast<std::size_t>(model.exchange_factor(equity.currency))] = 1.0;
                expected *= model.parts().exchanges[static_cast<std::size_t>(equity.currency - 1)].spot;
            }
            const double value = mean_exponential(model.transition(today, t), model.start(), w) * bond.scale *
                                 forward.scale / numeraire.scale;
            EXPECT_NEAR(value / expected, 1.0, rounding);
        }
}

TEST(CrossAsset, moves_compose) {
    const CrossAsset model = cross_asset_worlds::model();
    const Date s = today + 100, u = today + 1500, t = today + 5000;
    const Transition whole = model.transition(s, t);
    const Transition parts = model.transition(u, t) * model.transition(s, u);
    for (int i = 0; i < model.factors(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        EXPECT_NEAR(parts.offset[at], whole.offset[at], rounding * (1.0 + abs(whole.offset[at])));
        for (int j = 0; j < model.factors(); ++j) {
            EXPECT_NEAR(parts.map(i, j), whole.map(i, j), rounding * (1.0 + abs(whole.map(i, j))));
            EXPECT_NEAR(parts.covariance(i, j), whole.covariance(i, j), rounding);
        }
    }
}

TEST(CrossAsset, a_bridge_and_the_move_to_its_end_make_the_law_of_both) {
    const CrossAsset model = cross_asset_worlds::model();
    const Date s = today + 365, u = today + 400, t = today + 547;
    const Transition first = model.transition(s, u), whole = model.transition(s, t);
    const BridgeTransition bridge = model.bridge(s, u, t);
    const int n = model.factors();
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            double map = bridge.before(i, j), covariance = bridge.covariance(i, j);
            for (int k = 0; k < n; ++k) {
                map += bridge.after(i, k) * whole.map(k, j);
                for (int m = 0; m < n; ++m)
                    covariance += bridge.after(i, k) * whole.covariance(k, m) * bridge.after(j, m);
            }
            EXPECT_NEAR(map, first.map(i, j), rounding);
            EXPECT_NEAR(covariance, first.covariance(i, j), rounding);
        }
    for (int i = 0; i < n; ++i) {
        double offset = bridge.offset[static_cast<std::size_t>(i)];
        for (int k = 0; k < n; ++k) offset += bridge.after(i, k) * whole.offset[static_cast<std::size_t>(k)];
        EXPECT_NEAR(offset, first.offset[static_cast<std::size_t>(i)], rounding);
    }
}

TEST(CrossAsset, a_bridge_holds_where_nothing_moves) {
    CrossAssetParts parts = cross_asset_worlds::parts();
    parts.currencies[1] = Lgm(cross_asset_worlds::curve(0.03), {});
    parts.exchanges[0].volatility = StepFunction(0.0);
    const CrossAsset model(parts);
    const BridgeTransition bridge = model.bridge(today, today + 40, today + 100);
    EXPECT_EQ(bridge.covariance(1, 1), 0.0);
    EXPECT_EQ(bridge.before(1, 1), 1.0);
}

// A second way to the covariance: the state after many short moves, each frozen at its middle.
TEST(CrossAsset, covariances_are_those_of_many_short_moves) {
    const CrossAsset model = cross_asset_worlds::model();
    const int n = model.factors(), c = model.currencies(), steps = 4000;
    const Years end = model.time(today + 1460);
    Matrix<double> sum(n, 0.0);
    for (int step = 0; step < steps; ++step) {
        const Years u = end * (step + 0.5) / steps;
        Matrix<double> load(n, 0.0);
        for (int i = 0; i < c; ++i) load(i, i) = model.currency(i).alpha(u);
        const auto carry = [&](int row, int i, double sign) {
            load(row, i) =
                sign * (model.currency(i).H(end) - model.currency(i).H(u)) * model.currency(i).alpha(u);
        };
        for (int i = 1; i < c; ++i) {
            const int row = model.exchange_factor(i);
            carry(row, 0, 1.0);
            carry(row, i, -1.0);
            load(row, row) = model.parts().exchanges[static_cast<std::size_t>(i - 1)].volatility(u);
        }
        for (int e = 0; e < model.equities(); ++e) {
            const auto& equity = model.parts().equities[static_cast<std::size_t>(e)];
            carry(model.equity_factor(e), equity.currency, 1.0);
            load(model.equity_factor(e), model.equity_factor(e)) = equity.volatility(u);
        }
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j)
                for (int k = 0; k < n; ++k)
                    for (int m = 0; m < n; ++m)
                        if (load(i, k) != 0.0 && load(j, m) != 0.0)
                            sum(i, j) +=
                                load(i, k) * model.parts().correlation(k, m) * load(j, m) * end / steps;
    }
    const Matrix<double> exact = model.transition(today, today + 1460).covariance;
    // The midpoint rule: step^2 / 24 times a second derivative of at most H''-sized numbers, and volatilities
    // that jump inside a step of 0.001 years by less than 0.05.
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) EXPECT_NEAR(sum(i, j), exact(i, j), 3 * 0.5e-3 * 0.05 * 0.25) << i << j;
}

TEST(CrossAsset, variance_of_a_forward_rate_is_that_of_its_logarithm) {
    const CrossAsset model = cross_asset_worlds::model();
    const Date expiry = today + 1460;
    const Matrix<double> law = model.transition(today, expiry).covariance;
    EXPECT_NEAR(model.exchange_variance(1, 0, today, expiry), law(3, 3), rounding);
    EXPECT_NEAR(model.exchange_variance(0, 1, today, expiry), law(3, 3), rounding);
    EXPECT_NEAR(model.exchange_variance(1, 2, today, expiry), law(3, 3) + law(4, 4) - 2.0 * law(3, 4),
                rounding);
    EXPECT_NEAR(model.equity_variance(0, today, expiry), law(5, 5), rounding);
    EXPECT_EQ(model.exchange_variance(1, 2, expiry, expiry), 0.0);
}

TEST(CrossAsset, refuses_correlations_that_nothing_can_have) {
    CrossAssetParts parts = cross_asset_worlds::parts();
    parts.correlation(0, 1) = parts.correlation(1, 0) = 0.95;
    parts.correlation(1, 2) = parts.correlation(2, 1) = 0.95;
    parts.correlation(0, 2) = parts.correlation(2, 0) = -0.5;
    EXPECT_THROW(CrossAsset model(parts), InputError);
}

}  // namespace
}  // namespace snell
