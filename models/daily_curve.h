#pragma once
#include <stdexcept>
#include <string>
#include <vector>

#include "core/date.h"

namespace snell {

/// A curve of discount factors or survival probabilities, one per day from today on: exact at every date
/// that a trade can name, whatever interpolation built it.
struct DailyCurve {
    Date today;
    std::vector<double> values;  ///< [day], values[0] = 1

    /// Throws std::out_of_range past the last day; 1 before today.
    double operator()(Date date) const {
        const int day = date - today;
        return day <= 0 ? 1.0 : values.at(static_cast<std::size_t>(day));
    }
};

}  // namespace snell
