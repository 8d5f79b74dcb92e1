#pragma once
#include <memory>
#include <string>
#include <vector>

#include "engine/backend.h"

namespace snell::race {

/// What takes part in the race: one thread of the processor, all of them, or all GPUs.
struct Contender {
    enum class Kind : std::uint8_t { one_thread, processor, gpu };
    Kind kind = Kind::processor;
    std::string device;  ///< "cpu" or "cuda"
    int threads = 0;     ///< of the processor
    std::string name;    ///< "1 thread", "16 threads", "cuda"
    std::shared_ptr<const Backend> backend;
};

/// One thread of the processor, or so many, or all GPUs.  A GPU that fails while it is measured ends the
/// bench: the processor would take its place, and its seconds would be taken for a GPU's.  Throws
/// DeviceError.
Contender contender(const std::string& device, int threads);

/// Those of --device (all, cpu or cuda) and --threads (0: one per core).  Throws DeviceError where cuda alone
/// is asked for and there is none.
std::vector<Contender> contenders(const std::string& device, int threads);

}  // namespace snell::race
