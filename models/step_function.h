#pragma once
#include <algorithm>
#include <stdexcept>
#include <vector>

#include "core/path.h"

namespace snell {

/// A function of time that is constant between given times: values[i] from times[i - 1] up to times[i].
struct StepFunction {
    std::vector<Years> times;         ///< increasing, > 0; empty for a constant
    std::vector<double> values{0.0};  ///< [times.size() + 1]

    StepFunction() = default;
    explicit StepFunction(double constant) : values{constant} {}
    /// Throws std::invalid_argument if the sizes do not fit or the times do not increase from above 0.
    StepFunction(std::vector<Years> at, std::vector<double> numbers)
        : times(std::move(at)), values(std::move(numbers)) {
        Years last = 0.0;
        for (Years t : times) {
            if (!(t > last)) throw std::invalid_argument("step function: the times do not increase from 0");
            last = t;
        }
        if (values.size() != times.size() + 1)
            throw std::invalid_argument("step function: there must be one value more than times");
    }

    /// Number of the piece that holds t; a time belongs to the piece that it starts.
    std::size_t piece(Years t) const {
        return static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), t) - times.begin());
    }
    double operator()(Years t) const { return values[piece(t)]; }
    /// Where a piece begins [years].
    Years start(std::size_t piece) const { return piece == 0 ? 0.0 : times[piece - 1]; }
};

}  // namespace snell
