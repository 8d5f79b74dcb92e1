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
    return settings;
}

}  // namespace snell
