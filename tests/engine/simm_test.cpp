#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>

#include "core/math/normal_inverse.h"
#include "engine/capital/simm_portfolio.h"
#include "portfolios/native/crif.h"

namespace snell {
namespace {

std::string data(const std::string& name) {
    return (std::filesystem::path(__FILE__).parent_path() / "simm" / name).string();
}

double margin_of(const std::vector<CrifRow>& rows, const SimmRules& rules = {}) {
    return simm(simm_portfolio(rows, rules, "USD"), rules).total;
}

/// One row with the columns that its kind of risk has.
CrifRow row(CrifRisk risk, const std::string& qualifier, double amount, int tenor = -1, int bucket = -1) {
    CrifRow made;
    made.risk = risk;
    made.qualifier = qualifier;
    made.amount = amount;
    made.tenor = tenor;
    made.bucket = bucket;
    return made;
}

/// Sensitivities of tests/engine/simm by their names.
class Published {
  public:
    Published() {
        const CsvTable table = read_crif_table(data("sensitivities.csv"));
        Faults faults;
        const Crif crif = read_crif(table, faults);
        EXPECT_EQ(faults.count(), 0u);
        for (std::size_t i = 0; i < crif.rows.size(); ++i)
            rows_.emplace(std::string(table.at(crif.rows[i].table_row, 0)), crif.rows[i]);
    }

    /// "IR8*5 CRQ1-25": five times the first, and 25 others.
    std::vector<CrifRow> rows(const std::string& words) const {
        std::vector<CrifRow> found;
        std::istringstream stream(words);
        for (std::string word; stream >> word;) {
            const std::size_t star = word.find('*'), dash = word.find('-');
            const std::size_t digits = word.find_first_of("0123456789");
            const int first = std::stoi(word.substr(digits));
            const int last = dash == std::string::npos ? first : std::stoi(word.substr(dash + 1));
            const int times = star == std::string::npos ? 1 : std::stoi(word.substr(star + 1));
            for (int number = first; number <= last; ++number)
                found.insert(found.end(), static_cast<std::size_t>(times),
                             rows_.at(word.substr(0, digits) + std::to_string(number)));
        }
        return found;
    }

  private:
    std::map<std::string, CrifRow> rows_;
};

// The sensitivities are those of ISDA's unit tests of the version, margin period of ten days, with names of
// issuers left out; the margins are its benchmarks, printed with 16 digits.
TEST(Simm, gives_the_published_margins) {
    const Published published;
    const CsvTable cases = read_csv(data("margins.csv"));
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string words(cases.at(i, 0));
        const double expected = std::stod(std::string(cases.at(i, 1)));
        // Sums of up to 258 rounded terms against sums in another order.
        EXPECT_NEAR(margin_of(published.rows(words)), expected, 1e-13 * expected + 1e-6) << words;
    }
    EXPECT_GT(cases.size(), 100u);
}

TEST(Simm, of_one_factor_is_weight_times_sensitivity) {
    const CrifRow curve = row(CrifRisk::rate_curve, "USD", -2e6, 7);
    EXPECT_DOUBLE_EQ(margin_of({curve}), 60.0 * 2e6);
    EXPECT_DOUBLE_EQ(margin_of({row(CrifRisk::exchange_rate, "EUR", 1e6)}), 7.4 * 1e6);
    // Beyond the threshold of 230 million a basis point, by the root of how far.
    const CrifRow large = row(CrifRisk::rate_curve, "USD", 920e6, 7);
    EXPECT_DOUBLE_EQ(margin_of({large}), 60.0 * 920e6 * 2.0);
}

TEST(Simm, of_a_perfect_hedge_is_zero) {
    const CrifRow curve = row(CrifRisk::rate_curve, "USD", 1e6, 7);
    CrifRow hedge = curve;
    hedge.amount = -1e6;
    EXPECT_EQ(margin_of({curve, hedge}), 0.0);
}

TEST(Simm, scales_with_the_portfolio_below_thresholds) {
    const Published published;
    std::vector<CrifRow> rows = published.rows("IR1-46 CRQ3-25 EQV1-8 CMV1-18 FXV1-10");
    for (CrifRow& each : rows) each.amount *= 1e-4;
    const double small = margin_of(rows);
    for (CrifRow& each : rows) each.amount *= 3.0;
    EXPECT_NEAR(margin_of(rows), 3.0 * small, 1e-13 * small);
}

TEST(Simm, is_never_above_the_sum_of_its_parts) {
    const Published published;
    for (const char* words : {"IR1-16", "FX1-12", "EQ1-20", "CM1-32", "CRQ1-22"}) {
        std::vector<CrifRow> rows = published.rows(words);
        double sum = 0.0;
        for (CrifRow& each : rows) {
            each.amount *= 1e-4;  // below every threshold
            sum += margin_of({each});
        }
        EXPECT_LE(margin_of(rows), sum) << words;
    }
}

TEST(Simm, does_not_depend_on_the_order_of_rows) {
    const Published published;
    std::vector<CrifRow> rows = published.rows("IR1-46 FX1-12 CRQ1-25 EQ1-28 CM1-33 IRV1-22 EQV1-17");
    std::sort(rows.begin(), rows.end(),
              [](const CrifRow& a, const CrifRow& b) { return a.amount < b.amount; });
    const double ascending = margin_of(rows);
    std::reverse(rows.begin(), rows.end());
    EXPECT_NEAR(margin_of(rows), ascending, 1e-14 * ascending);  // rows of one factor add up in their order
}

TEST(Simm, sees_curvature_of_options_sold_from_the_side_that_posts) {
    const CrifRow bought = row(CrifRisk::rate_volatility, "USD", 1e6, 8);
    SimmRules post;
    post.posts = true;
    const double vega = 0.18 * 1e6;
    EXPECT_DOUBLE_EQ(margin_of({bought}, post), vega);
    // Two weeks of ten years, half, over the square of the ratio; theta = 0 makes lambda quantile^2 - 1.
    const double quantile = normal_inverse(0.995);
    const double cvr = 0.5 * 14.0 / 3650.0 * 1e6;
    EXPECT_NEAR(margin_of({bought}), vega + quantile * quantile * cvr / (0.44 * 0.44), 1e-15 * vega);
}

TEST(Simm, leaves_out_exchange_rates_of_the_calculation_currency) {
    const SimmRules rules;
    const std::vector<CrifRow> rows{row(CrifRisk::exchange_rate, "EUR", 1e6),
                                    row(CrifRisk::exchange_rate, "USD", 2e6)};
    EXPECT_DOUBLE_EQ(simm(simm_portfolio(rows, rules, "EUR"), rules).total, 7.4 * 2e6);
    EXPECT_DOUBLE_EQ(simm(simm_portfolio(rows, rules, "USD"), rules).total, 7.4 * 1e6);
}

// A swaption of ten years; the margins are those of ORE's example of version 2.6 with the same sensitivities.
TEST(Simm, of_version_2_6_agrees_with_another_implementation) {
    constexpr const char* tenors[] = {"2w", "3m", "6m", "1y", "2y", "3y", "5y", "10y", "15y", "20y", "30y"};
    constexpr double libor[] = {11.18,    0.05,     -0.03,  -0.09,    -0.23,  -1.05,
                                -1431.81, -1991.02, -611.3, -5926.95, -1894.5};
    constexpr double ois[] = {-0.93,  -3.28,   2.01,    -0.38,   -2.93, -6.63,
                              -71.68, -304.84, -510.15, -660.82, -62.5};
    std::vector<CrifRow> rows;
    for (std::size_t i = 0; i < std::size(tenors); ++i) {
        const auto tenor = std::find(crif_tenors.begin(), crif_tenors.end(), tenors[i]) - crif_tenors.begin();
        rows.push_back(row(CrifRisk::rate_curve, "USD", libor[i], static_cast<int>(tenor), 0));
        rows.back().label = "Libor3m";
        rows.push_back(row(CrifRisk::rate_curve, "USD", ois[i], static_cast<int>(tenor), 0));
        rows.back().label = "OIS";
    }
    rows.push_back(row(CrifRisk::rate_volatility, "USD", 2813.27, 6));
    rows.push_back(row(CrifRisk::rate_volatility, "USD", 264121.38, 7));
    rows.push_back(row(CrifRisk::rate_volatility, "USD", 498253.14, 8));
    rows.push_back(row(CrifRisk::rate_volatility, "USD", 163454.34, 9));
    SimmRules rules;
    rules.parameters = &simm_2_6();
    const auto margins = simm(simm_portfolio(rows, rules, "USD"), rules).products[0].margins[0];
    constexpr double last_digit = 1e-9;  // printed with nine decimals
    EXPECT_NEAR(margins[0], 811888.163042849, last_digit);
    EXPECT_NEAR(margins[1], 210187.747722988, last_digit);
    EXPECT_NEAR(margins[2], 64143.548144290, last_digit);
}

TEST(SimmParameters, are_correlations) {
    const auto check = [](std::span<const double> matrix, std::size_t n) {
        ASSERT_EQ(matrix.size(), n * n);
        for (std::size_t i = 0; i < n; ++i) {
            EXPECT_EQ(matrix[i * n + i], 1.0);
            for (std::size_t j = 0; j < n; ++j) {
                EXPECT_EQ(matrix[i * n + j], matrix[j * n + i]) << i << " " << j;
                EXPECT_LE(std::abs(matrix[i * n + j]), 1.0);
            }
        }
    };
    for (const SimmParameters* version : simm_versions()) {
        const SimmParameters& p = *version;
        check(p.rates.tenors, 12);
        check(p.classes, simm_classes);
        for (const SimmBuckets* b :
             {&p.credit_qualifying, &p.credit_non_qualifying, &p.equity, &p.commodity}) {
            check(b->between, static_cast<std::size_t>(b->numbered()));
            for (const auto table : {b->threshold, b->vega_weight, b->vega_threshold, b->within})
                EXPECT_EQ(table.size(), b->weight.size());
        }
    }
}

}  // namespace
}  // namespace snell
