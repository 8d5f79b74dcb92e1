#include "cli/settings_terms.h"

namespace snell {

Settings SettingsTerms::settings() const {
    Settings settings;
    const auto start = static_cast<std::uint64_t>(seed);
    if (sampler == Draws::philox)
        settings.sampler = Philox{.seed = start};
    else
        settings.sampler = Sobol{.seed = start};
    settings.replicates = replicates;
    settings.paths = paths;
    if (target_se) {
        settings.target_se = target_se->size;
        settings.target_is_relative = target_se->relative;
    }
    if (deadline < std::numeric_limits<double>::infinity()) settings.deadline = deadline;
    settings.steps = steps;
    settings.antithetic = antithetic;
    settings.controls = controls;
    settings.exercise.family = basis;
    settings.exercise.degree = degree;
    settings.exercise.selection = regress_on;
    settings.exercise.training_paths = training_paths;
    settings.exercise.nodes = nodes;
    if (target_gap) {
        settings.exercise.target_gap = target_gap->size;
        settings.exercise.gap_is_relative = target_gap->relative;
    }
    return settings;
}

}  // namespace snell
