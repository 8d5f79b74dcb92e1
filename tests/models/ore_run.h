#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

#include "models/market/ore/read.h"

namespace snell {

/// The examples of Open Source Risk Engine: below the folder that SNELL_PEERS names, or ../shared/peers
/// beside the checkout.  Tests that need them are skipped where it is absent.
inline std::filesystem::path ore_examples() {
    namespace fs = std::filesystem;
    const char* told = std::getenv("SNELL_PEERS");
    const fs::path checkout = fs::path(__FILE__).parent_path().parent_path().parent_path();
    return (told ? fs::path(told) : checkout / "../shared/peers") / "ore/Examples";
}

/// Market files of a folder of examples.
inline OreMarketFiles ore_market_files(const std::string& folder, const std::string& quotes) {
    const std::filesystem::path input = ore_examples() / folder;
    return {(input / quotes).string(), (input / "todaysmarket.xml").string(),
            (input / "curveconfig.xml").string(), (input / "conventions.xml").string()};
}

}  // namespace snell
