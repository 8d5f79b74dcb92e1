#include "cli/xva/manifest.h"

#include <map>
#include <nlohmann/json.hpp>

#include "cli/bounded_json.h"
#include "cli/build.h"
#include "cli/build_info.h"
#include "cli/xva/result_names.h"
#include "engine/xva/program.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;

Json build() {
    Json libraries_used;
    for (const auto& [name, version] : libraries()) libraries_used[name] = version;
    return {{"version", SNELL_VERSION}, {"revision", SNELL_REVISION}, {"compiler", SNELL_COMPILER},
            {"flags", SNELL_FLAGS},     {"sha256", build_hash()},     {"libraries", libraries_used}};
}

Json inputs(const FrozenRun& run) {
    Json list = Json::array();
    for (const InputFile& file : run.inputs)
        list.push_back({{"role", file.role},
                        {"path", file.path},
                        {"sha256", file.sha256},
                        {"bytes", file.bytes},
                        {"records", file.records}});
    return list;
}

Json configuration(const FrozenRun& run) {
    Json list;
    for (const Setting& each : run.configuration)
        list[each.name] = {{"value", each.value}, {"origin", each.origin}};
    return list;
}

Json plan_hashes(const StoredPlan& plan) {
    Json hashes = {{"sha256", plan.hash}};
    for (const auto& [part, hash] : part_hashes(plan.run)) hashes[part] = hash;
    return hashes;
}

Json units(const FrozenRun& run, const RunEnd& end) {
    return {{"groups", run.groups.size()},
            {"replicates", run.settings.replicates},
            {"merged_replicates", run.groups.empty() ? 0 : end.replicates},
            {"paths_of_replicate", paths_of_replicate(run.settings)},
            {"paths_of_block", xva_block},
            {"dates", run.settings.dates.size()}};
}

Json trades(const FrozenRun& run, const RunOutput& output) {
    return {{"in", run.trades},
            {"priced", run.trades - output.failed},
            {"failed", output.failed - output.excluded},
            {"excluded", output.excluded},
            {"netting_sets", run.book.netting_sets.size()}};
}

Json notionals(const Reconciliation& found) {
    Json list = Json::object();
    for (const auto& [currency, sums] : found)
        list[currency] = {{"in", sums.in.value()},
                          {"priced", sums.priced.value()},
                          {"failed", sums.failed.value()},
                          {"excluded", sums.excluded.value()}};
    return list;
}

Json failures(const RunOutput& output) {
    std::map<std::string, std::size_t> by_code;
    for (const FailureRow& row : output.failures) ++by_code[row.diagnostic.code];
    return by_code;
}

/// What units were worked on.
Json devices(const RunEnd& end) {
    Json list = Json::array();
    for (const RunFolder::DeviceFact& fact : end.devices)
        if (fact.fault.empty()) list.push_back(fact.device);
    return list;
}

/// Devices that failed; their units were worked elsewhere.
Json device_events(const RunEnd& end) {
    Json list = Json::array();
    for (const RunFolder::DeviceFact& fact : end.devices)
        if (!fact.fault.empty()) list.push_back({{"device", fact.device}, {"failed", fact.fault}});
    return list;
}

Json outputs(const std::vector<RunFile>& files) {
    Json list;
    for (const RunFile& file : files)
        list[file.name] = {{"sha256", sha256(file.text)}, {"bytes", file.text.size()}};
    return list;
}

}  // namespace

bool is_merged(const RunFolder& folder) {
    std::string text;
    if (!read_bytes(folder.results().path(names::manifest), text)) return false;
    const Json manifest = bounded_json(text);
    return manifest.is_object() && manifest.value("status", "") == "complete";
}

RunFile manifest_file(const StoredPlan& plan, const RunOutput& output, const std::vector<RunFile>& files,
                      const RunEnd& end) {
    const bool is_partial = end.replicates < static_cast<std::size_t>(plan.run.settings.replicates);
    const Json manifest = {{"format", 1},
                           {"status", is_partial ? "partial" : "complete"},
                           {"exit_code", static_cast<int>(end.code)},
                           {"run", plan.run.path},
                           {"build", build()},
                           {"devices", devices(end)},
                           {"device_events", device_events(end)},
                           {"inputs", inputs(plan.run)},
                           {"configuration", configuration(plan.run)},
                           {"plan", plan_hashes(plan)},
                           {"units", units(plan.run, end)},
                           {"trades", trades(plan.run, output)},
                           {"notionals", notionals(end.notionals)},
                           {"failures", failures(output)},
                           {"outputs", outputs(files)}};
    return {names::manifest, manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"};
}

}  // namespace snell
