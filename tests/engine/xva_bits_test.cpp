#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "engine/meter/counted.h"
#include "tests/engine/xva_worlds.h"

/// What must not move a bit of an exposure.
namespace snell {
namespace {

using namespace xva_worlds;

constexpr std::size_t trades = 9;

/// A book with every kind of claim, a margin agreement among them.
Book mixed() {
    Csa csa;
    csa.active = true;
    csa.call_frequency = csa.post_frequency = {0, 1};
    csa.margin_period_of_risk = {0, 10};
    csa.minimum_transfer_receive = csa.minimum_transfer_pay = 5000.0;
    CapFloor cap{0, {}};
    for (const Coupon& coupon : floating_leg(euribor, 0, 1e6, days(50, 182, 8)).coupons) {
        Optionlet optionlet;
        optionlet.coupon = coupon;
        optionlet.coupon.fixed = -1.0126e6;
        cap.optionlets.push_back(optionlet);
    }
    Swaption swaption;
    swaption.underlying = payer_swap(1e6, 0.03, 400);
    swaption.expiry = today + 398;
    BermudanSwaption bermudan;
    bermudan.currency = 1;
    bermudan.underlying = {
        {fixed_leg(1, -1e6, 0.036, days(200, 182, 6)), floating_leg(libor, 1, 1e6, days(200, 91, 12))}, {}};
    for (int k = 0; k < 5; ++k) bermudan.exercises.push_back({today + (198 + 182 * k), {k, 2 * k}, {}});
    BermudanSwaption callable = bermudan;
    callable.held = {
        {fixed_leg(1, 1e6, 0.036, days(200, 182, 6)), floating_leg(libor, 1, -1e6, days(200, 91, 12))}, {}};
    Book book = xva_worlds::book({{"A", payer_swap(1e6, 0.025)},
                                  {"B", FxOption{1, 2, 1e6, 1.1e8, today + 300, today + 340, 1.0, 1.0, 0}},
                                  {"C", cap},
                                  {"D", swaption},
                                  {"E", EquityOption{0, 1, 70.0, 2100.0, today + 500, today + 500, -1.0, 0}},
                                  {"F", payer_swap(-5e5, 0.035, 75)},
                                  {"G", LinearTrade{{floating_leg(eonia, 0, 1e6, days(0, 365, 3))}, {}}},
                                  {"H", bermudan},
                                  {"I", callable}});
    book.netting_sets.push_back({"CSA", "BANK", csa});
    for (std::size_t k = 0; k < trades; ++k) {
        Position copy = book.positions[k];
        copy.id += "-margined";
        copy.netting_set = 1;
        book.positions.push_back(copy);
    }
    return book;
}

XvaSettings short_run() {
    XvaSettings chosen = settings(dates(8, 75));
    chosen.paths = 4 * 700;  // no whole number of blocks
    chosen.replicates = 4;
    chosen.quantiles = {0.95};
    return chosen;
}

/// Bytes of all numbers of a netting set.
std::string bytes(const XvaResult& result, int netting_set) {
    std::string bytes;
    for (const XvaRow& row : result.rows) {
        if (row.netting_set != netting_set || row.position >= 0) continue;
        const double numbers[] = {row.estimate.value, row.estimate.std_error};
        bytes.append(reinterpret_cast<const char*>(numbers), sizeof numbers);
    }
    return bytes;
}

class ExposureThreads : public testing::TestWithParam<int> {};

TEST_P(ExposureThreads, leave_every_bit_as_it_is) {
    XvaSettings chosen = short_run();
    chosen.threads = 1;
    const XvaResult one = run(mixed(), chosen);
    chosen.threads = GetParam();
    const XvaResult many = run(mixed(), chosen);
    for (int set : {0, 1}) EXPECT_EQ(bytes(one, set), bytes(many, set));
}
INSTANTIATE_TEST_SUITE_P(Threads, ExposureThreads, testing::Values(2, 3, 7));

TEST(ExposureBits, are_the_same_for_every_instruction_set) {
    XvaSettings chosen = short_run();
    chosen.isa = Isa::scalar;
    const XvaResult scalar = run(mixed(), chosen);
    for (const Isa isa : {Isa::avx2, counted_isa}) {
        chosen.isa = isa;
        const XvaResult other = run(mixed(), chosen);
        for (int set : {0, 1}) EXPECT_EQ(bytes(scalar, set), bytes(other, set));
    }
    if (!__builtin_cpu_supports("avx512f")) GTEST_SKIP() << "this processor has no AVX-512";
    chosen.isa = Isa::avx512;
    const XvaResult avx512 = run(mixed(), chosen);
    for (int set : {0, 1}) EXPECT_EQ(bytes(scalar, set), bytes(avx512, set));
}

TEST(ExposureBits, do_not_see_the_order_of_trades_or_other_netting_sets) {
    const Book book = mixed();
    const XvaResult whole = run(book, short_run());
    Book permuted = book;
    std::reverse(permuted.positions.begin(), permuted.positions.end());
    permuted.netting_sets[0].id = "renamed";
    const XvaResult reversed = run(permuted, short_run());
    for (int set : {0, 1}) EXPECT_EQ(bytes(whole, set), bytes(reversed, set));
    Book alone = book;
    alone.positions.resize(trades);
    alone.netting_sets.resize(1);
    EXPECT_EQ(bytes(whole, 0), bytes(run(alone, short_run()), 0));
}

TEST(ExposureBits, do_not_see_how_the_sets_are_grouped_or_whether_trades_are_asked_for) {
    XvaSettings chosen = short_run();
    const XvaResult whole = run(mixed(), chosen);
    chosen.memory = 1;  // one netting set at a time
    const XvaResult apart = run(mixed(), chosen);
    chosen = short_run();
    chosen.units = GroupOrder::Units::trades;
    const XvaResult detailed = run(mixed(), chosen);
    for (int set : {0, 1}) {
        EXPECT_EQ(bytes(whole, set), bytes(apart, set));
        EXPECT_EQ(bytes(whole, set), bytes(detailed, set));
    }
}

TEST(ExposureBits, scale_exactly_by_powers_of_two) {
    const auto scaled = [](double by) {
        return run(book({{"A", payer_swap(by * 1e6, 0.025)}, {"B", payer_swap(by * -5e5, 0.035, 75)}}),
                   short_run());
    };
    const XvaResult one = scaled(1.0), four = scaled(0x1p10);
    ASSERT_EQ(one.rows.size(), four.rows.size());
    for (std::size_t k = 0; k < one.rows.size(); ++k)
        EXPECT_EQ(0x1p10 * one.rows[k].estimate.value, four.rows[k].estimate.value) << one.rows[k].measure;
}

}  // namespace
}  // namespace snell
