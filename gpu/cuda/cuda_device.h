#pragma once
#include <cstddef>
#include <string>

#include "gpu/cuda.h"
#include "gpu/pool.h"

namespace snell {

/// One CUDA device.  All its work goes through one stream in order, so that a download waits for what was
/// launched before.  Any call throws DeviceFault, with the call and the runtime's words.
class CudaDevice {
  public:
    /// With a pool of `most_bytes`, or of half of what is free where that is less.
    CudaDevice(const CudaProperties& properties, std::size_t most_bytes);
    ~CudaDevice();
    CudaDevice(const CudaDevice&) = delete;
    CudaDevice& operator=(const CudaDevice&) = delete;

    const std::string& name() const { return name_; }
    Pool pool() const { return {memory_, bytes_}; }
    /// Four waves of the leanest kernel, so that the last, partial one costs little.
    std::size_t blocks_at_a_time() const { return blocks_; }

    void upload(void* to, const void* from, std::size_t bytes);
    void download(void* to, const void* from, std::size_t bytes);
    /// Defined in launch.cuh, for the tasks that the .cu files of this folder name.
    template <class Task>
    void launch(const Task& task, long threads);

  private:
    int ordinal_;
    std::string name_;
    std::size_t blocks_;
    std::byte* memory_ = nullptr;
    std::size_t bytes_ = 0;

    void check(int status, const char* call) const;
    void use() const;
};

}  // namespace snell
