#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command.h"
#include "cli/table.h"
#include "cli/xva/result_names.h"
#include "core/commit.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/estimate.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;
using Key = std::pair<std::string, std::string>;  // netting set, measure
constexpr double noise = 4.0;                     // standard errors

/// The results of one run, as far as they are compared.
struct Night {
    Json manifest;
    std::map<Key, std::vector<double>> means;
};

Night read_night(const std::string& folder) {
    const auto path = [&](const char* name) { return (std::filesystem::path(folder) / name).string(); };
    Night night;
    std::string text;
    if (read_bytes(path(names::manifest), text)) night.manifest = Json::parse(text, nullptr, false);
    if (!night.manifest.is_object())
        throw InputError(Diagnostic{"E101", path(names::manifest), "the file cannot be read",
                                    "Name a folder that snell xva has written."});
    const CsvTable table = read_csv(path(names::replicates));
    for (std::size_t row = 0; row < table.size(); ++row) {
        std::istringstream numbers{std::string(table.at(row, 2))};
        std::vector<double>& means =
            night.means[{std::string(table.at(row, 0)), std::string(table.at(row, 1))}];
        for (double mean; numbers >> mean;) means.push_back(mean);
    }
    return night;
}

/// Runs on the same draws share their noise, replicate by replicate.
bool share_draws(const Night& a, const Night& b) {
    for (const char* name : {"paths", "replicates", "seed", "sampler"})
        if (a.manifest.at("configuration").at(name).at("value") !=
            b.manifest.at("configuration").at(name).at("value"))
            return false;
    return a.manifest.at("status") == "complete" && b.manifest.at("status") == "complete";
}

struct Change {
    Key key;
    Estimate before, after, difference;
    double in_errors() const {
        if (difference.value == 0.0) return 0.0;
        return std::abs(difference.value) / difference.std_error;  // infinite: no noise at all
    }
};

Change change(const Key& key, const std::vector<double>& a, const std::vector<double>& b, bool paired) {
    Change found{key, estimate(a, 0), estimate(b, 0), {}};
    if (paired && a.size() == b.size()) {
        std::vector<double> differences;
        for (std::size_t r = 0; r < a.size(); ++r) differences.push_back(b[r] - a[r]);
        found.difference = estimate(differences, 0);
    } else {
        found.difference = {found.after.value - found.before.value,
                            std::sqrt(found.before.std_error * found.before.std_error +
                                      found.after.std_error * found.after.std_error),
                            0, 0};
    }
    return found;
}

std::vector<Change> changes(const Night& a, const Night& b) {
    const bool paired = share_draws(a, b);
    std::vector<Change> found;
    for (const auto& [key, means] : a.means)
        if (const auto other = b.means.find(key); other != b.means.end())
            found.push_back(change(key, means, other->second, paired));
    std::stable_sort(found.begin(), found.end(),
                     [](const Change& x, const Change& y) { return x.in_errors() > y.in_errors(); });
    return found;
}

/// "trades", "market", "model", "settings", "build": which of them moved.
std::vector<std::string> moved(const Night& a, const Night& b) {
    std::vector<std::string> parts;
    for (const char* part : {"trades", "market", "model", "settings"})
        if (a.manifest.at("plan").at(part) != b.manifest.at("plan").at(part)) parts.emplace_back(part);
    if (a.manifest.at("build").at("sha256") != b.manifest.at("build").at("sha256"))
        parts.emplace_back("build");
    return parts;
}

/// Rows that only one of the runs has.
std::size_t alone(const Night& a, const Night& b) {
    return static_cast<std::size_t>(std::count_if(
        a.means.begin(), a.means.end(), [&](const auto& entry) { return !b.means.contains(entry.first); }));
}

void print_changes(const std::vector<Change>& found) {
    Table table({"netting set", "measure", "before", "after", "difference", "in errors"});
    for (const Change& each : found)
        if (each.in_errors() > noise)
            table.add({each.key.first, each.key.second, print(each.before), print(each.after),
                       print(each.difference), fmt::format("{:.1f}", each.in_errors())});
    fmt::print("{}", table.print({false, false, true, true, true, true}));
}

Json as_json(const std::vector<Change>& found) {
    Json rows = Json::array();
    for (const Change& each : found)
        rows.push_back({{"netting_set", each.key.first},
                        {"measure", each.key.second},
                        {"before", each.before.value},
                        {"after", each.after.value},
                        {"difference", each.difference.value},
                        {"std_error", each.difference.std_error},
                        {"exceeds_noise", each.in_errors() > noise}});
    return rows;
}

ExitCode diff(const std::string& first, const std::string& second, bool wants_json) {
    const Night a = read_night(first), b = read_night(second);
    const std::vector<Change> found = changes(a, b);
    const std::vector<std::string> parts = moved(a, b);
    const auto real = std::count_if(found.begin(), found.end(),
                                    [](const Change& each) { return each.in_errors() > noise; });
    if (wants_json) {
        const Json json = {{"moved", parts},
                           {"paired", share_draws(a, b)},
                           {"only_first", alone(a, b)},
                           {"only_second", alone(b, a)},
                           {"changes", as_json(found)}};
        fmt::print("{}\n", json.dump(2, ' ', false, Json::error_handler_t::replace));
        return ExitCode::done;
    }
    std::string names;
    for (const std::string& part : parts) names += (names.empty() ? "" : ", ") + part;
    fmt::print("moved: {}\nerrors: {}\n", names.empty() ? "nothing" : names,
               share_draws(a, b) ? "paired, replicate by replicate" : "of independent runs");
    if (real > 0) print_changes(found);
    fmt::print("{} of {} numbers differ by more than {} errors; only in {}: {}, only in {}: {}\n", real,
               found.size(), noise, first, alone(a, b), second, alone(b, a));
    return ExitCode::done;
}

}  // namespace

void add_diff(CLI::App& root, ExitCode& code) {
    auto first = std::make_shared<std::string>(), second = std::make_shared<std::string>();
    auto wants_json = std::make_shared<bool>(false);
    CLI::App* command = root.add_subcommand(
        "diff", "Compare two runs of snell xva: what moved, and which differences exceed their noise");
    command->add_option("A", *first, "Folder of a run")->required();
    command->add_option("B", *second, "Folder of another")->required();
    command->add_flag("--json", *wants_json, "Every number, as JSON");
    command->footer("Example: snell diff results night");
    command->callback([=, &code] { code = diff(*first, *second, *wants_json); });
}

}  // namespace snell
