#pragma once
#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "engine/backend.h"
#include "engine/kernels/kernels.h"
#include "gpu/cuda.h"

namespace snell {

/// --lanes: auto, avx512, avx2 or scalar.
void add_lanes(CLI::App& command, std::string& lanes);
/// The instruction set of that name.  Throws DeviceError where the processor lacks it.
Isa isa_named(const std::string& lanes);

/// --device: auto, cpu or cuda.
void add_device(CLI::App& command, std::string& device);
/// The backend for --device (auto: CUDA devices where there are some), --threads (0: one per core) and
/// --lanes (auto, avx512, avx2, scalar). Throws DeviceError where the machine or the build lacks it.
std::unique_ptr<Backend> backend_for(const std::string& device, int threads, const std::string& lanes);

/// What is said of a device that failed, and to people: it changes no digit, but somebody should look at it.
std::string lost_device(const std::string& device, const std::string& fault);
void tell_of_loss(const std::string& device, const std::string& fault);

/// Where exposures are simulated for --device, watched; null: on the processor.  Throws DeviceError where the
/// machine or the build lacks it.
std::unique_ptr<ExposureBackend> exposures_for(const std::string& device, DeviceWatch watch);

}  // namespace snell
