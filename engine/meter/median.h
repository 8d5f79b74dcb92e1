#pragma once
#include <algorithm>
#include <vector>

namespace snell::meter {

/// Middle value; of an even number, the mean of the two in the middle.
inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

}  // namespace snell::meter
