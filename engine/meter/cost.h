#pragma once
#include "engine/walk.h"
#include "engine/xva/xva.h"

namespace snell::meter {

/// What a path takes.
struct Cost {
    double operations = 0.0;  ///< floating-point, as Tally counts them [flop]
    double bytes = 0.0;       ///< that it leaves in memory and takes out again, Sobol' draws included [byte]
};

/// Counted by running the path loop on numbers that count.  The guard of a rare branch is asked per path here
/// and per register of paths in a run, so a run does a little more.
Cost cost_of_path(const Walk<double>& walk);

/// The same of all exposures of a book.
Cost cost_of_path(const Book& book, const World& world, const CrossAsset& model, XvaSettings settings);

}  // namespace snell::meter
