#pragma once
#include "engine/xva/credit_on_path.h"
#include "gpu/exposure_tasks.h"

/// Survival of credit names along market paths, on a device.
namespace snell {

/// A HazardMove in the memory of a device.
struct DeviceHazardMove {
    HazardStep step;
    AffineMap noises;
    Philox draws;  ///< purpose without replicate
};

/// Survival in the blocks that are held: on each path of the market two sides, whose normals are each other's
/// negatives.
struct CreditRows {
    static constexpr int sides = 2;
    enum Row { state, integral, before, now };
    static constexpr int rows_of_side = 4;

    RowStore names;    ///< [name][side][Row]
    RowStore own;      ///< [side][noise] of our own name
    RowStore normals;  ///< [name at hand][normal]

    HOST_DEVICE double* of(long block, int name, int side) const {
        return names.row(block, (name * sides + side) * rows_of_side);
    }
};

/// Some names from one simulated date to the next; each has as many normals as the widest needs.
struct HazardMoves {
    const DeviceHazardMove* moves;  ///< [name], all of them
    int first, count;
    int normals;  ///< of each, even
};

/// Thread (block, name and side, path): today.
struct StartCredit {
    CreditRows rows;
    const double* starts;  ///< x today [name]
    int names;

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, names * CreditRows::sides);
        double* const to =
            rows.of(at.block, at.row / CreditRows::sides, at.row % CreditRows::sides) + at.path;
        to[CreditRows::state * xva_block] = starts[at.row / CreditRows::sides];
        to[CreditRows::integral * xva_block] = 0.0;
        to[CreditRows::now * xva_block] = 1.0;
    }
};

/// Thread (block, name and pair, path): two of a name's normals, the same for both sides.
struct HazardNormals {
    Chunk chunk;
    CreditRows rows;
    HazardMoves moves;

    HOST_DEVICE void operator()(long thread) const {
        const int pairs = moves.normals / 2;
        const RowPlace at(thread, moves.count * pairs);
        const int name = at.row / pairs, pair = at.row % pairs;
        const DeviceHazardMove& move = moves.moves[moves.first + name];
        const int own_pairs = (move.step.normals + 1) / 2;
        if (pair >= own_pairs) return;
        const long i = at.in_chunk();
        const Philox philox{move.draws.seed, replicate_purpose(move.draws.purpose, chunk.replicate(i))};
        double* const to = rows.normals.row(at.block, name * moves.normals + 2 * pair) + at.path;
        normal_pair(PhiloxPaths<double>(philox, chunk.path(i)),
                    move.step.step * static_cast<std::uint32_t>(own_pairs) + static_cast<std::uint32_t>(pair),
                    to[0], to[xva_block]);
    }
};

/// Thread (block, name and side, path): after HazardNormals of the same names.  Our own name keeps its noises
/// for the others.
struct MoveHazards {
    CreditRows rows;
    HazardMoves moves;
    MarketStates states;
    int before, after;  ///< slots of the market's states

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, moves.count * CreditRows::sides);
        const int number = at.row / CreditRows::sides, side = at.row % CreditRows::sides;
        const int name = moves.first + number;
        const DeviceHazardMove& move = moves.moves[name];
        const double* const from = states.slot(at.block, before) + at.path;
        const double* const to = states.slot(at.block, after) + at.path;
        double* const own = rows.own.row(at.block, side * max_hazard_noises) + at.path;
        const double* const normals = rows.normals.row(at.block, number * moves.normals) + at.path;
        const double sign = side == 0 ? 1.0 : -1.0;
        const int n = move.step.factors;
        const auto source = [&](int k) {
            if (k < n) return from[k * xva_block];
            if (k < 2 * n) return to[(k - n) * xva_block];
            k -= 2 * n;
            return k < move.step.own_noises ? own[k * xva_block]
                                            : sign * normals[(k - move.step.own_noises) * xva_block];
        };
        const auto noise = [&](int k) {
            const double drawn = apply<double>(move.noises, k, source);
            if (name == 0) own[k * xva_block] = drawn;
            return drawn;
        };
        double* const row = rows.of(at.block, name, side) + at.path;
        row[CreditRows::before * xva_block] = row[CreditRows::now * xva_block];
        const MovedHazard<double> moved = moved_hazard<double>(
            move.step, move.noises.factors,
            {row[CreditRows::state * xva_block], row[CreditRows::integral * xva_block]}, noise);
        row[CreditRows::state * xva_block] = moved.state;
        row[CreditRows::integral * xva_block] = moved.integral;
        row[CreditRows::now * xva_block] = survived(move.step, moved.integral);
    }
};

/// A party of a netting set whose credit moves.
struct DeviceParty {
    int path;                ///< name; -1: it does not move
    const double* survival;  ///< then: today's curve [date before, from today on]
};
struct MovingSet {
    DeviceParty counterparty, own;
};

/// Thread (block, moving set, path): the deflator times each weight after `none`.
struct WeighSets {
    ExposureRows rows;
    CreditRows credit;
    const MovingSet* sets;
    int date;
    RowStore weights;  ///< [moving set][weight], written

    HOST_DEVICE void operator()(long thread) const {
        constexpr int count = set_weights - 1;
        const RowPlace at(thread, weights.rows / count);
        const MovingSet& set = sets[at.row];
        const double share = rows.deflator(at.block)[at.path] / CreditRows::sides;
        double sums[count] = {};
        UNROLL
        for (int side = 0; side < CreditRows::sides; ++side)
            add_weights(survival(set.counterparty, at, side), survival(set.own, at, side), share, sums);
        UNROLL
        for (int k = 0; k < count; ++k) weights.row(at.block, at.row * count + k)[at.path] = sums[k];
    }

  private:
    ALWAYS_INLINE Survival<double> survival(const DeviceParty& party, const RowPlace& at, int side) const {
        if (party.path < 0) return {party.survival[date], party.survival[date + 1]};
        const double* const row = credit.of(at.block, party.path, side) + at.path;
        return {row[CreditRows::before * xva_block], row[CreditRows::now * xva_block]};
    }
};

}  // namespace snell
