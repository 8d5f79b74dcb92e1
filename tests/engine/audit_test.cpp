#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "core/math/exp.h"
#include "engine/xva/audit.h"
#include "engine/xva/claims.h"
#include "tests/engine/rate_rights.h"

/// Rights valued anew along paths, against a lattice of the state; and what an audit says of a fit that is
/// bad.
namespace snell {
namespace {

using xva_worlds::book;
using xva_worlds::found;
using namespace rate_lattice;
using namespace rate_rights;

/// A right on its own, as a path sees it.
class LoneRight {
  public:
    explicit LoneRight(const Terms& terms, RegressionBasis basis = {})
        : world_(flat_world()),
          model_(hull_white()),
          view_(world_, model_, {}),
          claims_(view_, {.regression = basis}, {}, 0),
          unit_(claims_.claims_of(right(terms))) {}
    const RegressedOption& operator*() const { return *unit_.early_options.front().right; }
    const RegressedOption* operator->() const { return &**this; }

  private:
    World world_;
    CrossAsset model_;
    MarketView view_;
    ClaimBook claims_;
    UnitClaims unit_;
};

std::vector<Date> exercise_days(const Terms& terms) {
    std::vector<Date> days;
    for (int k = 0; k < terms.choices; ++k) days.push_back(today + 365 * (terms.first + k));
    return days;
}

XvaSettings nested(const Terms& terms, std::int64_t points = 4096) {
    XvaSettings chosen = settings(exercise_days(terms));
    chosen.audit = {AuditSettings::Kind::nested, points};
    return chosen;
}

XvaResult audited(const Terms& terms, const XvaSettings& chosen) {
    return run_xva(book({{"T", right(terms)}}), flat_world(), hull_white(), chosen, {0.0});
}

/// Of the only trade (position 0) or its set (-1): by date, or the one without.
std::vector<Estimate> numbers(const XvaResult& result, const std::string& measure, int position, bool dated) {
    std::vector<Estimate> estimates;
    for (const XvaRow& row : result.audit)
        if (row.measure == measure && row.position == position && row.date.has_value() == dated)
            estimates.push_back(row.estimate);
    return estimates;
}
Estimate overall(const XvaResult& result, const std::string& measure) {
    return numbers(result, measure, 0, false).at(0);
}

bool is_marked(const XvaResult& result) {
    return std::any_of(result.audit.begin(), result.audit.end(),
                       [](const XvaRow& row) { return row.status == "off"; });
}

Estimate mean_of(int paths, const std::function<double(std::uint64_t)>& value) {
    std::vector<double> values;
    for (int i = 0; i < paths; ++i) values.push_back(value(static_cast<std::uint64_t>(i)));
    return estimate(values, paths);
}

TEST(NestedOption, has_the_value_of_a_lattice_in_states_of_every_exercise_date) {
    const Terms terms;  // ten years after ten years, ten dates
    const Lattice lattice(terms);
    const LoneRight option(terms);
    const HedgedOption hedge(*option);
    for (int k = 0; k + 1 < terms.choices; ++k) {
        const int day = 365 * (terms.first + k);
        for (const double deviations : {-1.5, 0.0, 1.0}) {
            const double x = deviations * Lattice::deviation(0.0, terms.first + k);
            const auto next = static_cast<std::size_t>(k) + 1;
            const InnerStart start{day, next, x};
            const double fit = option->expected(next, option->deviation(day, next), x);
            const auto path = [&](std::uint64_t i) { return InnerPath{{.seed = 7}, i}; };
            const Estimate plain =
                mean_of(2048, [&](std::uint64_t i) { return earned(*option, start, path(i)); });
            const Estimate low =
                mean_of(64, [&](std::uint64_t i) { return hedge.follow(start, fit, path(i)).low; });
            const Estimate high =
                mean_of(64, [&](std::uint64_t i) { return hedge.follow(start, fit, path(i)).high; });
            const double truth = lattice.waiting(k, x);
            EXPECT_NEAR(plain.value, truth, 4.0 * plain.std_error + lattice_error) << k << " " << x;
            EXPECT_NEAR(low.value, truth, lattice_error) << k << " " << x;
            EXPECT_LE(low.value, high.value);
            EXPECT_LE(high.value - low.value, 1e-6);
            EXPECT_NEAR(low.value, fit, 1e-7);
        }
    }
}

TEST(Audit, of_the_fit_of_a_run_finds_nothing_and_its_exposures_are_those_of_a_lattice) {
    const Terms terms;
    const Lattice lattice(terms);
    const XvaResult result = audited(terms, nested(terms, 512));
    const std::vector<Estimate> epe = found(result, "EPE"), effect = numbers(result, "EPE_effect", -1, true);
    ASSERT_EQ(effect.size(), epe.size());
    for (int k = 0; k < terms.choices; ++k) {
        const auto i = static_cast<std::size_t>(k);
        EXPECT_NEAR(effect[i].value, 0.0, 1e-7) << k;
        EXPECT_NEAR(epe[i].value - effect[i].value, lattice.exposure(k),
                    4.0 * epe[i].std_error + 10.0 * lattice_error)
            << k;
    }
    EXPECT_NEAR(overall(result, "nested_bias").value, 0.0, 1e-7);
    EXPECT_LE(overall(result, "nested_gap").value, 1e-6);
    EXPECT_GE(overall(result, "nested_gap").value, 0.0);
    for (const char* measure : {"twin_bias", "twin_mean_square"}) {
        const Estimate twin = overall(result, measure);
        EXPECT_NEAR(twin.value, 0.0, 4.0 * twin.std_error) << measure;
        EXPECT_GT(twin.std_error, 0.0);
    }
    EXPECT_FALSE(is_marked(result));
    EXPECT_NEAR(result.audit_totals.at("CVA_effect").value, 0.0, 1e-7);
}

/// What a mean over a lattice misses where a boundary of exercise cuts a cell: at most half a cell of a
/// hundredth of a deviation, times the density there and what exercise and waiting, which a bad rule tells
/// apart, differ by.
constexpr double cut_cell = 0.5 * 0.01 * 0.4 * 0.01;

/// A right that is regressed by straight lines on four bundles, and the lattice of its rule.
struct BadRight {
    Terms terms{.strike = 0.018, .first = 2, .periods = 6, .choices = 5, .is_physical = false};
    RegressionBasis lines{.degree = 1, .bundles = 4};
    LoneRight option{terms, lines};
    Lattice rule{terms,
                 [this](int k, double x) { return option->is_exercised(static_cast<std::size_t>(k), x); }};

    XvaSettings settings() const {
        XvaSettings chosen = nested(terms);
        chosen.rules.regression = lines;
        return chosen;
    }
    /// What the fit says on the day of a choice.
    double fit(int k, const Lattice::Place& at) const {
        const auto next = static_cast<std::size_t>(k) + 1;
        if (!at.is_left || k + 1 == terms.choices) return 0.0;
        return option->expected(next, option->deviation(365 * (terms.first + k), next), at.x);
    }
};

TEST(Audit, of_a_fit_by_straight_lines_tells_its_bias_with_sign_and_size) {
    const BadRight bad;
    const XvaResult result = audited(bad.terms, bad.settings());
    const std::vector<Estimate> bias = numbers(result, "nested_bias", 0, true),
                                square = numbers(result, "nested_mean_square", 0, true);
    for (int k = 0; k + 1 < bad.terms.choices; ++k) {
        const auto i = static_cast<std::size_t>(k);
        const auto off = [&](const Lattice::Place& at) {
            return at.is_left ? bad.fit(k, at) - at.waiting : 0.0;
        };
        EXPECT_NEAR(bias[i].value, bad.rule.mean(k, off), 4.0 * bias[i].std_error + cut_cell) << k;
        EXPECT_GT(bias[i].value, 10.0 * bias[i].std_error) << k;
        const double truth = bad.rule.mean(k, [&](const auto& at) { return off(at) * off(at); });
        EXPECT_NEAR(square[i].value, truth, 4.0 * square[i].std_error + 0.01 * cut_cell) << k;
    }
    const Estimate value = overall(result, "regressed_value"), hedged = overall(result, "nested_bias");
    EXPECT_GT(hedged.value, 0.2 * value.value);
    for (const char* what : {"bias", "mean_square"}) {
        const Estimate twin = overall(result, "twin_" + std::string(what)),
                       sharp = overall(result, "nested_" + std::string(what));
        EXPECT_NEAR(twin.value, sharp.value, 4.0 * (twin.std_error + sharp.std_error)) << what;
        EXPECT_LT(10.0 * sharp.std_error, 2.0 * twin.std_error) << what;
    }
    // The rule itself is not that bad: what it loses against the best is less than what the fit is off by.
    const Estimate gap = overall(result, "nested_gap");
    EXPECT_GT(gap.value, 10.0 * gap.std_error);
    EXPECT_LT(gap.value, 0.1 * hedged.value);
    EXPECT_TRUE(is_marked(result));
}

TEST(Audit, tells_what_a_bad_fit_moves_exposures_by_across_their_kink) {
    const BadRight bad;
    // Beside the right we owe a payment of about its size, so that the set's value has either sign.
    const double owed = 0.012, end = 10.0;
    const LinearTrade loan{{Leg{0, {Coupon{today + 3650, -owed, 0.0, {}}}}}, {}};
    XvaSettings chosen = bad.settings();
    chosen.quantiles = {0.75};
    const XvaResult result =
        run_xva(book({{"T", right(bad.terms)}, {"U", loan}}), flat_world(), hull_white(), chosen, {0.0, 0.0});
    const std::vector<Estimate> epe = numbers(result, "EPE_effect", -1, true),
                                ene = numbers(result, "ENE_effect", -1, true),
                                pfe = numbers(result, "PFE_0.75_effect", -1, true);
    double loss = 0.0;
    for (int k = 0; k < bad.terms.choices; ++k) {
        const auto i = static_cast<std::size_t>(k);
        const auto effect = [&](double sign) {
            return bad.rule.mean(k, [&](const Lattice::Place& at) {
                const double debt = owed * bad.rule.bond(bad.terms.first + k, end, at.x);
                const double rule = at.is_left ? at.waiting : 0.0;
                return std::max(sign * (bad.fit(k, at) - debt), 0.0) - std::max(sign * (rule - debt), 0.0);
            });
        };
        EXPECT_NEAR(epe[i].value, effect(1.0), 4.0 * epe[i].std_error + cut_cell) << k;
        EXPECT_NEAR(ene[i].value, effect(-1.0), 4.0 * ene[i].std_error + cut_cell) << k;
        const double until = bad.terms.first + k, since = k == 0 ? 0.0 : until - 1.0;
        loss += 0.6 * (exp(-0.02 * since) - exp(-0.02 * until)) * epe[i].value;
    }
    EXPECT_GT(epe.front().value, 10.0 * epe.front().std_error);
    EXPECT_LT(ene.front().value, -10.0 * ene.front().std_error);
    EXPECT_GT(pfe.front().value, 4.0 * pfe.front().std_error);
    EXPECT_NEAR(numbers(result, "CVA_effect", -1, false).at(0).value, loss, 1e-9);
    EXPECT_EQ(result.audit_totals.at("CVA_effect").value,
              numbers(result, "CVA_effect", -1, false).at(0).value);
}

TEST(Audit, of_what_was_granted_has_the_other_sign) {
    const BadRight bad;
    BermudanSwaption granted = right(bad.terms);
    granted.position = -1.0;
    const auto of = [&](const BermudanSwaption& trade) {
        return run_xva(book({{"T", trade}}), flat_world(), hull_white(), bad.settings(), {0.0});
    };
    const XvaResult held = of(right(bad.terms)), owed = of(granted);
    for (const char* measure : {"regressed_value", "twin_bias", "nested_bias"})
        EXPECT_EQ(overall(owed, measure).value, -overall(held, measure).value) << measure;
    for (const char* measure : {"twin_mean_square", "nested_mean_square", "nested_gap"})
        EXPECT_EQ(overall(owed, measure).value, overall(held, measure).value) << measure;
}

using Rows = std::vector<std::tuple<int, std::string, double, double>>;
Rows rows_of(const std::vector<XvaRow>& rows, int position) {
    Rows all;
    for (const XvaRow& row : rows)
        if (row.position == position)
            all.emplace_back(row.date ? *row.date - today : 0, row.measure, row.estimate.value,
                             row.estimate.std_error);
    return all;
}

TEST(Audit, moves_no_bit_of_an_exposure_and_has_the_same_bits_on_any_threads_and_lanes) {
    const BadRight bad;
    const XvaSettings chosen = bad.settings();
    const XvaResult all = audited(bad.terms, chosen);
    XvaSettings twin = chosen, none = chosen, other = chosen;
    twin.audit = {};
    none.audit.kind = AuditSettings::Kind::none;
    other.threads = 1;
    other.isa = Isa::scalar;
    EXPECT_TRUE(audited(bad.terms, none).audit.empty());
    for (const XvaSettings& each : {twin, none, other})
        EXPECT_EQ(rows_of(audited(bad.terms, each).rows, -1), rows_of(all.rows, -1));
    for (const int position : {-1, 0})
        EXPECT_EQ(rows_of(audited(bad.terms, other).audit, position), rows_of(all.audit, position));
    const Rows of_twin = rows_of(audited(bad.terms, twin).audit, 0);
    const Rows of_nested = rows_of(all.audit, 0);
    EXPECT_EQ(of_twin,
              Rows(of_nested.begin(), of_nested.begin() + static_cast<std::ptrdiff_t>(of_twin.size())));
}

TEST(Audit, of_a_trade_does_not_know_of_others) {
    const BadRight bad;
    const Terms second{.first = 1, .periods = 4, .choices = 3};
    const XvaResult alone = audited(bad.terms, bad.settings()),
                    both = run_xva(book({{"T", right(bad.terms)}, {"A", right(second)}}), flat_world(),
                                   hull_white(), bad.settings(), {0.0, 0.0});
    EXPECT_EQ(rows_of(alone.audit, 0), rows_of(both.audit, 0));
    EXPECT_FALSE(rows_of(both.audit, 1).empty());
}

TEST(RegressedOption, comes_nearer_with_every_bundle_between_bounds_that_hold_whatever_the_basis) {
    const Terms terms{.strike = 0.018, .first = 2, .periods = 6, .choices = 5};
    const double best = Lattice(terms).value();
    double before = 1.0;
    for (const int bundles : {1, 4, 16}) {
        const LoneRight coarse(terms, {.degree = 5, .bundles = bundles});
        const RegressionBounds bounds = regression_bounds(*coarse);
        const double off = std::abs(coarse->expected(0, coarse->deviation(0, 0), 0.0) - best);
        EXPECT_LE(off, before) << bundles;
        EXPECT_LE(bounds.low.value - 4.0 * bounds.low.std_error, best + lattice_error) << bundles;
        EXPECT_GE(bounds.high.value + 4.0 * bounds.high.std_error, best - lattice_error) << bundles;
        before = off;
    }
    EXPECT_LE(before, lattice_error);
}

}  // namespace
}  // namespace snell
