#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "engine/meter/path_work.h"

/// The works that Snell and QuantLib both do.
namespace snell::peers {

struct Work {
    std::string_view name;
    meter::PathWork path;
    double target_ratio;  // Snell's rate over QuantLib's that the project aims at, one thread each
};

inline constexpr std::array<Work, 5> works{{{"gbm_european", meter::gbm, 100.0},
                                            {"asian_arithmetic", meter::asian, 70.0},
                                            {"heston_european", meter::heston, 40.0},
                                            {"heston_hot", meter::heston_hot, 40.0},
                                            {"basket5", meter::basket5, 80.0}}};

/// What one run said: price and its standard error [currency], on how many paths, and the seconds that it
/// took.
struct Outcome {
    double value, std_error;
    std::int64_t paths;
    double wall, processor;  // elapsed; charged to the process, all threads together [s]
};

}  // namespace snell::peers
