#pragma once
#include <string>

#include "engine/backend.h"
#include "engine/nested/simulate.h"

namespace snell {

/// What is asked of trades that are held together under one model.
struct ExposureTask {
    const Model& model;
    std::vector<Product> products;
    std::vector<double> quantities;  ///< [trade]
    std::vector<Years> dates;        ///< of valuation, increasing, after today and before the last payment
    std::optional<double> drift;     ///< of all assets on outer paths, in place of the model's [1/year]
    double quantile = 0.95;          ///< of the potential future exposure
};

/// What a position is worth on a date, seen from today.  V is the value of what is paid after the date.
struct DateExposure {
    Years date = 0.0;
    NestedEstimate epe, ene;  ///< E[V^+], E[V^-], deflated to today
    NestedEstimate value;     ///< E[V], deflated to today; inner sampling leaves no bias in it
    NestedEstimate pfe;       ///< the quantile of V, at least 0, an amount of the date
    NestedEstimate low;       ///< its quantile at the other end, an amount of the date
    NestedEstimate low_tail;  ///< mean of V where it is at or below `low`
};

struct Exposures {
    std::vector<std::vector<DateExposure>>
        positions;  ///< [trade, and the net of all where there are several]
    NestedRun run;
    int steps = 0;            ///< of the time grid
    double path_steps = 0.0;  ///< of inner paths
    double seconds = 0.0;
};

/// How exposures are simulated.
struct ExposureSettings {
    NestedSettings nested;
    NestedDraws draws;
    int steps = 0;  ///< to the last date; 0: what the model needs
    ExerciseSettings exercise;
};

/// Exposures by nested simulation: outer paths to each date, inner ones from there.  Early exercise follows
/// a rule that is found first.  Throws InputError for dates that nothing is paid after, and where the model
/// cannot supply what a product asks for.
Exposures exposures(const Backend& backend, const ExposureTask& task, const ExposureSettings& settings);

/// Dates between today and the last payment, evenly spaced.
std::vector<Years> even_dates(const std::vector<Product>& products, int count);

}  // namespace snell
