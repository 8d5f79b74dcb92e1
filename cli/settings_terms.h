#pragma once
#include <limits>
#include <optional>
#include <string_view>

#include "core/field_reader.h"
#include "engine/settings.h"

namespace snell {

/// The terms of `[settings]`, told once (core/fields.h).
struct SettingsTerms {
    enum class Draws : std::uint8_t { sobol, philox };

    std::int64_t paths = 1 << 20;
    int replicates = 32;
    std::optional<Tolerance> target_se;
    double deadline = std::numeric_limits<double>::infinity();
    std::int64_t seed = 1;
    Draws sampler = Draws::sobol;
    int steps = 0;
    bool antithetic = false;
    bool controls = true;
    bool greeks = false;
    std::optional<Tolerance> target_gap;
    Family basis = Family::hermite;
    int degree = 0;
    ExerciseSettings::Selection regress_on = ExerciseSettings::Selection::in_the_money;
    std::int64_t training_paths = 1 << 16;
    int nodes = 64;

    template <class Visitor>
    void fields(Visitor& v) {
        v.integer("paths", paths, {.at_least = 1.0, .at_most = 0x1p40, .fallback = 0x1p20},
                  "paths, all replicates together");
        v.integer("replicates", replicates, {.at_least = 2.0, .at_most = 4096.0, .fallback = 32.0},
                  "independent repetitions that the standard error comes from");
        v.tolerance("target_se", target_se,
                    "run until the standard error is this: a number, or \"0.01%\" of the value");
        v.number("deadline", deadline, {.unit = "seconds", .above = 0.0, .optional = true},
                 "stop each trade before this");
        v.integer("seed", seed, {.at_least = 0.0, .fallback = 1.0}, "seed of all draws");
        v.choice("sampler", sampler, {"sobol", "philox"}, "scrambled Sobol' points or pseudo-random numbers");
        v.integer("steps", steps, {.at_least = 0.0, .at_most = 100'000.0, .fallback = 0.0},
                  "time steps to the last date; 0: what the model needs");
        v.flag("antithetic", antithetic, "average each path with its mirror image");
        v.flag("controls", controls, "use control variates where the product has some");
        v.flag("greeks", greeks, "all sensitivities, too");
        v.tolerance(
            "target_gap", target_gap,
            "early exercise: refine until the bounds are this close: a number, or \"0.5%\" of the value");
        v.choice("basis", basis, {"hermite", "monomials", "laguerre", "chebyshev"},
                 "early exercise: polynomials that continuation values are regressed on");
        v.integer("degree", degree, {.at_least = 0.0, .at_most = 20.0, .fallback = 0.0},
                  "early exercise: total degree of the polynomials; 0: what the number of states allows");
        v.choice("regress_on", regress_on, {"in_the_money", "all"},
                 "early exercise: paths that a regression takes together");
        v.integer("training_paths", training_paths,
                  {.at_least = 1024.0, .at_most = 0x1p24, .fallback = 0x1p16},
                  "early exercise: paths that the rule is found on");
        v.integer("nodes", nodes, {.at_least = 2.0, .at_most = 65'536.0, .fallback = 64.0},
                  "early exercise: draws of each expectation one date ahead, for the upper bound");
    }

    Settings settings() const;
};

}  // namespace snell
