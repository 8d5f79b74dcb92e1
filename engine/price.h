#pragma once
#include <functional>
#include <optional>
#include <string>

#include "core/estimate.h"
#include "engine/backend.h"
#include "engine/build.h"
#include "engine/exercise/bounds.h"

namespace snell {

/// A price and how it was reached.
struct Price {
    Estimate estimate;                       ///< [payment currency]
    std::optional<Estimate> time_step_bias;  ///< two-level difference; none where steps are exact
    std::optional<ExerciseBounds> bounds;    ///< with early exercise, where `estimate` is the lower one
    int steps = 0;
    double seconds = 0.0;
    bool target_met = true;
    std::vector<std::string> controls;  ///< kinds of the control variates in use
};

/// Called now and then with the share done [0, 1] and the standard error so far.
using Progress = std::function<void(double share, double std_error)>;

/// Prices a product by simulation on a backend.  One with early exercise is priced by a rule, from below, and
/// bounded from above; with a target for their gap, until it is met.  Throws InputError if the model cannot
/// supply what the product asks for.
Price price(const Backend& backend, const Model& model, const Product& product, const Settings& settings,
            const Progress& progress = {});

/// Paths per replicate for a total: a power of two, at least one pack.
std::int64_t paths_per_replicate(const Settings& settings);

/// Means per replicate of the first output, with the control variates' errors taken off: y - b'(c - E c), b
/// by least squares over all paths.
std::vector<double> controlled_means(const Sums& sums, const std::vector<Control>& controls);

}  // namespace snell
