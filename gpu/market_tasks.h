#pragma once
#include "engine/xva/block_rows.h"
#include "engine/xva/market_program.h"
#include "gpu/chunk.h"

/// Market paths on a device, a state variable a thread.
namespace snell {

/// Some rows of each block of a chunk, one number a path: block by block, as the processor keeps those of its
/// one block, so that threads side by side read side by side.
struct RowStore {
    double* numbers;
    int rows;  ///< of each block

    HOST_DEVICE double* row(long block, int index) const {
        return numbers + (block * rows + index) * xva_block;
    }
};

/// Which path, row and block a thread is for; blocks are the slowest to change, so that threads that run at
/// the same time read the same rows.
struct RowPlace {
    int path, row;
    long block;

    HOST_DEVICE RowPlace(long thread, int rows)
        : path(static_cast<int>(thread % xva_block)),
          row(static_cast<int>(thread / xva_block % rows)),
          block(thread / xva_block / rows) {}
    /// The path's number in the chunk.
    HOST_DEVICE long in_chunk() const { return block * xva_block + path; }
};

/// The states of a chunk of market paths.
struct MarketStates {
    RowStore store;  ///< [slot][factor]
    int factors;

    HOST_DEVICE double* slot(long block, int index) const { return store.row(block, index * factors); }
};

/// Thread (block, factor, path): a slot that is the same on all paths.
struct SetStates {
    MarketStates states;
    int slot;
    const double* numbers;  ///< [factor]

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, states.factors);
        states.slot(at.block, slot)[at.row * xva_block + at.path] = numbers[at.row];
    }
};

/// Thread (block, factor, path): from a date of the grid to the next.
struct MoveStates {
    MarketStates states;
    AffineMap map;
    int from;             ///< slot; the next is written
    const double* draws;  ///< of the step, [factor][path of the chunk]
    long stride;

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, states.factors);
        const double* const before = states.slot(at.block, from) + at.path;
        const double* const normals = draws + at.in_chunk();
        const auto source = [&](int k) {
            return k < states.factors ? before[k * xva_block] : normals[(k - states.factors) * stride];
        };
        states.slot(at.block, from + 1)[at.row * xva_block + at.path] = apply<double>(map, at.row, source);
    }
};

/// Thread (block, pair, path): two of the normals of a day between grid dates.
struct BetweenNormals {
    Chunk chunk;
    Philox draws;  ///< purpose without replicate
    std::uint32_t day;
    RowStore normals;  ///< an even number of them

    HOST_DEVICE void operator()(long thread) const {
        const int pairs = normals.rows / 2;
        const RowPlace at(thread, pairs);
        const long i = at.in_chunk();
        const Philox philox{draws.seed, replicate_purpose(draws.purpose, chunk.replicate(i))};
        double* const to = normals.row(at.block, 2 * at.row) + at.path;
        normal_pair(PhiloxPaths<double>(philox, chunk.path(i)),
                    day * static_cast<std::uint32_t>(pairs) + static_cast<std::uint32_t>(at.row), to[0],
                    to[xva_block]);
    }
};

/// Thread (block, factor, path): the state on a day between two dates, after BetweenNormals.
struct BridgeStates {
    MarketStates states;
    MarketBridge bridge;
    RowStore normals;

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, states.factors);
        const double* const before = states.slot(at.block, bridge.before) + at.path;
        const double* const after = states.slot(at.block, bridge.after) + at.path;
        const double* const drawn = normals.row(at.block, 0) + at.path;
        const int n = states.factors;
        const auto source = [&](int k) {
            if (k < n) return before[k * xva_block];
            return k < 2 * n ? after[(k - n) * xva_block] : drawn[(k - 2 * n) * xva_block];
        };
        states.slot(at.block, bridge.to)[at.row * xva_block + at.path] =
            apply<double>(bridge.map, at.row, source);
    }
};

}  // namespace snell
