#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

namespace snell {

/// A file of the run folders of ORE that SNELL_PEERS names, or of ../shared/peers beside the checkout; empty
/// where there is none.
inline std::string peer_file(const std::string& name) {
    namespace fs = std::filesystem;
    const char* told = std::getenv("SNELL_PEERS");
    const fs::path checkout = fs::path(__FILE__).parent_path().parent_path();
    const fs::path file = (told ? fs::path(told) : checkout / "../shared/peers") / "ore/Examples" / name;
    return fs::exists(file) ? file.string() : std::string();
}

}  // namespace snell

/// The file, or the test is skipped and says so.
#define SNELL_PEER_FILE(variable, name)           \
    const std::string variable = peer_file(name); \
    if (variable.empty()) GTEST_SKIP() << "SNELL_PEERS names no folder with " << (name)
