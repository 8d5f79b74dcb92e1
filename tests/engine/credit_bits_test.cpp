#include <gtest/gtest.h>

#include <algorithm>

#include "engine/meter/counted.h"
#include "engine/xva/reduce.h"
#include "tests/engine/credit_worlds.h"

/// What must not move a bit where hazards move.
namespace snell {
namespace {

using namespace credit_worlds;

/// Two sets with one moving counterparty each, the second margined, and one whose counterparty stands still.
Book three_sets() {
    Csa csa;
    csa.active = true;
    csa.call_frequency = csa.post_frequency = {0, 1};
    csa.margin_period_of_risk = {0, 10};
    Book book =
        xva_worlds::book({{"A", payer_swap(1e6, 0.025)}, {"B", dollar_forward(1e6, 9e5, today + 800)}});
    book.netting_sets.push_back({"CSA", "BANK", csa});
    book.netting_sets.push_back({"STILL", "SAFE", {}});
    for (const int set : {1, 2}) {
        Position copy = book.positions[1];
        copy.id += std::to_string(set);
        copy.netting_set = set;
        book.positions.push_back(copy);
    }
    return book;
}

CrossAsset moving() {
    return model({square_root, named(gaussian, "BANK")}, {{0, dollar, 0.5}, {0, 0, -0.1}, {1, dollar, -0.3}});
}

XvaSettings short_run() {
    XvaSettings settings = xva_worlds::settings(dates(6, 120));
    settings.paths = 4 * 700;  // no whole number of blocks
    settings.replicates = 4;
    settings.own_credit = -1;
    return settings;
}

/// All numbers of a netting set, or those of one measure; trades too.
std::vector<double> numbers(const XvaResult& result, int set, const std::string& measure = "") {
    std::vector<double> numbers;
    for (const XvaRow& row : result.rows)
        if (row.netting_set == set && row.position < 0 && (measure.empty() || row.measure == measure))
            numbers.insert(numbers.end(), {row.estimate.value, row.estimate.std_error});
    return numbers;
}

TEST(StochasticHazardBits, are_the_same_for_any_threads_lanes_and_grouping) {
    XvaSettings settings = short_run();
    settings.threads = 1;
    settings.isa = Isa::scalar;
    const XvaResult plain = run(three_sets(), moving(), settings);
    const auto same = [&](const XvaSettings& other) {
        const XvaResult result = run(three_sets(), moving(), other);
        for (int set : {0, 1, 2}) EXPECT_EQ(numbers(plain, set), numbers(result, set));
    };
    for (const Isa isa : {Isa::avx2, counted_isa}) {
        settings.isa = isa;
        same(settings);
    }
    if (__builtin_cpu_supports("avx512f")) {
        settings.isa = Isa::avx512;
        same(settings);
    }
    for (int threads : {2, 7}) {
        settings.threads = threads;
        same(settings);
    }
    settings.memory = 1;  // one netting set at a time
    same(settings);
    settings.units = GroupOrder::Units::trades;
    same(settings);
}

TEST(StochasticHazardBits, do_not_see_other_netting_sets_or_other_names_of_the_model) {
    const XvaResult whole = run(three_sets(), moving(), short_run());
    Book alone = three_sets();
    alone.positions.resize(2);
    alone.netting_sets.resize(1);
    EXPECT_EQ(numbers(whole, 0), numbers(run(alone, moving(), short_run()), 0));
    const CrossAsset more = model({named(square_root, "ELSEWHERE"), square_root, named(gaussian, "BANK")},
                                  {{1, dollar, 0.5}, {1, 0, -0.1}, {2, dollar, -0.3}});
    const XvaResult longer = run(three_sets(), more, short_run());
    for (int set : {0, 1, 2}) EXPECT_EQ(numbers(whole, set), numbers(longer, set));
}

TEST(StochasticHazardBits, leave_exposures_and_sets_that_stand_still_as_they_are) {
    const XvaResult still = run(three_sets(), model({}, {}), short_run()),
                    moved = run(three_sets(), moving(), short_run());
    for (int set : {0, 1, 2})
        for (const char* measure : {"EPE", "ENE", "basel_EEPE"})
            EXPECT_EQ(numbers(still, set, measure), numbers(moved, set, measure)) << measure;
    EXPECT_EQ(numbers(still, 2), numbers(moved, 2));
    EXPECT_NE(numbers(still, 0, "CVA"), numbers(moved, 0, "CVA"));
}

TEST(StochasticHazardBits, are_those_of_units_that_are_worked_apart) {
    const Book book = three_sets();
    const World market = world();
    const CrossAsset chosen = moving();
    XvaSettings settings = short_run();
    settings.units = GroupOrder::Units::trades;
    const MarketView view(market, chosen, {});
    const std::vector<double> npvs(book.positions.size(), 0.0);
    XvaReduction reduction(book, market, chosen.parts().hazards, settings, npvs);
    for (int set : {0, 1, 2}) {
        const GroupWalk walk(book, view, chosen, settings, {set});
        std::vector<UnitResult> found;
        for (int r = 0; r < settings.replicates; ++r) found.push_back(walk.replicate(r));
        reduction.add({set}, std::move(found));
    }
    const XvaResult apart = reduction.take(), whole = run(book, chosen, settings);
    ASSERT_EQ(apart.rows.size(), whole.rows.size());
    for (std::size_t k = 0; k < whole.rows.size(); ++k) {
        EXPECT_EQ(apart.rows[k].estimate.value, whole.rows[k].estimate.value) << whole.rows[k].measure;
        EXPECT_EQ(apart.rows[k].estimate.std_error, whole.rows[k].estimate.std_error);
    }
}

TEST(StochasticHazardBits, scale_exactly_by_powers_of_two) {
    const auto cva = [](double by) {
        return numbers(
            run(book({{"F", dollar_forward(by * 1e6, by * 9e5, today + 800)}}), moving(), short_run()), 0,
            "CVA");
    };
    std::vector<double> one = cva(1.0);
    for (double& number : one) number *= 0x1p10;
    EXPECT_EQ(one, cva(0x1p10));
}

}  // namespace
}  // namespace snell
