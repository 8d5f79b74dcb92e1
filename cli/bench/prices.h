#pragma once
#include <optional>
#include <string>
#include <vector>

namespace snell::race {

/// What an hour costs, in a currency of the user's: of the processor with all its threads, and of all GPUs.
struct Prices {
    std::optional<double> cpu, gpu;
};

/// Of {"cpu=0.40", "gpu=3.20"}.  Throws UsageError.
Prices read_prices(const std::vector<std::string>& words);

}  // namespace snell::race
