#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "cli/build.h"
#include "cli/command.h"
#include "cli/xva/batch.h"
#include "cli/xva/result_names.h"
#include "cli/xva/told_run.h"

namespace snell {
namespace {

namespace fs = std::filesystem;

ToldRun read_told(const std::string& path) {
    const std::string file = fs::is_directory(path) ? (fs::path(path) / names::manifest).string() : path;
    return read_manifest(read_input(file), file);
}

/// A folder that lives as long as the run in it.
class Attic {
  public:
    Attic() {
        std::string name = (fs::temp_directory_path() / "snell-replay-XXXXXX").string();
        if (!mkdtemp(name.data())) throw CommitError(fmt::format("cannot make the folder '{}'", name));
        path_ = name;
    }
    ~Attic() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Attic(const Attic&) = delete;
    Attic& operator=(const Attic&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

ExitCode compare(const ToldRun& expected, const ToldRun& found) {
    const std::map<std::string, std::string> hashes(found.outputs.begin(), found.outputs.end());
    std::size_t same = 0;
    for (const auto& [name, hash] : expected.outputs) {
        const auto at = hashes.find(name);
        const bool is_same = at != hashes.end() && at->second == hash;
        fmt::print("{:<16}{}\n", name, is_same ? "same" : "differs");
        if (is_same) ++same;
    }
    fmt::print("{} of {} tables are the same bytes\n", same, expected.outputs.size());
    return same == expected.outputs.size() ? ExitCode::done : ExitCode::integrity;
}

/// The same run in another folder.
ExitCode replay(const ToldRun& told, const BatchOptions& options, const Attempt& attempt) {
    StopSign sign(attempt.deadline);
    Journal journal;
    const Merged merged = run_batch(options, attempt, sign, journal);
    if (sign.signal() != 0) return merged.code;
    return compare(told, read_told(options.folder));
}

ExitCode replay(const std::string& path, const WorkOptions& work) {
    const ToldRun told = read_told(path);
    if (told.status != "complete")
        throw UsageError(fmt::format("'{}' is partial: resume its run, then replay", path));
    check_inputs(told.inputs);
    if (told.program != build_hash())
        fmt::print(stderr, "snell: another build made it (SHA-256 {}); the bits should be the same\n",
                   told.program);
    const Attic attic;
    const BatchOptions options{options_of(told), work, attic.path()};
    return guarded(work, attic.path(),
                   [&](const Attempt& attempt) { return replay(told, options, attempt); });
}

}  // namespace

void add_replay(CLI::App& root, ExitCode& code) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<WorkOptions>();
    CLI::App* command = root.add_subcommand(
        "replay", "Run again what a manifest tells of, and compare the hashes of its tables");
    command->add_option("MANIFEST", *path, "manifest.json, or the folder that holds it")->required();
    add_work_options(*command, *options);
    add_trade_timeout(*command, *options);
    command->footer("Example: snell replay results/manifest.json");
    command->callback([=, &code] { code = replay(*path, *options); });
}

}  // namespace snell
