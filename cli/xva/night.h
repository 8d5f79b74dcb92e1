#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/xva/told_run.h"

namespace snell {

/// The results of one run, as far as they are compared with another's.
struct Night {
    using Key = std::pair<std::string, std::string>;  ///< netting set, measure

    ToldRun told;
    std::map<Key, std::vector<double>> means;  ///< of each replicate
};

/// Reads manifest.json and replicates.csv of a folder.  Throws InputError where one of them cannot be read,
/// IntegrityError if what they say is no run.
Night read_night(const std::string& folder);

/// Whether two runs are on the same draws, and share their noise replicate by replicate.
bool share_draws(const Night& a, const Night& b);

/// "trades", "market", "model", "settings", "build": which of them moved.
std::vector<std::string> moved(const Night& a, const Night& b);

}  // namespace snell
