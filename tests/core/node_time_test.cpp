#include "core/node_time.h"

#include <gtest/gtest.h>

#include "core/faults.h"

namespace snell {
namespace {

const std::optional<Date> today = Date(2026, 1, 5);

Node node(std::variant<bool, std::int64_t, double, std::string, Date, Node::Array, Node::Table> value) {
    return Node{std::move(value), {}};
}
Node text(const char* words) { return node(std::string(words)); }
Node rule(std::vector<std::pair<std::string, Node>> entries) {
    Node::Table table;
    for (auto& [key, value] : entries) table.push_back({key, {}, std::move(value)});
    return node(std::move(table));
}
std::string code_of(const Node& written, const Node* maturity = nullptr) {
    try {
        schedule_from(written, "fixings", today, maturity);
        return "";
    } catch (const NodeFault& fault) {
        return fault.code;
    }
}

TEST(NodeTime, years_dates_and_tenors_mean_the_same) {
    EXPECT_EQ(time_from(node(1.5), "maturity", today), 1.5);
    EXPECT_EQ(time_from(node(std::int64_t{2}), "maturity", today), 2.0);
    EXPECT_EQ(time_from(node(Date(2027, 1, 5)), "maturity", today), 1.0);  // 365 days
    EXPECT_EQ(time_from(text("2027-01-05"), "maturity", today), 1.0);
    EXPECT_EQ(time_from(text("18M"), "maturity", std::nullopt), 1.5);
    EXPECT_EQ(time_from(text("90d"), "maturity", std::nullopt), 90 / 365.0);
    EXPECT_EQ(time_or_today_from(node(0.0), "start", today), 0.0);
}

TEST(NodeTime, every_form_of_a_schedule_gives_the_same_months) {
    const std::vector<Years> months = schedule_from(node(std::int64_t{12}), "fixings", today, [] {
        static const Node maturity = node(1.0);
        return &maturity;
    }());
    ASSERT_EQ(months.size(), 12u);
    const Node count = rule({{"count", node(std::int64_t{12})}, {"to", node(1.0)}});
    const Node every = rule({{"every", text("1M")}, {"to", node(1.0)}});
    const std::vector<Years> counted = schedule_from(count, "fixings", today, nullptr);
    const std::vector<Years> stepped = schedule_from(every, "fixings", today, nullptr);
    EXPECT_EQ(counted, months);
    ASSERT_EQ(stepped.size(), 12u);
    for (std::size_t k = 0; k < 12; ++k) EXPECT_DOUBLE_EQ(stepped[k], (k + 1) / 12.0);
}

TEST(NodeTime, dates_step_by_calendar_months) {
    const Node every = rule({{"every", text("1M")}, {"to", node(Date(2026, 4, 5))}});
    const std::vector<Years> times = schedule_from(every, "fixings", today, nullptr);
    // January has 31 days, February 28, March 31.
    EXPECT_EQ(times, (std::vector<Years>{31 / 365.0, 59 / 365.0, 90 / 365.0}));
}

TEST(NodeTime, a_later_start_is_left_out_and_the_end_kept) {
    const Node count = rule({{"count", node(std::int64_t{2})}, {"from", node(0.5)}, {"to", node(1.0)}});
    EXPECT_EQ(schedule_from(count, "fixings", today, nullptr), (std::vector<Years>{0.75, 1.0}));
    const Node every = rule({{"every", text("4M")}, {"from", node(0.5)}, {"to", node(1.0)}});
    const std::vector<Years> times = schedule_from(every, "fixings", today, nullptr);
    ASSERT_EQ(times.size(), 2u);
    EXPECT_DOUBLE_EQ(times[0], 0.5 + 4 / 12.0);
    EXPECT_EQ(times[1], 1.0);
}

TEST(NodeTime, schedules_that_make_no_sense_are_refused) {
    EXPECT_EQ(code_of(node(Node::Array{})), "E114");
    EXPECT_EQ(code_of(node(1.5)), "E114");
    EXPECT_EQ(code_of(node(std::int64_t{12})), "E104");
    EXPECT_EQ(code_of(rule({{"every", text("1Q")}, {"to", node(1.0)}})), "E114");
    EXPECT_EQ(code_of(rule({{"every", text("1M")}, {"from", node(2.0)}, {"to", node(1.0)}})), "E114");
    EXPECT_EQ(code_of(rule({{"every", text("1M")}})), "E104");
    EXPECT_EQ(code_of(rule({{"count", node(std::int64_t{0})}, {"to", node(1.0)}})), "E114");
    // 100,000 dates in a minute are closer than the time grid can tell apart.
    EXPECT_EQ(code_of(rule({{"count", node(std::int64_t{100'000})}, {"to", node(2e-6)}})), "E114");
    EXPECT_EQ(code_of(rule({{"every", text("99999Y")}, {"to", node(Date(2027, 1, 5))}})), "E114");
}

}  // namespace
}  // namespace snell
