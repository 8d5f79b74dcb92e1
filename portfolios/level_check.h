#pragma once
#include <span>
#include <string>
#include <string_view>

#include "core/path.h"

namespace snell {

/// Throws E201 unless today's spot lies on the live side of a level that is watched all the time.  `what`
/// names the level ("up-and-out barrier"), `consequence` tells what a touch means.
struct LevelCheck {
    std::string_view what;
    std::string_view consequence;
    double side;  ///< +1: the level must lie above the spot, -1: below
    double level;

    void against(double spot) const;
};

/// Throws E202 if a monitoring time lies outside [first, last].
void check_monitoring(std::span<const Years> times, Years first, Years last);

}  // namespace snell
