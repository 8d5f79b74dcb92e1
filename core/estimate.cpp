#include "core/estimate.h"

#include "core/real.h"

#include <fmt/format.h>
#include <algorithm>
#include <limits>

namespace snell {

Estimate estimate(std::span<const double> replicate_means, std::int64_t paths) {
    const auto n = static_cast<double>(replicate_means.size());
    double mean = 0.0;
    for (double m : replicate_means) mean += m;
    mean /= n;
    double squares = 0.0;
    for (double m : replicate_means) squares += (m - mean) * (m - mean);
    const double error = replicate_means.size() > 1 ? sqrt(squares / (n * (n - 1.0)))
                                                    : std::numeric_limits<double>::quiet_NaN();
    return {mean, error, paths, static_cast<int>(replicate_means.size())};
}

std::string print(const Estimate& estimate) {
    if (!(estimate.std_error > 0.0 && estimate.std_error < std::numeric_limits<double>::infinity()))
        return fmt::format("{:.10g} +- {:.2g}", estimate.value, estimate.std_error);
    const std::string rounded = fmt::format("{:.1e}", estimate.std_error);
    const int place = std::stoi(rounded.substr(rounded.find('e') + 1));
    const int digits = std::max(0, 1 - place);
    if (digits > 15 || place > 15) return fmt::format("{:.6g} +- {:.1e}", estimate.value, estimate.std_error);
    return fmt::format("{:.{}f} +- {:.{}f}", estimate.value, digits, estimate.std_error, digits);
}

}  // namespace snell
