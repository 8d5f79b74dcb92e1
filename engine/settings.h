#pragma once
#include <cstdint>
#include <optional>

#include "core/draws.h"
#include "core/polynomials.h"

namespace snell {

/// How the exercise of an option is found and bounded (docs/theory/early-exercise.md).
struct ExerciseSettings {
    enum class Selection : std::uint8_t {
        in_the_money,  ///< regressed where exercise pays, and apart elsewhere
        all,           ///< one regression on all paths
    };
    Family family = Family::hermite;
    int degree = 0;        ///< of the polynomials, in total; 0: what the number of states allows
    bool on_value = true;  ///< the exercise value is one of the functions
    Selection selection = Selection::in_the_money;
    std::int64_t training_paths = 1 << 16;
    int nodes = 64;                    ///< of the expectations one date ahead, an even number
    std::optional<double> target_gap;  ///< refine until the bounds, with two errors each, are so close
    bool gap_is_relative = false;      ///< target_gap is a fraction of the value
};

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
    ExerciseSettings exercise;
};

}  // namespace snell
