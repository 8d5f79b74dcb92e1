#pragma once
#include <algorithm>

#include "engine/blocks.h"
#include "gpu/path_tasks.h"
#include "gpu/point_tasks.h"
#include "gpu/pool.h"
#include "gpu/sum_tasks.h"

namespace snell {

/// A walk in the memory of a device, and what the device does with it.  A Device offers
///   pool()                    its memory
///   blocks_at_a_time()        blocks of paths that fill it
///   upload(to, from, bytes)   and download, which waits for all that was launched
///   launch(task, threads)     task(0) ... task(threads - 1), in any order, after what was launched before
/// and throws DeviceFault when it fails.
template <class Device>
class DeviceWalk {
  public:
    /// `most`: blocks of one call of `sum`.  The walk must outlive this.
    DeviceWalk(Device& device, const Walk<double>& walk, const Blocks& blocks, std::size_t most);

    /// The sums of blocks first ... end - 1 on the host: rows [block - first][output].
    void sum(std::size_t first, std::size_t end, double* rows);

  private:
    Device& device_;
    const Walk<double>& walk_;
    const Blocks& blocks_;
    Pool pool_;
    std::size_t outputs_;
    DrawTables tables_;
    PathProgram<double> program_;
    const double* constants_;
    const Known* known_;
    std::size_t held_;  // blocks at a time

    // Of `held_` blocks, but for the sums, which are those of a whole call.
    double *columns_, *values_, *mirrored_ = nullptr, *strands_, *sums_;
    double* draws_ = nullptr;  // of Sobol' points
    Scramble* scrambles_ = nullptr;
    std::uint32_t* points_ = nullptr;

    template <class T>
    const T* copy(const T* from, std::size_t count) {
        T* const to = pool_.take<T>(count);
        if (count > 0) device_.upload(to, from, count * sizeof(T));
        return to;
    }
    void copy_tables();
    void take_scratch(std::size_t most);
    void fill_known();
    std::size_t bytes_per_block() const;
    void simulate(const Chunk& chunk, double sign, double* values);
    void draw_points(const Chunk& chunk, double sign);
    template <class Kernel, class Source>
    void move_paths(const Kernel& kernel, const Source& source, const Chunk& chunk);
    void evaluate(const Chunk& chunk, double* values);
};

template <class Device>
DeviceWalk<Device>::DeviceWalk(Device& device, const Walk<double>& walk, const Blocks& blocks,
                               std::size_t most)
    : device_(device),
      walk_(walk),
      blocks_(blocks),
      pool_(device.pool()),
      outputs_(static_cast<std::size_t>(walk.outputs())) {
    copy_tables();
    take_scratch(most);
    fill_known();
}

template <class Device>
void DeviceWalk<Device>::copy_tables() {
    program_ = {copy(walk_.table.data(), walk_.table.size()), walk_.steps,
                copy(walk_.observations.data(), walk_.observations.size()),
                copy(walk_.ends.data(), walk_.ends.size())};
    constants_ = copy(walk_.constants.data(), walk_.constants.size());
    std::vector<Known> known;
    for (const auto& [slot, number] : walk_.known) known.push_back({slot, number});
    known_ = copy(known.data(), known.size());
    tables_ = walk_.draws->tables();
    if (!tables_.is_sobol) return;
    const auto dimensions = static_cast<std::size_t>(tables_.dimensions);
    tables_.directions = copy(tables_.directions, 32 * dimensions);
    tables_.places = copy(tables_.places, dimensions);
    tables_.splits = copy(tables_.splits, static_cast<std::size_t>(tables_.split_count));
}

template <class Device>
std::size_t DeviceWalk<Device>::bytes_per_block() const {
    const auto slots = static_cast<std::size_t>(walk_.slots);
    const auto dimensions = static_cast<std::size_t>(tables_.is_sobol ? tables_.dimensions : 0);
    const std::size_t doubles_a_path = slots + (walk_.antithetic ? 2 : 1) * outputs_ + dimensions;
    return block_paths * doubles_a_path * sizeof(double) + sum_width * outputs_ * sizeof(double) +
           dimensions * (sizeof(Scramble) + block_paths / point_row * sizeof(std::uint32_t));
}

template <class Device>
void DeviceWalk<Device>::take_scratch(std::size_t most) {
    sums_ = pool_.take<double>(most * outputs_);
    constexpr std::size_t pieces = 8;  // each rounded up to a line
    const std::size_t room = pool_.left() - std::min(pool_.left(), pieces * Pool::line);
    held_ = std::max<std::size_t>(1, std::min({most, device_.blocks_at_a_time(), room / bytes_per_block()}));
    const std::size_t paths = held_ * block_paths;
    columns_ = pool_.take<double>(static_cast<std::size_t>(walk_.slots) * paths);
    values_ = pool_.take<double>(outputs_ * paths);
    if (walk_.antithetic) mirrored_ = pool_.take<double>(outputs_ * paths);
    strands_ = pool_.take<double>(outputs_ * held_ * sum_width);
    if (!tables_.is_sobol) return;
    const auto dimensions = static_cast<std::size_t>(tables_.dimensions);
    draws_ = pool_.take<double>(dimensions * paths);
    scrambles_ = pool_.take<Scramble>(dimensions * held_);
    points_ = pool_.take<std::uint32_t>(dimensions * paths / point_row);
}

template <class Device>
void DeviceWalk<Device>::fill_known() {
    const long stride = static_cast<long>(held_) * block_paths;
    device_.launch(FillKnown{known_, static_cast<int>(walk_.known.size()), stride, columns_}, stride);
}

template <class Device>
void DeviceWalk<Device>::sum(std::size_t first, std::size_t end, double* rows) {
    for (std::size_t at = first; at < end; at += held_) {
        const std::size_t count = std::min(held_, end - at);
        const Chunk chunk{blocks_.first_path,
                          static_cast<std::uint64_t>(blocks_.paths),
                          blocks_.each(),
                          at,
                          static_cast<long>(held_) * block_paths,
                          static_cast<long>(count) * block_paths};
        simulate(chunk, 1.0, values_);
        if (walk_.antithetic) {
            simulate(chunk, -1.0, mirrored_);
            device_.launch(AverageMirror{values_, mirrored_}, static_cast<long>(outputs_) * chunk.stride);
        }
        const long sums = static_cast<long>(outputs_) * static_cast<long>(held_);
        device_.launch(SumStrands{chunk, values_, strands_}, sums * sum_width);
        device_.launch(SumBlocks{static_cast<long>(held_), static_cast<long>(count),
                                 static_cast<int>(outputs_), strands_, sums_ + (at - first) * outputs_},
                       sums);
    }
    device_.download(rows, sums_, (end - first) * outputs_ * sizeof(double));
}

template <class Device>
void DeviceWalk<Device>::simulate(const Chunk& chunk, double sign, double* values) {
    if (tables_.is_sobol) draw_points(chunk, sign);
    std::visit(
        [&](const auto& kernel) {
            const auto move = [&](const auto& source) { move_paths(kernel, source, chunk); };
            if (tables_.is_sobol)
                move(RowSource{draws_, tables_.uniforms});
            else
                move(PhiloxSource{tables_.seed, tables_.purpose, tables_.uniforms, sign});
        },
        walk_.kernel);
    evaluate(chunk, values);
}

template <class Device>
void DeviceWalk<Device>::draw_points(const Chunk& chunk, double sign) {
    const long dimensions = tables_.dimensions;
    const long last = chunk.paths_held - 1;
    const long replicates = static_cast<long>(chunk.replicate(last) - chunk.first_replicate()) + 1;
    device_.launch(Scrambles{tables_, chunk, scrambles_}, replicates * dimensions);
    device_.launch(PointRows{tables_, chunk, points_}, chunk.paths_held / point_row * dimensions);
    device_.launch(PointDraws{tables_, chunk, scrambles_, points_, sign, draws_}, chunk.paths_held);
}

template <class Device>
template <class Kernel, class Source>
void DeviceWalk<Device>::move_paths(const Kernel& kernel, const Source& source, const Chunk& chunk) {
    const auto move = [&]<Jumping jumping>() {
        device_.launch(MovePaths<Kernel, Source, jumping>{kernel, program_, source, chunk, columns_},
                       chunk.paths_held);
    };
    if constexpr (may_jump<Kernel>)
        if (kernel.jumps.entries < 0) return move.template operator()<Jumping::never>();
    move.template operator()<Jumping::maybe>();
}

template <class Device>
void DeviceWalk<Device>::evaluate(const Chunk& chunk, double* values) {
    const Path<double> path{columns_, chunk.stride, constants_};
    double* to = values;
    for (const Payoff& payoff : walk_.payoffs) {
        std::visit(
            [&](const auto& each) {
                device_.launch(Evaluate<std::decay_t<decltype(each)>>{each, path, to}, chunk.paths_held);
            },
            payoff);
        to += chunk.stride;
    }
    if (walk_.products)
        device_.launch(Multiply{static_cast<int>(walk_.payoffs.size()), chunk.stride, values},
                       chunk.paths_held);
}

}  // namespace snell
