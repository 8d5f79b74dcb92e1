#pragma once
#include "bench/peers/work.h"

/// Both sides do the same work in turn, so that a drift of the machine's speed falls on both.
namespace snell::peers {

struct Effort {
    std::int64_t paths;
    int pairs;  // peer, snell, peer, snell ...
    double
        snell_seconds;  // Snell's part of a pair is repeated, each time with another seed, for at least this
    int threads;        // of the second pace of Snell
};

struct Price {
    double value, std_error;  // pooled over all runs of one side [currency]
};

/// Medians over the pairs.
struct Race {
    double peer_rate, snell_rate;  // one thread each [path-steps/s]
    double ratio;                  // median of the ratios pair by pair, not ratio of the medians [-]
    double ratio_low, ratio_high;  // least and greatest pair [-]
    double threads_rate;           // Snell on effort.threads threads [path-steps/s]
    double threads_ratio;
    double peer_growth, snell_growth;  // time of twice the paths over time of the paths [-]
    Price peer, snell;

    /// Distance of the two prices in combined standard errors.
    double distance() const;
    /// Four combined standard errors: two sound programs differ by more in 1 of 16,000 comparisons.
    bool same_price() const { return distance() <= 4.0; }
    /// Twice the work takes 1.5 to 2.7 times as long: far from 1, which a loop hoisted out of the timing
    /// would show, and from 4; noise of a quarter of a run reaches neither bound.
    bool work_is_done() const;
};

Race race(const Work& work, const Effort& effort);

}  // namespace snell::peers
