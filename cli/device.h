#pragma once
#include <memory>
#include <string>

#include "engine/backend.h"

namespace snell {

/// The backend for --device (auto, cpu, cuda), --threads (0: one per core) and --lanes (auto, avx512, avx2,
/// scalar). Throws DeviceError where the machine or the build lacks it.
std::unique_ptr<Backend> backend_for(const std::string& device, int threads, const std::string& lanes);

}  // namespace snell
