#include "engine/a2/run.h"

#include <algorithm>

#include "core/least_squares.h"
#include "core/math/exp.h"
#include "engine/kernels/block.h"
#include "engine/parallel.h"

namespace snell::a2 {

/// Trails of a tile's packs in all scenarios of a group.
struct TileTrails {
    std::vector<double> numbers;       ///< [scenario][pack] payments at maturity, then those before rises
    std::vector<std::size_t> starts;   ///< [scenario][pack] in numbers, and the end
    std::vector<std::uint16_t> marks;  ///< [scenario][pack][step]
};

/// Scenarios whose trails are in memory at the same time.
struct Valuation::Group {
    int first, count;  ///< scenarios
    std::vector<Scenario> scenarios;
    std::vector<Move> moves;
};

namespace {

constexpr std::uint32_t paths_purpose = 2;

DrawShape shape_of(const ScenarioSet& set) {
    DrawShape shape;
    for (int step = 1; step <= set.steps; ++step) shape.times.push_back(step);
    shape.normals_per_step = 2 * set.assets;
    return shape;
}

/// Bytes of the trail of a path in a scenario, about: a running maximum rises in a share of the steps that
/// falls as the root of their number.
double trail_bytes(int steps) {
    constexpr double rises = 1.5, mark = 2.0 / 16.0;
    return 8.0 + 8.0 * rises * sqrt(static_cast<double>(steps)) + mark * steps;
}

/// What the packs of a tile write, pack by pack, before it is packed closely: scenario by scenario, as it is
/// read, so that a scenario touches few pages of memory.
class TrailRoom {
  public:
    TrailRoom(int scenarios, int steps, int pack)
        : scenarios_(static_cast<std::size_t>(scenarios)),
          steps_(static_cast<std::size_t>(steps)),
          pack_(static_cast<std::size_t>(pack)),
          packs_(tile_paths / pack_),
          numbers_(scenarios_ * (steps_ + 1) * pack_),
          trails_(scenarios_) {}

    void begin_tile(TileTrails& tile) {
        tile.marks.resize(scenarios_ * packs_ * steps_);
        written_.clear();
        starts_.clear();
    }
    Trail* begin_pack(TileTrails& tile, std::size_t pack) {
        for (std::size_t k = 0; k < scenarios_; ++k) {
            double* const room = numbers_.data() + k * (steps_ + 1) * pack_;
            trails_[k] = {room, room + pack_, tile.marks.data() + (k * packs_ + pack) * steps_, 0};
        }
        return trails_.data();
    }
    void end_pack() {
        for (const Trail& trail : trails_) {
            starts_.push_back(written_.size());
            written_.insert(written_.end(), trail.last, trail.before + trail.rises);
        }
    }
    void end_tile(TileTrails& tile) {
        starts_.push_back(written_.size());
        tile.numbers.clear();
        tile.starts.clear();
        tile.numbers.reserve(written_.size());
        for (std::size_t k = 0; k < scenarios_; ++k)
            for (std::size_t pack = 0; pack < packs_; ++pack) {
                const std::size_t at = pack * scenarios_ + k;
                tile.starts.push_back(tile.numbers.size());
                tile.numbers.insert(tile.numbers.end(), written_.data() + starts_[at],
                                    written_.data() + starts_[at + 1]);
            }
        tile.starts.push_back(tile.numbers.size());
    }

  private:
    std::size_t scenarios_, steps_, pack_, packs_;
    Scratch numbers_;  ///< of a pack: [scenario]
    std::vector<Trail> trails_;
    std::vector<double> written_;      ///< of a tile: [pack][scenario]
    std::vector<std::size_t> starts_;  ///< [pack][scenario], and the end
};

/// The best fit of the continuation value by the moments of a step.
Rule fit(const double* sums, double deflator) {
    double total[moments];
    for (int m = 0; m < moments; ++m) {
        const double* const part = sums + m * partial_sums;
        total[m] = ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
    }
    const NormalEquations equations{
        3, {total[0], total[1], total[2], total[2], total[3], total[4]}, {total[5], total[6], total[7]}};
    const std::vector<double> c = least_squares(equations);
    return {{c[0], c[1], c[2]}, deflator};
}

}  // namespace

Valuation::Valuation(ScenarioSet set, const Effort& effort)
    : set_(std::move(set)),
      effort_(effort),
      kernels_(kernels_for(effort.isa)),
      draws_(Philox{.seed = effort.seed, .purpose = paths_purpose}, shape_of(set_)),
      tiles_(static_cast<std::size_t>((effort.paths + tile_paths - 1) / tile_paths)),
      row_(tiles_ * tile_paths),
      trails_(tiles_),
      paid_(set_.scenarios.size() * row_) {}

Valuation::~Valuation() = default;

std::vector<Valuation::Group> Valuation::groups() const {
    const double each = trail_bytes(set_.steps) * static_cast<double>(effort_.paths);
    const int all = static_cast<int>(set_.scenarios.size());
    const int most = std::max(1, static_cast<int>(std::min<double>(all, effort_.memory / each)));
    const int parts = (all + most - 1) / most;
    std::vector<Group> groups;
    for (int part = 0; part < parts; ++part) {
        Group group;
        group.first = all * part / parts;
        group.count = all * (part + 1) / parts - group.first;
        for (int k = group.first; k < group.first + group.count; ++k) {
            Scenario scenario = set_.scenarios[static_cast<std::size_t>(k)];
            const auto from = set_.moves.begin() + scenario.first_move;
            scenario.first_move = static_cast<int>(group.moves.size());
            group.moves.insert(group.moves.end(), from, from + scenario.moves);
            group.scenarios.push_back(scenario);
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

void Valuation::trace(const Group& group) {
    const Program program{
        set_.assets,         set_.steps,       set_.martingale,    set_.log_spot,          set_.strike,
        set_.schemes.data(), set_.rows.data(), group.moves.data(), group.scenarios.data(), group.count,
        set_.shifts.data(),  &draws_,          effort_.replicate};
    const int pack = kernels_.pack_paths, moves = static_cast<int>(group.moves.size());
    const std::size_t packs = static_cast<std::size_t>(tile_paths / pack);
    parallel_ranges(effort_.threads, tiles_, 1, [&](std::size_t at, std::size_t end) {
        Scratch room(kernels_.room(program, moves));
        TrailRoom trails(group.count, set_.steps, pack);
        for (; at < end; ++at) {
            trails.begin_tile(trails_[at]);
            for (std::size_t k = 0; k < packs; ++k) {
                const std::uint64_t first = at * tile_paths + k * static_cast<std::size_t>(pack);
                const std::int64_t left = effort_.paths - static_cast<std::int64_t>(first);
                const std::uint32_t valid = left <= 0      ? 0u
                                            : left >= pack ? (1u << pack) - 1u
                                                           : (1u << left) - 1u;
                kernels_.trace(program, moves, room.data(), first, valid, trails.begin_pack(trails_[at], k));
                trails.end_pack();
            }
            trails.end_tile(trails_[at]);
        }
    });
}

void Valuation::exercise(const Group& group, int scenario) {
    const auto k = static_cast<std::size_t>(scenario - group.first);
    const auto steps = static_cast<std::size_t>(set_.steps);
    const auto pack = static_cast<std::size_t>(kernels_.pack_paths), packs = tile_paths / pack;
    double* const paid = paid_.data() + static_cast<std::size_t>(scenario) * row_;
    const double log_discount = group.scenarios[k].discount;
    double deflator = exp(log_discount * set_.steps);
    Scratch exercise(row_);
    std::vector<const double*> before(tiles_ * packs);
    for (std::size_t p = 0; p < tiles_ * packs; ++p) {
        const TileTrails& tile = trails_[p / packs];
        const std::size_t at = k * packs + p % packs;
        const double* const last = tile.numbers.data() + tile.starts[at];
        before[p] = tile.numbers.data() + tile.starts[at + 1];
        for (std::size_t i = 0; i < pack; ++i) {
            exercise.data()[p * pack + i] = last[i];
            paid[p * pack + i] = deflator * last[i];
        }
    }
    const auto tile_at = [&](std::size_t t) {
        return Tile{tile_paths,
                    static_cast<int>(pack),
                    exercise.data() + t * tile_paths,
                    paid + t * tile_paths,
                    before.data() + t * packs,
                    trails_[t].marks.data() + k * packs * steps,
                    static_cast<long>(steps)};
    };
    Rule rule{{__builtin_inf(), 0.0, 0.0}, deflator};  // at maturity there is nothing to wait for
    for (int step = set_.steps - 1; step > 0; --step) {
        alignas(64) double sums[moments * partial_sums] = {};
        for (std::size_t t = 0; t < tiles_; ++t) {
            const Tile tile = tile_at(t);
            kernels_.settle(tile, rule);
            kernels_.step_back(tile, step, sums);
        }
        rule = fit(sums, exp(log_discount * step));
    }
    for (std::size_t t = 0; t < tiles_; ++t) kernels_.settle(tile_at(t), rule);
}

Named Valuation::result(const Result& result) const {
    const auto n = static_cast<double>(effort_.paths);
    const auto of_path = [&](std::int64_t p) {
        double sum = 0.0;
        for (const Share& share : result.shares) sum = fma(share.weight, paid(share.scenario, p), sum);
        return sum;
    };
    double sum = 0.0, squares = 0.0;
    for (std::int64_t p = 0; p < effort_.paths; ++p) sum += of_path(p);
    const double mean = sum / n;
    for (std::int64_t p = 0; p < effort_.paths; ++p) {
        const double excess = of_path(p) - mean;
        squares = fma(excess, excess, squares);
    }
    return {result.name,
            {mean, sqrt(squares / (n * (n - 1.0))), effort_.paths, static_cast<int>(effort_.paths)}};
}

std::vector<Named> Valuation::run() {
    for (const Group& group : groups()) {
        trace(group);
        parallel_ranges(effort_.threads, static_cast<std::size_t>(group.count), 1,
                        [&](std::size_t at, std::size_t end) {
                            for (; at < end; ++at) exercise(group, group.first + static_cast<int>(at));
                        });
    }
    std::vector<Named> results(set_.results.size());
    parallel_ranges(effort_.threads, results.size(), 1, [&](std::size_t at, std::size_t end) {
        for (; at < end; ++at) results[at] = result(set_.results[at]);
    });
    return results;
}

}  // namespace snell::a2
