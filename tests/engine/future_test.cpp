#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "core/math/exp.h"
#include "core/math/normal_inverse.h"
#include "core/node.h"
#include "tests/engine/rate_rights.h"

/// Costs to come, path by path, against what they add up to and against quadrature.
namespace snell {
namespace {

using xva_worlds::book;
using xva_worlds::found;
using namespace rate_lattice;
using namespace rate_rights;

Estimate number(const XvaResult& result, const std::string& measure, Date date) {
    for (const XvaRow& row : result.future)
        if (row.measure == measure && row.date == date) return row.estimate;
    ADD_FAILURE() << measure;
    return {};
}

TEST(FutureCosts, behind_a_date_and_yet_to_come_are_all_there_are) {
    XvaSettings chosen = xva_worlds::settings(xva_worlds::dates(20, 182));
    chosen.borrow_curve = 0;
    chosen.lend_curve = 1;
    chosen.future = {today + 182, today + 10 * 182, today + 20 * 182};
    const XvaResult result = xva_worlds::run(book({{"A", xva_worlds::payer_swap(1e6, 0.021)}}), chosen);
    for (const char* cost : {"CVA", "DVA", "FCA", "FBA"}) {
        const double whole = found(result, cost).at(0).value;
        double before = 0.0;
        for (const Date date : chosen.future) {
            const double past = number(result, cost + std::string("_past"), date).value,
                         left = number(result, cost + std::string("_left"), date).value;
            EXPECT_NEAR(past + left, whole, 1e-12 * std::abs(whole)) << cost;
            EXPECT_GT(past, before) << cost;
            before = past;
        }
        EXPECT_EQ(number(result, cost + std::string("_left"), chosen.future.back()).value, 0.0) << cost;
        EXPECT_EQ(number(result, cost + std::string("_std"), chosen.future.back()).value, 0.0) << cost;
    }
}

/// A payer swap at 2 % of annual periods, up to year 10, seen on anniversaries: a function of the state
/// alone.
class SwapCosts {
  public:
    SwapCosts(int seen, double intensity) : seen_(seen), intensity_(intensity) {}

    /// CVA on the anniversary in state x, in its amounts, given that the counterparty is alive.
    double operator()(double x) const {
        double sum = 0.0;
        for (int i = seen_ + 1; i < end; ++i) {
            const double lost = 0.6 * (survival(i - 1) - survival(i)) / survival(seen_);
            sum += lost * expected(x, Lattice::deviation(seen_, i),
                                   [&](double y) { return std::max(value(i, y), 0.0); });
        }
        return sum / bonds_.bond(seen_, seen_, x);
    }
    double mean() const { return mean(*this); }
    double deviation() const {
        const double mean_square = mean([this](double x) { return (*this)(x) * (*this)(x); });
        return sqrt(mean_square - mean() * mean());
    }

  private:
    static constexpr int end = 10;
    int seen_;
    double intensity_;
    Lattice bonds_{{.first = 1, .periods = 1, .choices = 1}};

    double mean(const std::function<double(double)>& f) const {
        return expected(0.0, Lattice::deviation(0.0, seen_), f);
    }
    double survival(int year) const { return exp(-intensity_ * year); }
    double value(int year, double x) const {  // over N
        double worth = bonds_.bond(year, year, x) - bonds_.bond(year, end, x);
        for (int pay = year + 1; pay <= end; ++pay) worth -= 0.02 * bonds_.bond(year, pay, x);
        return worth;
    }
    /// Sums at equal steps converge faster than any power for a smooth function; a kink costs 1e-5 of it.
    static double expected(double mean, double deviation, const std::function<double(double)>& f) {
        constexpr int points = 401;
        double sum = 0.0;
        for (int i = 0; i < points; ++i) {
            const double z = 16.0 * i / (points - 1) - 8.0;
            sum += f(mean + deviation * z) * exp(-0.5 * z * z);
        }
        return sum * 16.0 / (points - 1) * 0.3989422804014327;
    }
};

XvaSettings anniversaries() {
    std::vector<Date> days;
    for (int year = 1; year < 10; ++year) days.push_back(today + 365 * year);
    return settings(days);
}

XvaResult run_swap(const XvaSettings& chosen) {
    const Terms terms{.first = 1, .periods = 9};
    return run_xva(book({{"A", annual_swap(terms)}}), flat_world(), hull_white(), chosen, {0.0});
}

TEST(FutureCosts, of_a_swap_have_the_distribution_that_quadrature_finds) {
    XvaSettings chosen = anniversaries();
    chosen.paths = 1 << 15;
    chosen.quantiles = {0.05, 0.5, 0.95};
    chosen.future = {today + 365 * 2, today + 365 * 5};
    const XvaResult result = run_swap(chosen);
    for (const int seen : {2, 5}) {
        const Date date = today + 365 * seen;
        const SwapCosts costs(seen, 0.02);
        const double mean = costs.mean(), deviation = costs.deviation();
        const Estimate found_mean = number(result, "CVA_mean", date),
                       found_std = number(result, "CVA_std", date);
        EXPECT_NEAR(found_mean.value, mean, 4.0 * found_mean.std_error);
        EXPECT_NEAR(found_std.value, deviation, 4.0 * found_std.std_error + 0.01 * deviation);
        for (const double level : chosen.quantiles) {
            const Estimate quantile = number(result, "CVA_" + print_number(level), date);
            const double truth = costs(Lattice::deviation(0.0, seen) * normal_inverse(level));
            EXPECT_NEAR(quantile.value, truth, 4.0 * quantile.std_error + 0.02 * mean) << level;
        }
    }
}

TEST(FutureCosts, move_no_bit_of_an_exposure_and_have_the_same_bits_on_any_threads) {
    XvaSettings chosen = xva_worlds::settings(xva_worlds::dates(6, 182)), none = chosen, other = chosen;
    chosen.future = other.future = {today + 364};
    chosen.quantiles = other.quantiles = none.quantiles = {0.9};
    other.threads = 1;
    other.isa = Isa::scalar;
    const auto rows_of = [&](const std::vector<XvaRow>& rows) {
        std::vector<std::pair<double, double>> numbers;
        for (const XvaRow& row : rows) numbers.emplace_back(row.estimate.value, row.estimate.std_error);
        return numbers;
    };
    const Book trades = book({{"A", xva_worlds::payer_swap(1e6, 0.021)}});
    const XvaResult all = xva_worlds::run(trades, chosen), again = xva_worlds::run(trades, other),
                    without = xva_worlds::run(trades, none);
    EXPECT_EQ(rows_of(all.rows), rows_of(without.rows));
    EXPECT_EQ(rows_of(all.future), rows_of(again.future));
    EXPECT_EQ(all.future.size(), 10u);  // five numbers of CVA and of DVA
    EXPECT_TRUE(without.future.empty());
}

}  // namespace
}  // namespace snell
