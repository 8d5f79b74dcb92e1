#pragma once
#include "engine/xva/on_path.h"
#include "gpu/market_tasks.h"
#include "gpu/sum_tasks.h"

/// Values and exposures of netting sets on a device.
namespace snell {

/// The rows of the blocks at hand on one date, as BlockRows has those of one.
struct ExposureRows {
    MarketStates states;
    int slot;       ///< of the states of the date
    RowStore kept;  ///< [kept row]
    RowStore rows;  ///< [row of the date], the deflator last

    HOST_DEVICE BlockRows block(long number) const {
        return {states.slot(number, slot), kept.row(number, 0), rows.row(number, 0)};
    }
    HOST_DEVICE const double* deflator(long number) const { return rows.row(number, rows.rows - 1); }
};

/// An Event in the memory of a device.
struct DeviceEvent {
    EventTerms terms;
    Roots roots;
};

/// Thread (path): events in their order, as one may read what another wrote.
struct Happen {
    ExposureRows rows;
    const DeviceEvent* events;
    int count;

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, 1);
        const BlockRows block = rows.block(at.block);
        for (int k = 0; k < count; ++k)
            block.row(~events[k].terms.row)[at.path] =
                happened<double>(events[k].terms, events[k].roots, block, at.path);
    }
};

/// Thread (block, exponential, path): the rows of the date, and the deflator, which is the last.
struct FillRows {
    ExposureRows rows;
    const LogLinear* exponentials;
    int count;

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, count);
        const int to = at.row + 1 < count ? at.row : rows.rows.rows - 1;
        rows.rows.row(at.block, to)[at.path] =
            exponential<double>(exponentials[at.row], rows.block(at.block), at.path);
    }
};

/// Thread (block, product, path): the rows after them.
struct MultiplyRows {
    ExposureRows rows;
    const RowProduct* products;
    int count, first;  ///< row

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, count);
        rows.rows.row(at.block, first + at.row)[at.path] =
            multiplied<double>(products[at.row], rows.block(at.block), at.path);
    }
};

/// Thread (block, unit, path): its value in the base currency.
struct ValueUnits {
    ExposureRows rows;
    PointTables point;
    const UnitEnds* ends;  ///< [unit]
    RowStore values;       ///< [unit]

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, values.rows);
        const UnitEnds from = at.row == 0 ? UnitEnds{} : ends[at.row - 1];
        values.row(at.block, at.row)[at.path] =
            valued<double>(point, from, ends[at.row], rows.block(at.block), at.path);
    }
};

/// How a unit is margined, and what it is part of.
struct UnitMargin {
    MarginTerms terms;
    double initial_balance, spread_receive;
    int currency, first_balance;
    int depth;  ///< balances on their way at a time, plus one; 0: no collateral
    int whole;  ///< unit of the netting set that this trade is part of; -1: a netting set

    /// Row of the balance that is held on a date; -1 is today's.
    HOST_DEVICE int balance(int date) const { return first_balance + (date + depth) % depth; }
};

/// What units are worth and what is held against them.
struct MarginedUnits {
    const UnitMargin* margins;  ///< [unit]
    RowStore values;            ///< [unit]
    RowStore balances;

    /// What is margined with a unit: a netting set, or the one of a trade without that trade.
    HOST_DEVICE double margined(long block, int unit, int path) const {
        const double own = values.row(block, unit)[path];
        return margins[unit].whole < 0 ? own : values.row(block, margins[unit].whole)[path] - own;
    }
};

/// Thread (block, unit, path): today's balances.
struct StartBalances {
    MarginedUnits units;

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, units.values.rows);
        const UnitMargin& margin = units.margins[at.row];
        for (int k = 0; k < margin.depth; ++k)
            units.balances.row(at.block, margin.first_balance + k)[at.path] = margin.initial_balance;
    }
};

/// Balances that a unit calls on a day: those held on some dates.
struct MarginCall {
    int unit, first_date, end_date;
};

/// Thread (block, call, path).
struct CallMargins {
    ExposureRows rows;
    MarginedUnits units;
    const MarginCall* calls;
    int count;

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, count);
        const MarginCall& what = calls[at.row];
        const UnitMargin& margin = units.margins[what.unit];
        const double value = units.margined(at.block, what.unit, at.path);
        const double spot = rows.rows.row(at.block, margin.currency)[at.path];
        for (int date = what.first_date; date < what.end_date; ++date)
            units.balances.row(at.block, margin.balance(date))[at.path] = called(
                margin.terms, value, spot, units.balances.row(at.block, margin.balance(date - 1))[at.path]);
    }
};

/// What a unit adds to sums under one weight, and where it goes.
struct Exposure {
    int unit;
    int weight;      ///< row of the weighted deflators; -1: the deflator itself
    int first_term;  ///< ExposureSums, then AllocationSums if it has `shares`
    int set;         ///< number of the netting set whose V - C is wanted; -1: not of this
    bool shares;     ///< it is a trade, or a netting set with trades
};

/// What becomes of V - C on its way to quantiles.
enum class Kept : std::uint8_t { nothing, undiscounted, deflated };

/// Thread (block, exposure, path).
struct ExposeUnits {
    ExposureRows rows;
    MarginedUnits units;
    const Exposure* exposures;
    int count, currencies, date;
    double step;       ///< to the next date [years]
    RowStore weights;  ///< the deflator times weights of CreditWeight
    RowStore terms;    ///< written
    RowStore left;     ///< [netting set], written where kept
    Kept keep;

    HOST_DEVICE void operator()(long thread) const {
        const RowPlace at(thread, count);
        const Exposure& what = exposures[at.row];
        const UnitMargin& margin = units.margins[what.unit];
        const double value = units.values.row(at.block, what.unit)[at.path];
        Netted alone;
        alone.deflator = what.weight < 0 ? rows.deflator(at.block) : weights.row(at.block, what.weight);
        const bool is_set = margin.whole < 0;
        double sums[ExposureSums::count], shares[AllocationSums::count];
        const double open = exposed(is_set ? held(margin, at.block, alone) : alone, value, at.path, sums);
        write(at, what.first_term, sums);
        if (is_set && what.set >= 0 && keep != Kept::nothing)
            left.row(at.block, what.set)[at.path] =
                keep == Kept::deflated ? open * alone.deflator[at.path] : open;
        if (!what.shares) return;
        const double whole = is_set ? value : units.values.row(at.block, margin.whole)[at.path];
        allocated(whole, value, alone.deflator[at.path], shares);
        if (!is_set && margin.depth > 0) {
            exposed(held(margin, at.block, alone), whole - value, at.path, sums);
            shares[2] = sums[0];
            shares[3] = sums[1];
        }
        write(at, what.first_term + ExposureSums::count, shares);
    }

  private:
    ALWAYS_INLINE Netted held(const UnitMargin& margin, long block, Netted netted) const {
        if (margin.depth == 0) return netted;
        netted.balance = units.balances.row(block, margin.balance(date));
        netted.spot = rows.rows.row(block, margin.currency);
        netted.growth = rows.rows.row(block, currencies + margin.currency);
        netted.independent = margin.terms.independent_amount;
        netted.floor_spread = margin.spread_receive * step;
        return netted;
    }
    template <int size>
    ALWAYS_INLINE void write(const RowPlace& at, int first, const double (&numbers)[size]) const {
        UNROLL
        for (int k = 0; k < size; ++k) terms.row(at.block, first + k)[at.path] = numbers[k];
    }
};

/// The sums of a block are made as in sum_tasks.h, 16 by 16.
inline constexpr int xva_sum_width = 16;
static_assert(xva_sum_width * xva_sum_width == xva_block);

/// Thread (block, term, i): numbers i, i + 16, i + 32 ...; those past the block's length count as 0.
struct SumTermStrands {
    Chunk chunk;
    RowStore terms;
    double* strands;  ///< [block][term][i]

    HOST_DEVICE void operator()(long thread) const {
        const long row = thread / xva_sum_width;
        const int length = chunk.length(row / terms.rows * xva_block);
        double a[xva_sum_width];
        UNROLL
        for (int k = 0; k < xva_sum_width; ++k) {
            const int place = static_cast<int>(thread % xva_sum_width) + k * xva_sum_width;
            a[k] = place < length ? terms.numbers[row * xva_block + place] : 0.0;
        }
        strands[thread] = sum_halves<xva_sum_width>(a);
    }
};

/// Where the sums of a term stand in a profile.
struct TermPlace {
    long first, of_date;
};

/// Thread (replicate, term): adds the sums of the chunk's blocks to the replicate's, block by block.
struct AddBlocks {
    Chunk chunk;
    const double* strands;    ///< of SumTermStrands
    const TermPlace* places;  ///< [term]
    int terms, date;
    std::uint32_t first_replicate;  ///< that `sums` begin with
    long profile;                   ///< numbers of a replicate
    double* sums;                   ///< [replicate][number]

    HOST_DEVICE void operator()(long thread) const {
        const long term = thread % terms, number = thread / terms;
        const std::uint64_t first =
            (first_replicate + static_cast<std::uint64_t>(number)) * chunk.blocks_each;
        const std::uint64_t held = static_cast<std::uint64_t>(chunk.paths_held >> chunk.block_bits);
        const std::uint64_t begin = first > chunk.first_block ? first : chunk.first_block;
        const std::uint64_t last = first + chunk.blocks_each, end_held = chunk.first_block + held;
        const std::uint64_t end = last < end_held ? last : end_held;
        double* const sum = sums + number * profile + places[term].first + date * places[term].of_date;
        for (std::uint64_t block = begin; block < end; ++block) {
            const long at = static_cast<long>(block - chunk.first_block) * terms + term;
            double a[xva_sum_width];
            UNROLL
            for (int k = 0; k < xva_sum_width; ++k) a[k] = strands[at * xva_sum_width + k];
            *sum += sum_halves<xva_sum_width>(a);
        }
    }
};

/// Thread (number).
struct Clear {
    double* numbers;
    HOST_DEVICE void operator()(long thread) const { numbers[thread] = 0.0; }
};

}  // namespace snell
