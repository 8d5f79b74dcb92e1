#pragma once
#include <bit>

#include "gpu/device_group.h"

namespace snell {

/// A group's exposures on a device (see DeviceWalk for what a Device offers): all paths of a chunk of blocks
/// from date to date, a task a step.  What comes back are sums, and V - C of each path where it is wanted.
template <class Device>
class DeviceExposure {
  public:
    /// What the plan refers to must outlive this.  Throws DeviceFault, as all members do.
    DeviceExposure(Device& device, const ExposurePlan& plan);

    std::vector<ReplicateProfile> walk(std::span<const ReplicatePaths> replicates);

  private:
    /// Replicates with consecutive numbers, and where their profiles go.
    struct Run {
        std::span<const ReplicatePaths> replicates;
        ReplicateProfile* profiles;
        const ReplicatePaths& first() const { return replicates.front(); }
    };

    Device& device_;
    const ExposurePlan& plan_;
    Pool pool_;
    DeviceDraws<Device> draws_;
    DeviceGroup<Device> group_;
    MarketProgram program_;

    // Of the blocks that are held at a time.
    long held_ = 0, count_ = 0;  ///< most, and those of the chunk at hand
    MarketStates states_{};
    ExposureRows rows_{};
    MarginedUnits units_{};
    CreditRows credit_{};
    RowStore normals_{}, weights_{}, terms_{}, left_{};
    int last_slot_ = 0;  ///< of the simulated date before
    double *strands_ = nullptr, *sums_ = nullptr;
    std::vector<double> kept_;  ///< V - C on its way to the host

    static constexpr int block_bits = std::countr_zero(static_cast<unsigned>(xva_block));
    int today_slot() const { return plan_.paths.slots(); }
    /// Names whose normals are held at a time.
    int names_at_a_time() const {
        return std::max(1, std::min(group_.names, 64 / std::max(1, group_.normals)));
    }
    std::size_t rows_per_block(bool keeps) const;
    void take(std::size_t blocks, const Run& run);
    bool walk(const Run& run);
    bool walk(const Chunk& chunk, const Run& run);
    void start(const Chunk& chunk);
    void bridge(const Chunk& chunk, const MarketBridge& bridge);
    bool visit(const Chunk& chunk, const Run& run, std::size_t day, int slot);
    void value(const DevicePoint& point);
    void move_credit(const Chunk& chunk, int date, int slot);
    void move_names(const Chunk& chunk, const HazardMoves& moves, int slot);
    void expose(const Chunk& chunk, const Run& run, int date);
    void keep(const Chunk& chunk, const Run& run, int date);
    RowStore store(Pool& pool, int rows) const;
    /// A thread for each path and row.
    template <class Task>
    void launch(const Task& task, int rows) {
        device_.launch(task, count_ * rows * xva_block);
    }
};

template <class Device>
DeviceExposure<Device>::DeviceExposure(Device& device, const ExposurePlan& plan)
    : device_(device),
      plan_(plan),
      pool_(device.pool()),
      draws_(device, pool_, plan.paths.program().draws->tables()),
      group_(device, pool_, plan),
      program_(plan.paths.program()) {}

template <class Device>
std::vector<ReplicateProfile> DeviceExposure<Device>::walk(std::span<const ReplicatePaths> replicates) {
    std::vector<ReplicateProfile> profiles(replicates.size());
    for (std::size_t begin = 0, end; begin < replicates.size(); begin = end) {
        end = begin + 1;
        while (end < replicates.size() && replicates[end].replicate == replicates[end - 1].replicate + 1)
            ++end;
        if (!walk({replicates.subspan(begin, end - begin), profiles.data() + begin})) break;
    }
    return profiles;
}

template <class Device>
std::size_t DeviceExposure<Device>::rows_per_block(bool keeps) const {
    const ExposureGroup& group = plan_.group;
    const int normals = program_.factors + 1;
    const int credit =
        group_.names == 0
            ? 0
            : CreditRows::sides * (group_.names * CreditRows::rows_of_side + max_hazard_noises) +
                  names_at_a_time() * group_.normals + group_.moving * (set_weights - 1);
    return static_cast<std::size_t>((plan_.paths.slots() + 1) * program_.factors + normals + group.kept_rows +
                                    group.rows + 2 + group_.balance_rows + group_.terms +
                                    group_.terms / xva_sum_width + 1 + credit + (keeps ? group_.sets : 0)) +
           group.units.size();
}

template <class Device>
RowStore DeviceExposure<Device>::store(Pool& pool, int rows) const {
    return {pool.take<double>(static_cast<std::size_t>(held_) * static_cast<std::size_t>(rows) * xva_block),
            rows};
}

/// Memory for as many of `blocks` blocks as fit, and for the sums of a run.
template <class Device>
void DeviceExposure<Device>::take(std::size_t blocks, const Run& run) {
    Pool pool = pool_;
    sums_ = pool.take<double>(run.replicates.size() * plan_.layout.size());
    constexpr std::size_t pieces = 24;  // each rounded up to a line
    const std::size_t room = pool.left() - std::min(pool.left(), pieces * Pool::line);
    const std::size_t of_block = rows_per_block(run.first().keep.has_value()) * xva_block * sizeof(double) +
                                 draws_.bytes_of_block(xva_block);
    const std::size_t fill = device_.blocks_at_a_time() * (block_paths / xva_block);
    held_ = static_cast<long>(std::max<std::size_t>(1, std::min({blocks, fill, room / of_block})));
    draws_.take(pool, static_cast<std::size_t>(held_), xva_block);
    const ExposureGroup& group = plan_.group;
    states_ = {store(pool, (plan_.paths.slots() + 1) * program_.factors), program_.factors};
    normals_ = store(pool, (program_.factors + 1) / 2 * 2);
    rows_ = {states_, 0, store(pool, group.kept_rows), store(pool, group.rows + 1)};
    units_ = {group_.margins, store(pool, static_cast<int>(group.units.size())),
              store(pool, group_.balance_rows)};
    if (group_.names > 0) {
        credit_ = {store(pool, group_.names * CreditRows::sides * CreditRows::rows_of_side),
                   store(pool, CreditRows::sides * max_hazard_noises),
                   store(pool, names_at_a_time() * group_.normals)};
        weights_ = store(pool, group_.moving * (set_weights - 1));
    }
    terms_ = store(pool, group_.terms);
    strands_ = pool.take<double>(static_cast<std::size_t>(held_ * group_.terms) * xva_sum_width);
    if (run.first().keep) left_ = store(pool, group_.sets);
}

/// False where it was abandoned.
template <class Device>
bool DeviceExposure<Device>::walk(const Run& run) {
    const auto paths = static_cast<std::uint64_t>(run.first().paths);
    const std::uint64_t each = (paths + xva_block - 1) >> block_bits;
    const std::size_t size = plan_.layout.size(), blocks = each * run.replicates.size();
    take(blocks, run);
    device_.launch(Clear{sums_}, static_cast<long>(run.replicates.size() * size));
    for (std::size_t r = 0; r < run.replicates.size(); ++r)
        if (run.first().keep)
            run.profiles[r].values.resize(static_cast<std::size_t>(group_.sets) * plan_.layout.dates() *
                                          paths);
    for (std::size_t at = 0; at < blocks; at += static_cast<std::size_t>(held_)) {
        count_ = std::min(held_, static_cast<long>(blocks - at));
        const Chunk chunk{
            0,         paths, each, run.first().replicate * each + at, held_ * xva_block, count_ * xva_block,
            block_bits};
        if (!walk(chunk, run)) return false;
    }
    for (std::size_t r = 0; r < run.replicates.size(); ++r) {
        std::vector<double>& means = run.profiles[r].means;
        means.resize(size);
        device_.download(means.data(), sums_ + r * size, size * sizeof(double));
        for (double& mean : means) mean /= static_cast<double>(paths);
    }
    return true;
}

template <class Device>
bool DeviceExposure<Device>::walk(const Chunk& chunk, const Run& run) {
    start(chunk);
    std::size_t day = 0;
    if (!group_.days.empty() && plan_.group.days[0].day == 0 && !visit(chunk, run, day++, today_slot()))
        return false;
    for (const MarketEvent& event : plan_.paths.events()) {
        if (event.bridge >= 0) bridge(chunk, group_.bridges[static_cast<std::size_t>(event.bridge)]);
        if (event.date >= 0 && !visit(chunk, run, day++, event.slot)) return false;
    }
    return true;
}

template <class Device>
void DeviceExposure<Device>::start(const Chunk& chunk) {
    program_.draws->tables().is_sobol ? draws_.draw_points(chunk, 1.0) : draws_.draw_normals(chunk);
    const int factors = program_.factors;
    launch(SetStates{states_, 0, group_.start}, factors);
    launch(SetStates{states_, today_slot(), group_.today}, factors);
    for (int step = 0; step < program_.steps; ++step)
        launch(MoveStates{states_, group_.moves[static_cast<std::size_t>(step)], step,
                          draws_.rows() + step * factors * chunk.stride, chunk.stride},
               factors);
    launch(StartBalances{units_}, units_.values.rows);
    last_slot_ = today_slot();
    if (group_.names > 0)
        launch(StartCredit{credit_, group_.hazard_starts, group_.names}, group_.names * CreditRows::sides);
}

template <class Device>
void DeviceExposure<Device>::bridge(const Chunk& chunk, const MarketBridge& bridge) {
    launch(BetweenNormals{chunk, program_.between, bridge.day, normals_}, normals_.rows / 2);
    launch(BridgeStates{states_, bridge, normals_}, program_.factors);
}

/// What happens on a day and what is valued; false where the walk is abandoned.
template <class Device>
bool DeviceExposure<Device>::visit(const Chunk& chunk, const Run& run, std::size_t number, int slot) {
    const ReplicatePaths& first = run.first();
    if (first.abandon && first.abandon->load(std::memory_order_relaxed)) return false;
    if (first.step) first.step->move();
    rows_.slot = slot;
    const DeviceDay& day = group_.days[number];
    const int begin = number == 0 ? 0 : group_.days[number - 1].events;
    if (day.events > begin) launch(Happen{rows_, group_.events + begin, day.events - begin}, 1);
    if (day.point < 0) return true;
    value(group_.points[static_cast<std::size_t>(day.point)]);
    if (day.calls > 0)
        launch(CallMargins{rows_, units_, group_.calls + day.first_call, day.calls}, day.calls);
    if (day.date >= 0) {
        if (group_.names > 0) move_credit(chunk, day.date, slot);
        expose(chunk, run, day.date);
    }
    return true;
}

/// Our own name comes first, alone: the others' noises hang on its.
template <class Device>
void DeviceExposure<Device>::move_credit(const Chunk& chunk, int date, int slot) {
    const DeviceHazardMove* const moves = group_.hazard_moves[static_cast<std::size_t>(date)];
    const int most = names_at_a_time();
    for (int first = 0, count = 1; first < group_.names; first += count) {
        count = first == 0 ? 1 : std::min(most, group_.names - first);
        move_names(chunk, {moves, first, count, group_.normals}, slot);
    }
    last_slot_ = slot;
    launch(WeighSets{rows_, credit_, group_.moving_sets, date, weights_}, group_.moving);
}

template <class Device>
void DeviceExposure<Device>::move_names(const Chunk& chunk, const HazardMoves& moves, int slot) {
    launch(HazardNormals{chunk, credit_, moves}, moves.count * moves.normals / 2);
    launch(MoveHazards{credit_, moves, states_, last_slot_, slot}, moves.count * CreditRows::sides);
}

template <class Device>
void DeviceExposure<Device>::value(const DevicePoint& point) {
    launch(FillRows{rows_, point.exponentials, point.exponential_count}, point.exponential_count);
    if (point.product_count > 0)
        launch(MultiplyRows{rows_, point.products, point.product_count, point.exponential_count - 1},
               point.product_count);
    launch(ValueUnits{rows_, point.tables, point.ends, units_.values}, units_.values.rows);
}

template <class Device>
void DeviceExposure<Device>::expose(const Chunk& chunk, const Run& run, int date) {
    const auto keep_as = run.first().keep;
    const Kept kept = !keep_as                           ? Kept::nothing
                      : *keep_as == QuantileOf::deflated ? Kept::deflated
                                                         : Kept::undiscounted;
    launch(ExposeUnits{rows_, units_, group_.exposures, group_.exposure_count, plan_.group.currencies, date,
                       group_.steps[static_cast<std::size_t>(date)], weights_, terms_, left_, kept},
           group_.exposure_count);
    const long terms = group_.terms;
    device_.launch(SumTermStrands{chunk, terms_, strands_}, count_ * terms * xva_sum_width);
    device_.launch(AddBlocks{chunk, strands_, group_.places, group_.terms, date, run.first().replicate,
                             static_cast<long>(plan_.layout.size()), sums_},
                   static_cast<long>(run.replicates.size()) * terms);
    if (kept != Kept::nothing) return keep(chunk, run, date);
    double waits_for_all = 0.0;  // so that who watches sees each date done
    device_.download(&waits_for_all, sums_, sizeof waits_for_all);
}

/// Fetches V - C of the chunk's paths.
template <class Device>
void DeviceExposure<Device>::keep(const Chunk& chunk, const Run& run, int date) {
    const auto sets = static_cast<std::size_t>(group_.sets), paths = static_cast<std::size_t>(chunk.paths);
    kept_.resize(static_cast<std::size_t>(count_) * sets * xva_block);
    device_.download(kept_.data(), left_.numbers, kept_.size() * sizeof(double));
    for (long block = 0; block < count_; ++block) {
        const long i = block * xva_block;
        std::vector<double>& values = run.profiles[chunk.replicate(i) - run.first().replicate].values;
        for (std::size_t set = 0; set < sets; ++set)
            std::copy_n(
                kept_.data() + (static_cast<std::size_t>(block) * sets + set) * xva_block, chunk.length(i),
                values.data() + (set * plan_.layout.dates() + static_cast<std::size_t>(date)) * paths +
                    chunk.path(i));
    }
}

}  // namespace snell
