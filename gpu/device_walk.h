#pragma once
#include <algorithm>
#include <bit>

#include "engine/blocks.h"
#include "gpu/basket.h"
#include "gpu/device_draws.h"
#include "gpu/sum_tasks.h"

namespace snell {

/// Philox draws that a path kernel makes in its registers.
struct RegisterDraws {
    static constexpr bool fills_rows = false;
};

/// A walk in the memory of a device, and what the device does with it.  A Device offers
///   pool()                    its memory
///   blocks_at_a_time()        blocks of paths that fill it
///   upload(to, from, bytes)   and download, which waits for all that was launched
///   launch(task, threads)     task(0) ... task(threads - 1), in any order, after what was launched before
/// and throws DeviceFault when it fails.  `PhiloxDraws` says where Philox draws come from.
template <class Device, class PhiloxDraws = RegisterDraws>
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
    DeviceDraws<Device> draws_;
    PathProgram<double> program_;
    const double* constants_;
    const Known* known_;
    std::size_t held_;  // blocks at a time

    // Of `held_` blocks, but for the sums, which are those of a whole call.
    double *columns_, *values_, *mirrored_ = nullptr, *strands_, *sums_;

    template <class T>
    const T* copy(const std::vector<T>& from) {
        return upload(device_, pool_, from.data(), from.size());
    }
    void copy_tables();
    void take_scratch(std::size_t most);
    void fill_known();
    bool is_sobol() const { return draws_.tables().is_sobol; }
    bool has_rows() const { return is_sobol() || PhiloxDraws::fills_rows; }
    std::size_t bytes_per_block() const;
    void simulate(const Chunk& chunk, double sign, double* values);
    template <class Kernel, class Source>
    void move_paths(const Kernel& kernel, const Source& source, const Chunk& chunk);
    void evaluate(const Chunk& chunk, double* values);
};

template <class Device, class PhiloxDraws>
DeviceWalk<Device, PhiloxDraws>::DeviceWalk(Device& device, const Walk<double>& walk, const Blocks& blocks,
                                            std::size_t most)
    : device_(device),
      walk_(walk),
      blocks_(blocks),
      pool_(device.pool()),
      outputs_(static_cast<std::size_t>(walk.outputs())),
      draws_(device, pool_, walk.draws->tables()) {
    copy_tables();
    take_scratch(most);
    fill_known();
}

template <class Device, class PhiloxDraws>
void DeviceWalk<Device, PhiloxDraws>::copy_tables() {
    program_ = {copy(walk_.table), walk_.steps, copy(walk_.observations), copy(walk_.ends)};
    constants_ = copy(walk_.constants);
    std::vector<Known> known;
    for (const auto& [slot, number] : walk_.known) known.push_back({slot, number});
    known_ = copy(known);
}

template <class Device, class PhiloxDraws>
std::size_t DeviceWalk<Device, PhiloxDraws>::bytes_per_block() const {
    const auto slots = static_cast<std::size_t>(walk_.slots);
    const std::size_t doubles_a_path = slots + (walk_.antithetic ? 2 : 1) * outputs_;
    return block_paths * doubles_a_path * sizeof(double) + sum_width * outputs_ * sizeof(double) +
           (has_rows() ? draws_.bytes_of_block(block_paths) : 0);
}

template <class Device, class PhiloxDraws>
void DeviceWalk<Device, PhiloxDraws>::take_scratch(std::size_t most) {
    sums_ = pool_.take<double>(most * outputs_);
    constexpr std::size_t pieces = 8;  // each rounded up to a line
    const std::size_t room = pool_.left() - std::min(pool_.left(), pieces * Pool::line);
    held_ = std::max<std::size_t>(1, std::min({most, device_.blocks_at_a_time(), room / bytes_per_block()}));
    const std::size_t paths = held_ * block_paths;
    columns_ = pool_.take<double>(static_cast<std::size_t>(walk_.slots) * paths);
    values_ = pool_.take<double>(outputs_ * paths);
    if (walk_.antithetic) mirrored_ = pool_.take<double>(outputs_ * paths);
    strands_ = pool_.take<double>(outputs_ * held_ * sum_width);
    if (has_rows()) draws_.take(pool_, held_, block_paths);
}

template <class Device, class PhiloxDraws>
void DeviceWalk<Device, PhiloxDraws>::fill_known() {
    const long stride = static_cast<long>(held_) * block_paths;
    device_.launch(FillKnown{known_, static_cast<int>(walk_.known.size()), stride, columns_}, stride);
}

template <class Device, class PhiloxDraws>
void DeviceWalk<Device, PhiloxDraws>::sum(std::size_t first, std::size_t end, double* rows) {
    for (std::size_t at = first; at < end; at += held_) {
        const std::size_t count = std::min(held_, end - at);
        const Chunk chunk{blocks_.first_path,
                          static_cast<std::uint64_t>(blocks_.paths),
                          blocks_.each(),
                          at,
                          static_cast<long>(held_) * block_paths,
                          static_cast<long>(count) * block_paths,
                          std::countr_zero(static_cast<unsigned>(block_paths))};
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

template <class Device, class PhiloxDraws>
void DeviceWalk<Device, PhiloxDraws>::simulate(const Chunk& chunk, double sign, double* values) {
    if (is_sobol())
        draws_.draw_points(chunk, sign);
    else if constexpr (PhiloxDraws::fills_rows)
        PhiloxDraws::fill(device_, draws_.tables(), chunk, sign, draws_.rows());
    std::visit(
        [&](const auto& kernel) {
            const auto move = [&](const auto& source) { move_paths(kernel, source, chunk); };
            const DrawTables& tables = draws_.tables();
            if (has_rows())
                move(RowSource{draws_.rows(), tables.uniforms});
            else
                move(PhiloxSource{tables.seed, tables.purpose, tables.uniforms, sign});
        },
        walk_.kernel);
    evaluate(chunk, values);
}

template <class Device, class PhiloxDraws>
template <class Kernel, class Source>
void DeviceWalk<Device, PhiloxDraws>::move_paths(const Kernel& kernel, const Source& source,
                                                 const Chunk& chunk) {
    const auto move = [&]<Jumping jumping>(const auto& chosen) {
        device_.launch(MovePaths<std::decay_t<decltype(chosen)>, Source, jumping>{chosen, program_, source,
                                                                                  chunk, columns_},
                       chunk.paths_held);
    };
    if constexpr (may_jump<Kernel>)
        if (kernel.jumps.entries < 0) return move.template operator()<Jumping::never>(kernel);
    if constexpr (is_general<Kernel>)
        if (is_basket(kernel)) return move.template operator()<basket_jumping<Kernel>>(basket_of(kernel));
    move.template operator()<Jumping::maybe>(kernel);
}

template <class Device, class PhiloxDraws>
void DeviceWalk<Device, PhiloxDraws>::evaluate(const Chunk& chunk, double* values) {
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
