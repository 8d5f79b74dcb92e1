#include <gtest/gtest.h>

#include "core/error.h"
#include "engine/xva/credit_walk.h"
#include "engine/xva/market_paths.h"
#include "tests/engine/credit_worlds.h"

namespace snell {
namespace {

using namespace credit_worlds;

constexpr double sigmas = 4.0;

/// Means over replicates of 1 - S(t), and of (1 - S(t)) / N(t), with their errors.
struct Defaulted {
    std::vector<Estimate> plain, deflated;  ///< [date]
};
Defaulted defaulted(const CrossAsset& model, const DailyCurve& survival, const std::vector<Date>& at) {
    constexpr int replicates = 16, blocks = 64;
    const Sampler sampler = Sobol{.seed = 5};
    const MarketPaths market(model, {at, {}}, sampler, Isa::automatic);
    GroupCredit credit{{SetCredit{}},
                       std::make_shared<SurvivalPaths>(model, at, std::vector{SurvivalName{0, &survival}},
                                                       SurvivalPaths::Own::none, sampler)};
    credit.sets[0].counterparty.path = 0;
    std::vector<std::vector<double>> plain(at.size(), std::vector<double>(replicates, 0.0)), deflated = plain;
    const std::vector<double> start = model.start();
    std::vector<double> today;
    for (double state : start) today.insert(today.end(), xva_block, state);
    CreditWalk walk(credit, xva_kernels(Isa::automatic));
    for (int r = 0; r < replicates; ++r)
        for (int b = 0; b < blocks; ++b) {
            walk.start(static_cast<std::uint32_t>(r), static_cast<std::uint64_t>(b) * xva_block,
                       today.data());
            std::vector<double> lost(xva_block, 0.0), one(xva_block, 1.0);
            market.walk(static_cast<std::uint32_t>(r), b, [&](int date, const double* states) {
                walk.move(date, states);
                const double* const now = walk.weigh(credit.sets[0], date, one.data());
                const Exponential numeraire = model.currency(0).numeraire(at[static_cast<std::size_t>(date)]);
                const auto d = static_cast<std::size_t>(date), k = static_cast<std::size_t>(r);
                for (std::size_t i = 0; i < xva_block; ++i) {
                    lost[i] += now[i];
                    plain[d][k] += lost[i] / (blocks * xva_block);
                    deflated[d][k] += (1.0 - lost[i]) / numeraire(states[i]) / (blocks * xva_block);
                }
            });
        }
    Defaulted result;
    for (std::size_t d = 0; d < at.size(); ++d) {
        result.plain.push_back(estimate(plain[d], replicates * blocks * xva_block));
        result.deflated.push_back(estimate(deflated[d], replicates * blocks * xva_block));
    }
    return result;
}

TEST(StochasticHazard, gaussian_survival_over_the_numeraire_meets_the_curves) {
    const World market = world();
    const DailyCurve& survival = market.credits[counterparty].survival;
    const std::vector<Date> at = dates(8, 400);
    for (const double rho : {-0.6, 0.0, 0.6}) {
        const Defaulted found =
            defaulted(model({gaussian}, {{0, 0, rho}, {0, dollar, -0.3 * rho}}), survival, at);
        for (std::size_t d = 0; d < at.size(); ++d) {
            const double risky = survival(at[d]) * market.currencies[0].discount(at[d]);
            EXPECT_NEAR(found.deflated[d].value, risky, sigmas * found.deflated[d].std_error) << rho;
            EXPECT_LT(found.deflated[d].std_error, 1e-3);
        }
    }
}

TEST(StochasticHazard, square_root_survival_meets_the_curve) {
    const DailyCurve survival = world().credits[counterparty].survival;
    const std::vector<Date> at = dates(8, 400);
    // The second violates Feller's condition five times over: x stays near 0 for long.
    for (const double volatility : {0.1, 0.25})
        for (const double rho : {0.0, 0.7}) {
            const CrossAsset chosen = model({with_volatility(square_root, volatility)}, {{0, dollar, rho}});
            const Defaulted found = defaulted(chosen, survival, at);
            for (std::size_t d = 0; d < at.size(); ++d) {
                const Estimate lost = found.plain[d];
                EXPECT_NEAR(lost.value, 1.0 - survival(at[d]), sigmas * lost.std_error) << volatility;
                EXPECT_LT(lost.std_error, 1e-3);
            }
        }
}

class WrongWay : public testing::TestWithParam<double> {};

TEST_P(WrongWay, cva_of_an_exchange_forward_is_an_option_with_a_moved_drift) {
    const double rho = GetParam();
    const CrossAsset chosen = model({gaussian}, {{0, 0, -0.2 * rho}, {0, dollar, rho}});
    const std::vector<Date> at = dates(9, 110);
    for (const Sampler& sampler : {Sampler(Sobol{.seed = 3}), Sampler(Philox{.seed = 3})}) {
        XvaSettings settings = xva_worlds::settings(at);
        settings.sampler = sampler;
        settings.paths = 1 << 15;
        for (const double sign : {1.0, -1.0}) {
            const LinearTrade trade = dollar_forward(sign * 1e6, sign * 9e5, today + 1000);
            const Estimate cva = found(run(book({{"F", trade}}), chosen, settings), "CVA")[0];
            const double exact = forward_cva(chosen, 0, at, sign);
            EXPECT_NEAR(cva.value, exact, sigmas * cva.std_error) << print(cva);
            EXPECT_LT(cva.std_error, 0.02 * exact);
        }
    }
}
INSTANTIATE_TEST_SUITE_P(Correlations, WrongWay, testing::Values(-0.7, 0.0, 0.7));

TEST(StochasticHazard, defaults_when_the_trade_is_worth_most_cost_most) {
    const std::vector<Date> at = dates(9, 110);
    XvaSettings settings = xva_worlds::settings(at);
    const auto cva = [&](const HazardTerms& terms, double rho) {
        return found(run(book({{"F", dollar_forward(1e6, 9e5, today + 1000)}}),
                         model({terms}, {{0, dollar, rho}}), settings),
                     "CVA")[0];
    };
    for (const HazardTerms& terms : {gaussian, square_root}) {
        const Estimate right = cva(terms, -0.7), none = cva(terms, 0.0), wrong = cva(terms, 0.7);
        EXPECT_LT(right.value, none.value - sigmas * (right.std_error + none.std_error));
        EXPECT_GT(wrong.value, none.value + sigmas * (wrong.std_error + none.std_error));
        // Independent of the market, hazards leave what deterministic ones cost.
        const Estimate fixed = found(
            run(book({{"F", dollar_forward(1e6, 9e5, today + 1000)}}), model({}, {}), settings), "CVA")[0];
        EXPECT_NEAR(none.value, fixed.value, sigmas * (none.std_error + fixed.std_error));
    }
}

TEST(StochasticHazard, without_volatility_is_the_deterministic_one) {
    XvaSettings settings = xva_worlds::settings(dates(8, 91));
    settings.borrow_curve = 0;
    settings.lend_curve = 1;
    settings.units = GroupOrder::Units::trades;
    const Book held = book({{"S", payer_swap(1e6, 0.03)}, {"F", dollar_forward(1e6, 9e5, today + 900)}});
    const XvaResult fixed = run(held, model({}, {}), settings);
    for (const HazardTerms& terms : {gaussian, square_root}) {
        const HazardTerms still = with_volatility(terms, 0.0);
        const XvaResult moving = run(held, model({still, named(still, "BANK")}, {}), settings);
        ASSERT_EQ(moving.rows.size(), fixed.rows.size());
        for (std::size_t k = 0; k < fixed.rows.size(); ++k) {
            // Differences of survival lose what survival holds beyond them: 1 / 0.002 roundings, some times.
            const double value = fixed.rows[k].estimate.value;
            EXPECT_NEAR(moving.rows[k].estimate.value, value, 1e-12 * abs(value)) << fixed.rows[k].measure;
        }
    }
}

TEST(StochasticHazard, of_two_parties_multiply_with_their_covariance) {
    // Of a certain receipt the first to default costs a product of lognormals.
    constexpr double rho = 0.8;
    const HazardTerms ours = with_volatility(named(gaussian, "BANK"), 0.009);
    const CrossAsset chosen = model({gaussian, ours}, {{0, 8, rho}});
    const std::vector<Date> at = dates(8, 365);
    const Date paid = today + 3650;
    XvaSettings settings = xva_worlds::settings(at);
    settings.paths = 1 << 15;
    const XvaResult result =
        run(book({{"B", LinearTrade{{{0, {{paid, 1e6, 0.0, {}}}}}, {}}}}), chosen, settings);
    const World market = world();
    const auto both = [&](Date c, Date b) {
        const double together = covariance(noise_of_integral(gaussian, 0.0, chosen.time(c)),
                                           noise_of_integral(ours, 0.0, chosen.time(b)), rho);
        return market.credits[counterparty].survival(c) * market.credits[bank].survival(b) * exp(together);
    };
    double exact = 0.0;
    Date before = today;
    for (Date date : at) {
        exact +=
            0.6 * 1e6 * market.currencies[0].discount(paid) * (both(before, before) - both(date, before));
        before = date;
    }
    const Estimate simulated = found(result, "CVA_first_to_default")[0];
    EXPECT_NEAR(simulated.value, exact, sigmas * simulated.std_error) << print(simulated);
    EXPECT_LT(simulated.std_error, 5e-3 * exact);
}

TEST(StochasticHazard, swapping_the_sides_exchanges_cva_and_dva) {
    const LinearTrade ours = dollar_forward(1e6, 9e5, today + 900),
                      theirs = dollar_forward(-1e6, -9e5, today + 900);
    Book mirrored = book({{"F", theirs}});
    mirrored.netting_sets[0].counterparty = "BANK";
    XvaSettings settings = xva_worlds::settings(dates(8, 91));
    XvaSettings other = settings;
    other.own_credit = counterparty;
    const CrossAsset chosen = model({gaussian, named(square_root, "BANK")}, {{0, dollar, 0.5}});
    const XvaResult here = run(book({{"F", ours}}), chosen, settings), there = run(mirrored, chosen, other);
    for (const auto& [a, b] : {std::pair("CVA", "DVA"), std::pair("DVA", "CVA"),
                               std::pair("CVA_first_to_default", "DVA_first_to_default")})
        EXPECT_EQ(found(here, a)[0].value, found(there, b)[0].value) << a;
}

TEST(StochasticHazard, parts_of_trades_add_up_and_the_rest_is_what_is_left) {
    Csa csa;
    csa.active = true;
    csa.call_frequency = csa.post_frequency = {0, 1};
    csa.margin_period_of_risk = {0, 14};
    csa.threshold_receive = csa.threshold_pay = 2e4;
    const std::pair<std::string, Instrument> a{"A", dollar_forward(1e6, 9e5, today + 900)},
        b{"B", payer_swap(1e6, 0.03)};
    XvaSettings settings = xva_worlds::settings(dates(8, 91));
    settings.units = GroupOrder::Units::trades;
    const CrossAsset chosen = model({square_root}, {{0, dollar, 0.5}});
    for (const Csa& agreement : {Csa{}, csa}) {
        const XvaResult both = run(book({a, b}, agreement), chosen, settings);
        const double whole = found(both, "CVA")[0].value;
        const double parts =
            found(both, "CVA_euler", 0, 0)[0].value + found(both, "CVA_euler", 0, 1)[0].value;
        EXPECT_NEAR(parts, whole, 1e-12 * whole);
        const double alone = found(run(book({b}, agreement), chosen, settings), "CVA")[0].value;
        EXPECT_NEAR(found(both, "CVA_marginal", 0, 0)[0].value, whole - alone, 1e-9 * whole);
    }
}

TEST(StochasticHazard, cannot_have_correlations_that_no_factors_have) {
    // The euro's and the dollar's rate move against each other.
    EXPECT_THROW(model({gaussian}, {{0, 0, 0.9}, {0, 1, 0.9}}), InputError);
}

}  // namespace
}  // namespace snell
