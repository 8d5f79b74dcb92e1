#pragma once
#include <filesystem>
#include <string>

#include "models/market/ore/read.h"
#include "tests/peers.h"

namespace snell {

/// The folder of ORE's examples; empty where it is absent.
inline std::filesystem::path ore_examples() {
    const std::string found = peer_file("Input/todaysmarket.xml");
    return found.empty() ? std::filesystem::path() : std::filesystem::path(found).parent_path().parent_path();
}

/// Market files of a folder of examples.
inline OreMarketFiles ore_market_files(const std::string& folder, const std::string& quotes) {
    return {peer_file(folder + "/" + quotes), peer_file(folder + "/todaysmarket.xml"),
            peer_file(folder + "/curveconfig.xml"), peer_file(folder + "/conventions.xml")};
}

}  // namespace snell
