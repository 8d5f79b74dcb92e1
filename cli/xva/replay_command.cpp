#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/build.h"
#include "cli/command.h"
#include "cli/xva/batch.h"
#include "cli/xva/result_names.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

Json read_manifest(const std::string& path) {
    const std::string file = fs::is_directory(path) ? (fs::path(path) / names::manifest).string() : path;
    const Json manifest = Json::parse(read_input(file), nullptr, false);
    if (!manifest.is_object() || manifest.value("format", 0) != 1)
        throw IntegrityError(fmt::format("'{}' is no manifest of this format", file));
    return manifest;
}

/// The run as its manifest says it was.
RunOptions options_of(const Json& manifest) {
    const auto value = [&](const char* name) -> std::string {
        return manifest.at("configuration").at(name).at("value");
    };
    RunOptions options;
    options.path = manifest.at("run");
    options.paths = std::stoll(value("paths"));
    options.replicates = std::stoi(value("replicates"));
    options.seed = std::stoull(value("seed"));
    options.sampler = value("sampler");
    if (value("fixing_rule") == "next_date") options.fixings = "ore";
    options.options = value("option_rule");
    if (!value("curve_nodes").empty()) options.curves = "nodes";
    for (const std::string& each : CLI::detail::split(value("quantiles"), ','))
        if (!each.empty()) options.quantiles.push_back(std::stod(each));
    (value("by_trade") == "true" ? options.by_trade : options.no_trades) = true;
    return options;
}

FrozenRun inputs_of(const Json& manifest) {
    FrozenRun run;
    for (const Json& each : manifest.at("inputs"))
        run.inputs.push_back(
            {each.at("role"), each.at("path"), each.at("sha256"), each.at("bytes"), each.at("records")});
    return run;
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

ExitCode compare(const Json& expected, const Json& found) {
    int different = 0;
    for (const auto& [name, entry] : expected.items()) {
        const bool is_same = found.contains(name) && found.at(name).at("sha256") == entry.at("sha256");
        fmt::print("{:<16}{}\n", name, is_same ? "same" : "differs");
        if (!is_same) ++different;
    }
    fmt::print("{} of {} tables are the same bytes\n", expected.size() - static_cast<std::size_t>(different),
               expected.size());
    return different == 0 ? ExitCode::done : ExitCode::integrity;
}

/// The same run in another folder.
ExitCode replay(const Json& manifest, const BatchOptions& options, const Attempt& attempt) {
    StopSign sign(attempt.deadline);
    Journal journal;
    const Merged merged = run_batch(options, attempt, sign, journal);
    if (sign.signal() != 0) return merged.code;
    return compare(manifest.at("outputs"), read_manifest(options.folder).at("outputs"));
}

ExitCode replay(const std::string& path, const WorkOptions& work) {
    const Json manifest = read_manifest(path);
    try {
        if (manifest.at("status") != "complete")
            throw UsageError(fmt::format("'{}' is partial: resume its run, then replay", path));
        check_inputs(inputs_of(manifest));
        if (manifest.at("build").at("sha256") != build_hash())
            fmt::print(stderr, "snell: another build made it (SHA-256 {}); the bits should be the same\n",
                       manifest.at("build").at("sha256").get<std::string>());
        const Attic attic;
        const BatchOptions options{options_of(manifest), work, attic.path()};
        return guarded(work, attic.path(),
                       [&](const Attempt& attempt) { return replay(manifest, options, attempt); });
    } catch (const Json::exception& fault) {
        throw IntegrityError(fmt::format("'{}' is no sound manifest: {}", path, fault.what()));
    }
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
