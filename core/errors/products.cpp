#include "core/error_catalog.h"

namespace snell {
namespace {

constexpr ErrorEntry entries[] = {
    {"E201", "barrier on the wrong side of spot",
     R"(A barrier that is watched all the time lies on the side of today's spot where it is touched at
once: an out option is dead already, an in option alive already. The usual cause is 'up' for
'down' or the reverse.

bad:  spot = 100   and   barrier_type = "up_and_out"     barrier = 90
good: spot = 100   and   barrier_type = "down_and_out"   barrier = 90)"},
    {"E202", "monitored outside the option's life",
     R"(A date on which a level is watched lies after the maturity, or before the watching starts.

bad:  monitoring_times = [0.5, 1.5]   with   maturity = 1.0
good: monitoring_times = [0.5, 1.0]   with   maturity = 1.0)"},
    {"E203", "barriers crossed over",
     R"(The lower barrier of a double barrier option must lie below the upper one.

bad:  lower_barrier = 120   upper_barrier = 80
good: lower_barrier = 80    upper_barrier = 120)"},
    {"E204", "spot outside the corridor",
     R"(Today's spot is not between the two barriers, so that one of them is touched already.

bad:  spot = 130   with   lower_barrier = 80   upper_barrier = 120
good: spot = 100   with   lower_barrier = 80   upper_barrier = 120)"},
    {"E205", "extreme so far on the wrong side of spot",
     R"(The maximum so far cannot be below today's spot, nor the minimum above it.

bad:  spot = 100   and   extreme = 95    (maximum)
good: spot = 100   and   extreme = 105   (maximum))"},
    {"E206", "lookback starts too late",
     R"(A lookback must start before its maturity.

bad:  lookback_start = 1.0   maturity = 1.0
good: lookback_start = 0.5   maturity = 1.0)"},
    {"E207", "lookback without a strike",
     R"(A lookback with fixed strike pays against that strike; only one with floating strike has none.

bad:  strike_kind = "fixed"
good: strike_kind = "fixed"   strike = 100)"},
    {"E208", "extreme of a lookback that has not started",
     R"(An extreme so far can only be given for a lookback that is already running.

bad:  extreme = 105   lookback_start = 0.5
good: extreme = 105)"},
    {"E220", "not one number for each",
     R"(A list must have one number for each asset, or for each date, of another list; a single number
stands for all.

bad:  assets = ["A", "B", "C"]   weights = [0.5, 0.5]
good: assets = ["A", "B", "C"]   weights = [0.4, 0.3, 0.3])"},
    {"E221", "dates in the wrong order",
     R"(What starts a product must come before what ends it: the start before the first period's end, the
setting of a strike and a choice before maturity.

bad:  start_time = 1.0   maturity = 0.5
good: start_time = 0.5   maturity = 1.0)"},
    {"E222", "spread of an asset over itself",
     R"(The two legs of a spread must be different assets; otherwise its payoff is known today.

bad:  first = "A"   second = "A"
good: first = "A"   second = "B")"},
    {"E223", "floor above cap",
     R"(A return cannot be at least the floor and at most a lower cap.

bad:  local_floor = 0.05   local_cap = 0.02
good: local_floor = 0.0    local_cap = 0.05)"},
    {"E224", "watched without a level",
     R"(Knock-in dates say when the knock-in level is watched; without the level they mean nothing.

bad:  knock_in_dates = [1.0]
good: knock_in_dates = [1.0]   knock_in_level = 0.6)"},
    {"E225", "watched after the end",
     R"(The knock-in is watched after the product's last observation, when nothing depends on it any more.

bad:  observations = [1.0, 2.0]   knock_in_dates = [3.0]
good: observations = [1.0, 2.0]   knock_in_dates = [2.0])"},
    {"E226", "two ways of observing at once, or none",
     R"(A product that can be observed on dates or all the time needs to be told which: its dates, or the
maturity up to which it is observed continuously. The terms of the other way mean nothing.

bad:  averaging = "continuous"   fixings = [0.5, 1.0]
good: averaging = "continuous"   maturity = 1.0
good: fixings = [0.5, 1.0])"},
    {"E227", "exercise that does not fit its style",
     R"(An American option may be exercised at any time and has no dates of exercise; a Bermudan one has
them, beside its maturity.

bad:  exercise = "american"   exercise_times = [0.5, 1.0]
good: exercise = "bermudan"   exercise_times = [0.5, 1.0])"},
    {"E228", "exercise after maturity",
     R"(An option cannot be exercised once it has expired.

bad:  exercise_times = [0.5, 1.5]   with   maturity = 1.0
good: exercise_times = [0.5, 1.0]   with   maturity = 1.0)"},
};

}  // namespace

std::span<const ErrorEntry> product_errors() { return entries; }

}  // namespace snell
