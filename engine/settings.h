#pragma once
#include <cstdint>
#include <optional>

#include "core/draws.h"

namespace snell {

/// How surely and how fast a number is wanted.
struct Settings {
    Sampler sampler = Sobol{.seed = 1};
    int replicates = 32;              ///< independent randomisations; the error is their spread
    std::int64_t paths = 1 << 20;     ///< all replicates together; rounded up to a power of two per replicate
    std::optional<double> target_se;  ///< run until the standard error is at most this
    bool target_is_relative = false;  ///< target_se is a fraction of the value
    std::optional<double> deadline;   ///< seconds; stop before it with what is there
    int steps = 0;                    ///< time steps to the last date; 0: what the model needs
    bool antithetic = false;
    bool controls = true;  ///< use control variates where the product has some
};

}  // namespace snell
