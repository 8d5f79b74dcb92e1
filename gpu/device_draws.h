#pragma once
#include "gpu/point_tasks.h"
#include "gpu/upload.h"

namespace snell {

/// The draws of a plan in the memory of a device: tables, and room for the draws of a chunk of paths where
/// they do not come from registers.
template <class Device>
class DeviceDraws {
  public:
    /// Copies the tables.  Throws DeviceFault.
    DeviceDraws(Device& device, Pool& pool, const DrawTables& tables);

    const DrawTables& tables() const { return tables_; }
    /// [step][normals, then uniforms][path]
    double* rows() const { return rows_; }
    std::size_t bytes_of_block(std::size_t paths) const;
    void take(Pool& pool, std::size_t blocks, std::size_t paths_of_block);

    /// Scrambled Sobol' points and their bridge; `sign` is -1 for mirrored paths.
    void draw_points(const Chunk& chunk, double sign);
    /// Philox draws of all steps; there are no uniforms.
    void draw_normals(const Chunk& chunk);

  private:
    Device& device_;
    DrawTables tables_;
    double* rows_ = nullptr;
    Scramble* scrambles_ = nullptr;
    std::uint32_t* starts_ = nullptr;

    std::size_t dimensions() const { return static_cast<std::size_t>(tables_.dimensions); }
};

template <class Device>
DeviceDraws<Device>::DeviceDraws(Device& device, Pool& pool, const DrawTables& tables)
    : device_(device), tables_(tables) {
    if (!tables_.is_sobol) return;
    tables_.directions = upload(device, pool, tables_.directions, 32 * dimensions());
    tables_.places = upload(device, pool, tables_.places, dimensions());
    tables_.splits = upload(device, pool, tables_.splits, static_cast<std::size_t>(tables_.split_count));
}

template <class Device>
std::size_t DeviceDraws<Device>::bytes_of_block(std::size_t paths) const {
    const std::size_t points = tables_.is_sobol ? sizeof(Scramble) + paths / point_row * sizeof(*starts_) : 0;
    return dimensions() * (paths * sizeof(double) + points);
}

template <class Device>
void DeviceDraws<Device>::take(Pool& pool, std::size_t blocks, std::size_t paths_of_block) {
    const std::size_t paths = blocks * paths_of_block;
    rows_ = pool.take<double>(dimensions() * paths);
    if (!tables_.is_sobol) return;
    scrambles_ = pool.take<Scramble>(dimensions() * blocks);
    starts_ = pool.take<std::uint32_t>(dimensions() * paths / point_row);
}

template <class Device>
void DeviceDraws<Device>::draw_points(const Chunk& chunk, double sign) {
    const long last = chunk.paths_held - 1;
    const long replicates = static_cast<long>(chunk.replicate(last) - chunk.first_replicate()) + 1;
    device_.launch(Scrambles{tables_, chunk, scrambles_}, replicates * tables_.dimensions);
    device_.launch(PointRows{tables_, chunk, starts_}, chunk.paths_held / point_row * tables_.dimensions);
    device_.launch(PointDraws{tables_, chunk, scrambles_, starts_, sign, rows_}, chunk.paths_held);
}

template <class Device>
void DeviceDraws<Device>::draw_normals(const Chunk& chunk) {
    device_.launch(NormalPairs{tables_, chunk, rows_}, (tables_.dimensions + 1) / 2 * chunk.stride);
}

}  // namespace snell
