#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>

#include "core/math/exp.h"
#include "engine/xva/model_value.h"
#include "engine/xva/present_value.h"
#include "tests/engine/xva_worlds.h"

/// Rights to one of several swaps against a lattice of the state, closed forms and each other.
namespace snell {
namespace {

using xva_worlds::book;
using xva_worlds::dates;
using xva_worlds::found;
using xva_worlds::today;

constexpr double rate = 0.02, kappa = 0.02, sigma = 0.01;

/// One currency on a flat curve; floating coupons earn it.
World flat_world() {
    World world;
    world.today = today;
    world.base = "EUR";
    CurrencyMarket euro;
    euro.code = "EUR";
    euro.discount = cross_asset_worlds::curve(rate);
    world.currencies.push_back(euro);
    world.indices.push_back({"EUR-EURIBOR-12M", 0, euro.discount, ""});
    for (const auto& [name, hazard] :
         {std::pair("CPTY", 0.02), std::pair("BANK", 0.01), std::pair("SAFE", 0.0)})
        world.credits.push_back({name, cross_asset_worlds::curve(hazard), 0.4, ""});
    return world;
}

CrossAsset hull_white() {
    CrossAssetParts parts;
    parts.currencies = {
        Lgm(cross_asset_worlds::curve(rate), {Lgm::Volatility::hull_white, StepFunction(sigma), kappa})};
    parts.correlation = Matrix<double>(1);
    return CrossAsset(parts);
}

/// Annual periods of 365 days from a year on; the right is on the starts of the first `choices` of them.
struct Terms {
    double strike = 0.02, payer = 1.0;
    int first = 10, periods = 10, choices = 10;
    bool is_physical = true;
};

LinearTrade annual_swap(const Terms& terms) {
    Leg fixed, floating;
    for (int i = 0; i < terms.periods; ++i) {
        const Date start = today + 365 * (terms.first + i), end = start + 365;
        fixed.coupons.push_back({end, -terms.payer * terms.strike, 0.0, {}});
        floating.coupons.push_back({end, -terms.payer, terms.payer, {0, start, start, end, false}});
    }
    return {{fixed, floating}, {}};
}

BermudanSwaption right(const Terms& terms) {
    BermudanSwaption trade;
    trade.underlying = annual_swap(terms);
    for (int k = 0; k < terms.choices; ++k)
        trade.exercises.push_back({today + 365 * (terms.first + k), {k, k}, {}});
    trade.is_physical = terms.is_physical;
    return trade;
}

XvaSettings settings(std::vector<Date> dates) {
    XvaSettings chosen = xva_worlds::settings(std::move(dates));
    chosen.own_credit = -1;
    return chosen;
}

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

/// The same right by recursion on a grid of x, whose expectations are sums over the grid: Hull and White's
/// model as dx = sigma exp(kappa t) dW with H(t) = (1 - exp(-kappa t)) / kappa, written down a second time.
class Lattice {
  public:
    explicit Lattice(const Terms& terms) : terms_(terms) {
        for (int k = terms.choices - 1; k >= 0; --k) step_back(k);
    }
    double value() const { return expectation(values_.front(), grid(0), 0.0, deviation(0.0, time(0))); }

    /// E[V^+ / N] on the day of choice k, after exercise: what is left of the right, and, of a physical one,
    /// the swap where it was entered.
    double exposure(int k) const {
        std::vector<double> alive = density(grid(0), 0.0, deviation(0.0, time(0)));
        double sum = 0.0;
        for (int j = 0; j <= k; ++j) {
            const auto n = static_cast<std::size_t>(j);
            for (std::size_t i = 0; i < alive.size(); ++i)
                if (swaps_[n][i] > waiting_[n][i]) alive[i] = 0.0;
            if (j < k) alive = moved(alive, j);
        }
        const auto n = static_cast<std::size_t>(k);
        const std::vector<double> x = grid(k), all = density(x, 0.0, deviation(0.0, time(k)));
        for (std::size_t i = 0; i < x.size(); ++i) {
            sum += alive[i] * waiting_[n][i];
            if (terms_.is_physical) sum += (all[i] - alive[i]) * std::max(swaps_[n][i], 0.0);
        }
        return sum * (x[1] - x[0]);
    }

  private:
    static constexpr int points = 1601;
    static constexpr double width = 8.0;
    Terms terms_;
    std::vector<std::vector<double>> values_, waiting_, swaps_;  ///< [choice][x], over N

    double time(int k) const { return terms_.first + k; }
    static double deviation(double from, double to) {
        return sqrt(sigma * sigma * (exp(2 * kappa * to) - exp(2 * kappa * from)) / (2 * kappa));
    }
    std::vector<double> grid(int k) const {
        const double reach = width * deviation(0.0, time(k));
        std::vector<double> x;
        for (int i = 0; i < points; ++i) x.push_back(reach * (2.0 * i / (points - 1) - 1.0));
        return x;
    }
    static std::vector<double> density(const std::vector<double>& x, double mean, double deviation) {
        std::vector<double> found;
        for (const double each : x) {
            const double z = (each - mean) / deviation;
            found.push_back(exp(-0.5 * z * z) / (deviation * sqrt(2.0 * std::numbers::pi)));
        }
        return found;
    }
    static double expectation(const std::vector<double>& values, const std::vector<double>& x, double mean,
                              double deviation) {
        const double step = x[1] - x[0];
        const auto place = [&](double at) { return std::clamp((at - x[0]) / step, 0.0, points - 1.0); };
        double sum = 0.0;
        for (auto i = static_cast<std::size_t>(place(mean - width * deviation));
             i <= static_cast<std::size_t>(place(mean + width * deviation)); ++i) {
            const double z = (x[i] - mean) / deviation;
            sum += values[i] * exp(-0.5 * z * z);
        }
        return sum * step / (deviation * sqrt(2.0 * std::numbers::pi));
    }
    double bond(double t, double maturity, double x) const {  // over N
        const double H = (1.0 - exp(-kappa * maturity)) / kappa, d = deviation(0.0, t);
        return exp(-rate * maturity - H * x - 0.5 * H * H * d * d);
    }
    void step_back(int k) {
        const std::vector<double> x = grid(k);
        std::vector<double> swap, waits, value;
        for (const double each : x) {
            const double end = terms_.first + terms_.periods;
            double worth = bond(time(k), time(k), each) - bond(time(k), end, each);
            for (double pay = time(k) + 1.0; pay <= end; pay += 1.0)
                worth -= terms_.strike * bond(time(k), pay, each);
            swap.push_back(terms_.payer * worth);
            waits.push_back(values_.empty() ? 0.0
                                            : expectation(values_.front(), grid(k + 1), each,
                                                          deviation(time(k), time(k + 1))));
            value.push_back(std::max(swap.back(), waits.back()));
        }
        swaps_.insert(swaps_.begin(), swap);
        waiting_.insert(waiting_.begin(), waits);
        values_.insert(values_.begin(), value);
    }
    std::vector<double> moved(const std::vector<double>& alive, int k) const {
        const std::vector<double> x = grid(k), next = grid(k + 1);
        std::vector<double> found;
        for (const double each : next)
            found.push_back(expectation(alive, x, each, deviation(time(k), time(k + 1))));
        return found;
    }
};

/// A kink between two points of the lattice costs it about 1e-6.
constexpr double lattice_error = 5e-6;

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
