#include "bench/peers/race.h"

#include <cmath>

#include "bench/peers/quantlib.h"
#include "bench/peers/snell.h"
#include "engine/meter/median.h"

namespace snell::peers {
namespace {

/// Runs of one side, pooled.
class Pool {
  public:
    void add(const Outcome& run) {
        value_ += run.value;
        square_ += run.std_error * run.std_error;
        ++count_;
    }
    Price price() const { return {value_ / count_, std::sqrt(square_) / count_}; }

  private:
    double value_ = 0.0, square_ = 0.0;
    int count_ = 0;
};

double pace(const Work& work, const Outcome& run, int threads) {
    return work.path.path_steps(run.paths) / (threads == 1 ? run.processor : run.wall);
}

/// Median rate of runs with distinct seeds that last `seconds` together.
double snell_rate(const Work& work, const Effort& effort, int threads, std::uint64_t& seed, Pool& pool) {
    std::vector<double> rates;
    for (double spent = 0.0; spent < effort.snell_seconds || rates.size() < 3;) {
        const Outcome run = snell_price(work, effort.paths, ++seed, threads, SnellDraws::philox);
        rates.push_back(pace(work, run, threads));
        pool.add(run);
        spent += run.wall;
    }
    return meter::median(rates);
}

/// time(2 paths) / time(paths): least charged times of some repetitions, in turn, on one thread.
template <class Price>
double growth(const Work& work, std::int64_t paths, int repetitions, Price price) {
    double once = 1e300, twice = 1e300;  // per path-step [s]
    for (int i = 0; i < repetitions; ++i) {
        const Outcome single = price(paths), pair = price(2 * paths);
        once = std::min(once, single.processor / work.path.path_steps(single.paths));
        twice = std::min(twice, pair.processor / work.path.path_steps(pair.paths));
    }
    return 2.0 * twice / once;
}

bool doubles(double growth) { return 1.5 < growth && growth < 2.7; }

}  // namespace

double Race::distance() const {
    return std::abs(peer.value - snell.value) / std::hypot(peer.std_error, snell.std_error);
}

bool Race::work_is_done() const { return doubles(peer_growth) && doubles(snell_growth); }

Race race(const Work& work, const Effort& effort) {
    std::vector<double> peer, snell, ratios, threads, threads_ratios;
    Pool peer_pool, snell_pool;
    std::uint64_t seed = 0;
    for (int pair = 1; pair <= effort.pairs; ++pair) {
        const Outcome run = quantlib_price(work, effort.paths, static_cast<std::uint64_t>(pair));
        peer_pool.add(run);
        peer.push_back(pace(work, run, 1));
        snell.push_back(snell_rate(work, effort, 1, seed, snell_pool));
        threads.push_back(snell_rate(work, effort, effort.threads, seed, snell_pool));
        ratios.push_back(snell.back() / peer.back());
        threads_ratios.push_back(threads.back() / peer.back());
    }
    Race race{};
    race.peer_rate = meter::median(peer);
    race.snell_rate = meter::median(snell);
    race.ratio = meter::median(ratios);
    race.ratio_low = *std::min_element(ratios.begin(), ratios.end());
    race.ratio_high = *std::max_element(ratios.begin(), ratios.end());
    race.threads_rate = meter::median(threads);
    race.threads_ratio = meter::median(threads_ratios);
    race.peer_growth = growth(work, std::max<std::int64_t>(effort.paths / 20, 2000), 3,
                              [&](std::int64_t n) { return quantlib_price(work, n, ++seed); });
    race.snell_growth = growth(work, effort.paths, 5, [&](std::int64_t n) {
        return snell_price(work, n, ++seed, 1, SnellDraws::philox);
    });
    race.peer = peer_pool.price();
    race.snell = snell_pool.price();
    return race;
}

}  // namespace snell::peers
