#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/step_board.h"
#include "engine/tbb_backend.h"

namespace snell {

class ExposureBackend;

/// True if the CUDA backend was built.
extern const bool has_cuda;

/// A CUDA device of this machine.
struct CudaProperties {
    int ordinal;
    std::string name;
    std::string architecture;  ///< "sm_90"
    int multiprocessors;
    std::size_t memory;  ///< [bytes]
    std::size_t cache;   ///< of the second level [bytes]
    double clock_ghz;    ///< highest of the multiprocessors
};

/// The CUDA devices of this machine, and where there are none, why.
struct CudaDevices {
    std::vector<CudaProperties> devices;
    std::string reason;  ///< "this build has no CUDA backend", or what the runtime said
};
CudaDevices find_cuda_devices();

/// Told once for each device that fails: its name, and what it said.  From any thread.
using DeviceLost = std::function<void(const std::string& device, const std::string& fault)>;

/// Exposures on devices: how they are watched, and what the processor does when all have failed.
struct DeviceWatch {
    int threads = 0;             ///< of the processor; 0: one per core
    StepBoard* board = nullptr;  ///< where it is said that a device is at work
    std::function<void(const std::string& device)>
        works;  ///< told after each work done; "cpu": the processor
    DeviceLost lost;
};

/// Exposures on all CUDA devices, with the bits of the processor, which takes over where they fail.  Throws
/// std::runtime_error where there is none.
std::unique_ptr<ExposureBackend> cuda_exposures(DeviceWatch watch);

/// Who makes Philox draws on a device: the path kernel, or cuRAND's generator before it.  The same bits.
enum class PhiloxFrom { registers, curand };

/// Simulation on all CUDA devices, with the bits of `processor`, which takes over where they fail.  Throws
/// std::runtime_error where there is none.
std::unique_ptr<Backend> cuda_backend(const TbbBackend& processor, DeviceLost on_loss,
                                      PhiloxFrom from = PhiloxFrom::registers);

}  // namespace snell
