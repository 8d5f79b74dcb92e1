#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/table.h"
#include "cli/xva/night.h"
#include "core/estimate.h"
#include "core/visible.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;
constexpr double noise = 4.0;  // standard errors

struct Change {
    Night::Key key;
    Estimate before, after, difference;
    double in_errors() const {
        if (difference.value == 0.0) return 0.0;
        return std::abs(difference.value) / difference.std_error;  // infinite: no noise at all
    }
};

Change change(const Night::Key& key, const std::vector<double>& a, const std::vector<double>& b,
              bool paired) {
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

/// Rows that only one of the runs has.
std::size_t alone(const Night& a, const Night& b) {
    return static_cast<std::size_t>(std::count_if(
        a.means.begin(), a.means.end(), [&](const auto& entry) { return !b.means.contains(entry.first); }));
}

void print_changes(const std::vector<Change>& found) {
    constexpr std::size_t longest = 40;
    Table table({"netting set", "measure", "before", "after", "difference", "in errors"});
    for (const Change& each : found)
        if (each.in_errors() > noise)
            table.add({visible(each.key.first, longest), visible(each.key.second, longest),
                       print(each.before), print(each.after), print(each.difference),
                       fmt::format("{:.1f}", each.in_errors())});
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
