#include <gtest/gtest.h>

#include <algorithm>

#include "engine/xva/reduce.h"
#include "tests/engine/xva_worlds.h"

/// A run in pieces.
namespace snell {
namespace {

using namespace xva_worlds;

Book two_sets() {
    Book book = xva_worlds::book({{"A", payer_swap(1e6, 0.025)}, {"B", payer_swap(-5e5, 0.035, 75)}});
    book.netting_sets.push_back({"OTHER", "CPTY", {}});
    book.positions[1].netting_set = 1;
    return book;
}

XvaSettings short_run() {
    XvaSettings chosen = settings(dates(4, 150));
    chosen.paths = 4 * 300;
    chosen.replicates = 4;
    chosen.quantiles = {0.95};
    chosen.units = GroupOrder::Units::trades;
    return chosen;
}

struct Pieces {
    Book book = two_sets();
    XvaSettings chosen = short_run();
    World market = world();
    CrossAsset model = cross_asset_worlds::model();
    MarketView view{market, model, {}};
    std::vector<double> npvs = std::vector<double>(book.positions.size(), 0.0);

    UnitResult unit(std::vector<int> sets, int replicate) const {
        return GroupWalk(book, view, model, chosen, std::move(sets)).replicate(replicate);
    }
};

void expect_same(const XvaRow& a, const XvaRow& b) {
    EXPECT_EQ(a.netting_set, b.netting_set);
    EXPECT_EQ(a.position, b.position);
    EXPECT_EQ(a.measure, b.measure);
    EXPECT_EQ(a.date, b.date);
    EXPECT_EQ(a.estimate.value, b.estimate.value) << a.measure;
    EXPECT_EQ(a.estimate.std_error, b.estimate.std_error) << a.measure;
    EXPECT_EQ(a.estimate.paths, b.estimate.paths);
}

TEST(XvaUnits, reduced_in_their_order_are_the_run_to_the_bit) {
    const Pieces pieces;
    XvaReduction reduction(pieces.book, pieces.market, pieces.model.parts().hazards, pieces.chosen,
                           pieces.npvs);
    for (int set : {0, 1}) {
        std::vector<UnitResult> found(4);
        for (int r : {2, 0, 3, 1}) found[static_cast<std::size_t>(r)] = pieces.unit({set}, r);
        reduction.add({set}, std::move(found));
    }
    const XvaResult whole = run(pieces.book, pieces.chosen), parts = reduction.take();
    ASSERT_EQ(parts.rows.size(), whole.rows.size());
    for (std::size_t i = 0; i < whole.rows.size(); ++i) expect_same(parts.rows[i], whole.rows[i]);
}

TEST(XvaUnits, fewer_replicates_are_a_run_of_as_many) {
    const Pieces pieces;
    XvaReduction reduction(pieces.book, pieces.market, pieces.model.parts().hazards, pieces.chosen,
                           pieces.npvs);
    reduction.add({0, 1}, {pieces.unit({0, 1}, 0), pieces.unit({0, 1}, 1)});
    XvaSettings shorter = short_run();
    shorter.replicates = 2;
    shorter.paths /= 2;
    const XvaResult whole = run(pieces.book, shorter), parts = reduction.take();
    ASSERT_EQ(parts.rows.size(), whole.rows.size());
    for (std::size_t i = 0; i < whole.rows.size(); ++i) expect_same(parts.rows[i], whole.rows[i]);
}

TEST(XvaUnits, groups_hold_every_netting_set_once_and_keep_to_the_memory) {
    Pieces pieces;
    EXPECT_EQ(group_netting_sets(pieces.book, pieces.market, pieces.model.parts().hazards, pieces.chosen),
              (std::vector<std::vector<int>>{{0, 1}}));
    pieces.chosen.memory = 1;
    EXPECT_EQ(group_netting_sets(pieces.book, pieces.market, pieces.model.parts().hazards, pieces.chosen),
              (std::vector<std::vector<int>>{{0}, {1}}));
}

TEST(XvaUnits, an_abandoned_walk_stops_at_once) {
    const Pieces pieces;
    const std::atomic<bool> abandon = true;
    const GroupWalk walk(pieces.book, pieces.view, pieces.model, pieces.chosen, {0});
    const std::vector<double> means = walk.replicate(0, &abandon).profile.means;
    EXPECT_TRUE(std::all_of(means.begin(), means.end(), [](double mean) { return mean == 0.0; }));
}

}  // namespace
}  // namespace snell
