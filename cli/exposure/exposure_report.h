#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/report.h"
#include "core/date.h"
#include "engine/nested/exposure.h"

namespace snell {

/// Exposures of trades under one model, for printing.
struct ExposureReport {
    std::string device, sampler, inner_sampler;
    std::uint64_t seed = 0;
    std::string unit;           ///< currency of all values
    std::optional<Date> today;  ///< where the market says so
    std::vector<std::string> positions;
    NestedMethod method = NestedMethod::jackknife;
    bool antithetic = false;
    double quantile = 0.95;
    bool exact_steps = true;  ///< the model's steps have no bias
    bool with_seconds = true;
    Exposures found;
};

std::string_view name_of(NestedMethod method);
std::string print(const ExposureReport& report, Format format);

}  // namespace snell
