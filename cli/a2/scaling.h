#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/a2/measure.h"

namespace snell::a2 {

/// Seconds of one run as one of its sizes grows, with the exponent of the power law between them.
struct Axis {
    std::string name;  ///< "assets", "paths" or "steps"
    struct Point {
        std::int64_t size = 0;
        double seconds = 0.0;
    };
    std::vector<Point> points;
    double exponent = 0.0;
    std::optional<std::int64_t> most;  ///< that were done within the time box; nothing for steps
    bool bound_by_memory = false;
};

/// From the request's size up: most assets and most paths within the time box, and a few numbers of steps.
std::vector<Axis> measure_scaling(const Request& request);

/// Many options, each on parameters of its own, one after the other on all threads.
struct Portfolio {
    int options = 0;
    double seconds = 0.0;
    std::vector<Named> prices;
    double options_per_second() const { return options / seconds; }
};
/// Until `options` are valued or the time box is full.
Portfolio value_portfolio(const Request& request, int options);

}  // namespace snell::a2
