#include "cli/build.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <tbb/version.h>

#include <CLI/CLI.hpp>
#include <boost/version.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cli/build_info.h"
#include "core/commit.h"
#include "core/seal.h"

namespace snell {

std::vector<std::pair<std::string, std::string>> libraries() {
    return {{"oneTBB", fmt::format("{}.{}", TBB_VERSION_MAJOR, TBB_VERSION_MINOR)},
            {"Boost", fmt::format("{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000)},
            {"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
            {"CLI11", CLI11_VERSION},
            {"nlohmann-json", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR,
                                          NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)},
            {"SQLite", SQLITE_VERSION}};
}

std::string version_text() {
    std::string text = fmt::format("snell {} ({})\ncompiler  {}\nflags     {}\nlibraries", SNELL_VERSION,
                                   SNELL_REVISION, SNELL_COMPILER, SNELL_FLAGS);
    const char* separator = " ";
    for (const auto& [name, version] : libraries()) {
        text += fmt::format("{}{} {}", separator, name, version);
        separator = ", ";
    }
    return text + '\n';
}

const std::string& build_hash() {
    static const std::string hash = [] {
        std::string program;
        if (!read_bytes("/proc/self/exe", program))
            throw std::runtime_error("the program cannot read itself in /proc");
        return sha256(program);
    }();
    return hash;
}

}  // namespace snell
