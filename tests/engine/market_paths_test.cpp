#include "engine/xva/market_paths.h"

#include <gtest/gtest.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>
#include <map>

#include "core/estimate.h"
#include "core/math/log.h"
#include "models/lgm_option.h"
#include "tests/models/cross_asset_worlds.h"

namespace snell {
namespace {

using cross_asset_worlds::today;

/// A fixed seed's deviation is a failure beyond this many standard errors: 1 in 16,000 for one look.
constexpr double sigmas = 4.0;

MarketDates dates() {
    return {{today + 182, today + 365, today + 1096, today + 3652},
            {today + 1, today + 90, today + 91, today + 200, today + 364, today + 2000, today + 2001}};
}

/// Every state of some blocks, [date][block][factor][path].
using States = std::map<Date, std::vector<double>>;

/// The states of a block on a date, [factor][path].
struct Factors {
    const double* first;
    const double* operator[](int factor) const { return first + factor * market_block; }
};

States states_of(const MarketPaths& paths, int blocks, std::uint32_t replicate = 0) {
    States states;
    for (int block = 0; block < blocks; ++block)
        paths.walk(replicate, block, [&](int date, const double* factors) {
            std::vector<double>& to = states[paths.dates()[static_cast<std::size_t>(date)]];
            to.insert(to.end(), factors, factors + paths.factors() * market_block);
        });
    return states;
}

bool same_bytes(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

/// Estimate of the mean of value(factors, path) at a date, from 16 replicates.
template <class Value>
Estimate mean_at(const MarketPaths& paths, Date date, const Value& value) {
    constexpr int replicates = 16, blocks = 8;
    std::vector<double> means;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        double sum = 0.0;
        for (int block = 0; block < blocks; ++block)
            paths.walk(r, block, [&](int number, const double* factors) {
                if (paths.dates()[static_cast<std::size_t>(number)] != date) return;
                for (int path = 0; path < market_block; ++path) sum += value(Factors{factors}, path);
            });
        means.push_back(sum / (blocks * market_block));
    }
    return estimate(means, std::int64_t{replicates} * blocks * market_block);
}

class EveryMarketSampler : public testing::TestWithParam<Sampler> {};

TEST_P(EveryMarketSampler, keeps_every_deflated_asset_a_martingale) {
    const CrossAsset model = cross_asset_worlds::model();
    const MarketPaths paths(model, dates(), GetParam());
    for (Date t : {today + 90, today + 365, today + 2001, today + 3652}) {
        const Exponential numeraire = model.currency(0).numeraire(t);
        const auto expect = [&](const char* what, double expected, const auto& value) {
            const Estimate found =
                mean_at(paths, t, [&](Factors y, int p) { return value(y, p) / numeraire(y[0][p]); });
            EXPECT_NEAR(found.value, expected, sigmas * found.std_error) << what << " at " << print(t);
        };
        expect("one unit", model.currency(0).discount()(t), [](auto, int) { return 1.0; });
        for (int c : {1, 2}) {
            const Exponential bond = model.currency(c).bond(t, t + 1000);
            const int own = model.exchange_factor(c);
            expect("a foreign bond",
                   model.parts().exchanges[static_cast<std::size_t>(c - 1)].spot *
                       model.currency(c).discount()(t + 1000),
                   [&](Factors y, int p) { return exp(y[own][p]) * bond(y[c][p]); });
        }
        const auto& equity = model.parts().equities[1];
        expect("an equity of the base", equity.spot * equity.dividend(t),
               [&](Factors y, int p) { return exp(y[model.equity_factor(1)][p]); });
    }
}

TEST_P(EveryMarketSampler, simulates_the_swaption_of_the_closed_form) {
    const CrossAsset model = cross_asset_worlds::model();
    const MarketPaths paths(model, dates(), GetParam());
    const Date expiry = today + 1096;
    std::vector<FixedFlow> swap{{expiry, 1.0}};
    for (int year = 1; year <= 10; ++year)
        swap.push_back({add_months(expiry, 12 * year), year < 10 ? -0.025 : -1.025});
    const LgmOption option(model.currency(0), swap, expiry);
    const SeenLgmOption payoff = option.seen(expiry);
    const Exponential numeraire = model.currency(0).numeraire(expiry);
    const Estimate found =
        mean_at(paths, expiry, [&](Factors y, int p) { return payoff(y[0][p]) / numeraire(y[0][p]); });
    EXPECT_NEAR(found.value, option.value(), sigmas * found.std_error);
    EXPECT_LT(found.std_error, 0.02 * option.value());  // or the test would say little
}
INSTANTIATE_TEST_SUITE_P(MarketPaths, EveryMarketSampler,
                         testing::Values(Sampler(Sobol{.seed = 7}), Sampler(Philox{.seed = 7})));

TEST(MarketPaths, are_the_same_whatever_else_is_asked_for) {
    const CrossAsset model = cross_asset_worlds::model();
    MarketDates more = dates(), fewer = dates();
    for (int days = 3; days < 3652; days += 97) more.between.push_back(today + days);
    fewer.between.resize(2);
    const Sampler sampler = Sobol{.seed = 3};
    const States all = states_of(MarketPaths(model, more, sampler), 2);
    for (const auto& [date, states] : states_of(MarketPaths(model, fewer, sampler), 2))
        EXPECT_TRUE(same_bytes(states, all.at(date))) << print(date);
}

TEST(MarketPaths, of_days_side_by_side_move_as_the_model_says) {
    const CrossAsset model = cross_asset_worlds::model();
    const MarketPaths paths(model, dates(), Philox{.seed = 5});
    constexpr int blocks = 256;
    const States states = states_of(paths, blocks);
    // The noise of the move between days that no grid date parts, and across one that does.
    for (const auto& [from, to] :
         std::vector<std::pair<int, int>>{{90, 91}, {2000, 2001}, {91, 200}, {1, 364}}) {
        const Transition move = model.transition(today + from, today + to);
        const auto& before = states.at(today + from);
        const auto& after = states.at(today + to);
        const int n = model.factors();
        Matrix<double> covariance(n, 0.0);
        std::vector<double> mean(static_cast<std::size_t>(n), 0.0);
        const auto at = [&](const std::vector<double>& from_states, int block, int f, int path) {
            return from_states[static_cast<std::size_t>((block * n + f) * market_block + path)];
        };
        for (int block = 0; block < blocks; ++block)
            for (int path = 0; path < market_block; ++path) {
                std::vector<double> noise(move.offset);
                for (int i = 0; i < n; ++i) {
                    double expected = move.offset[static_cast<std::size_t>(i)];
                    for (int j = 0; j < n; ++j) expected += move.map(i, j) * at(before, block, j, path);
                    noise[static_cast<std::size_t>(i)] = at(after, block, i, path) - expected;
                }
                for (int i = 0; i < n; ++i) {
                    mean[static_cast<std::size_t>(i)] += noise[static_cast<std::size_t>(i)];
                    for (int j = 0; j < n; ++j)
                        covariance(i, j) +=
                            noise[static_cast<std::size_t>(i)] * noise[static_cast<std::size_t>(j)];
                }
            }
        const double count = blocks * market_block;
        for (int i = 0; i < n; ++i) {
            const double variance = move.covariance(i, i);
            EXPECT_NEAR(mean[static_cast<std::size_t>(i)] / count, 0.0, 5.0 * sqrt(variance / count));
            // 4 moves of 49 covariances: 5 standard errors, sqrt((v_i v_j + c^2) / n) each.
            for (int j = 0; j < n; ++j)
                EXPECT_NEAR(covariance(i, j) / count, move.covariance(i, j),
                            5.0 * sqrt(2.0 * variance * move.covariance(j, j) / count));
        }
    }
}

/// Hash of all states of two blocks, in order of date.
std::uint64_t hash_of(const States& states) {
    XXH64_state_t* const hash = XXH64_createState();
    XXH64_reset(hash, 0);
    for (const auto& [date, numbers] : states)
        XXH64_update(hash, numbers.data(), numbers.size() * sizeof(double));
    const std::uint64_t found = XXH64_digest(hash);
    XXH64_freeState(hash);
    return found;
}

class EveryMarketKernel : public testing::TestWithParam<Isa> {};

TEST_P(EveryMarketKernel, gives_the_bits_that_stand_in_the_repository) {
    if (GetParam() == Isa::avx512 && !__builtin_cpu_supports("avx512f"))
        GTEST_SKIP() << "this processor has no AVX-512";
    const CrossAsset model = cross_asset_worlds::model();
    const std::uint64_t sobol =
        hash_of(states_of(MarketPaths(model, dates(), Sobol{.seed = 3}, GetParam()), 2, 1));
    const std::uint64_t philox =
        hash_of(states_of(MarketPaths(model, dates(), Philox{.seed = 3}, GetParam()), 2, 1));
    EXPECT_EQ(sobol, 0xb7ba45963f065ce0ull) << std::hex << "found 0x" << sobol;
    EXPECT_EQ(philox, 0x685265cc6a01b289ull) << std::hex << "found 0x" << philox;
}
INSTANTIATE_TEST_SUITE_P(MarketPaths, EveryMarketKernel,
                         testing::Values(Isa::scalar, Isa::avx2, Isa::avx512));

TEST(MarketPaths, refuse_dates_that_they_cannot_reach) {
    const CrossAsset model = cross_asset_worlds::model();
    const Sampler sampler = Philox{};
    EXPECT_THROW(MarketPaths(model, {{}, {}}, sampler), std::invalid_argument);
    EXPECT_THROW(MarketPaths(model, {{today}, {}}, sampler), std::invalid_argument);
    EXPECT_THROW(MarketPaths(model, {{today + 10}, {today + 11}}, sampler), std::invalid_argument);
    EXPECT_EQ(MarketPaths(model, {{today + 10}, {today + 10}}, sampler).dates().size(), 1u);
}

}  // namespace
}  // namespace snell
