#include <filesystem>

#include "cli/xva/run_input.h"
#include "cli/xva/value_today.h"
#include "core/error.h"

namespace snell {

std::string run_file(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) return path;
    for (const char* name : {"ore.xml", "Input/ore.xml", "run.toml"})
        if (const fs::path file = fs::path(path) / name; fs::is_regular_file(file, ignored))
            return file.string();
    throw InputError(Diagnostic{"E422", path, "the folder has no ore.xml, no Input/ore.xml and no run.toml",
                                "Name the file of the run."});
}

bool is_toml(const std::string& file) { return std::filesystem::path(file).extension() == ".toml"; }

RunInput load_run(const std::string& path, Journal& journal, const TradeWatch& watch) {
    const std::string file = run_file(path);
    RunInput input =
        is_toml(file) ? load_native_run(file, journal, watch) : load_ore_run(file, journal, watch);
    input.board = watch.board;
    check_measures(input);
    return input;
}

}  // namespace snell
