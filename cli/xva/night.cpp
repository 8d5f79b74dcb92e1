#include "cli/xva/night.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>

#include "cli/xva/result_names.h"
#include "core/commit.h"
#include "core/csv.h"
#include "core/seal.h"

namespace snell {
namespace {

/// Numbers with blanks between them; nothing where something else stands there, or no number at all.
std::optional<std::vector<double>> numbers_of(std::string_view text) {
    std::vector<double> numbers;
    for (const char* at = text.data(); at != text.data() + text.size();) {
        const auto [end, fault] =
            std::from_chars(at + (*at == ' '), text.data() + text.size(), numbers.emplace_back());
        if (fault != std::errc()) return {};
        at = end;
    }
    if (numbers.empty()) return {};
    return numbers;
}

std::map<Night::Key, std::vector<double>> read_means(const std::string& file) {
    const CsvTable table = read_csv(file);
    const auto set = table.column("netting_set"), measure = table.column("measure"),
               means = table.column("means");
    if (!set || !measure || !means) throw IntegrityError(fmt::format("'{}' is no table of replicates", file));
    std::map<Night::Key, std::vector<double>> found;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const auto numbers = numbers_of(table.at(row, *means));
        if (!numbers)
            throw IntegrityError(
                fmt::format("{}: the means of replicates are no numbers", print(table.place(row, *means))));
        found[{std::string(table.at(row, *set)), std::string(table.at(row, *measure))}] = *numbers;
    }
    return found;
}

/// Nothing where there is none of the name.
std::optional<std::string> value_of(const std::map<std::string, std::string>& values, const char* name) {
    const auto at = values.find(name);
    return at == values.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace

Night read_night(const std::string& folder) {
    const auto path = [&](const char* name) { return (std::filesystem::path(folder) / name).string(); };
    const std::string manifest = path(names::manifest);
    return {read_manifest(read_input(manifest, "Name a folder that snell xva has written."), manifest),
            read_means(path(names::replicates))};
}

bool share_draws(const Night& a, const Night& b) {
    for (const char* name : {"paths", "replicates", "seed", "sampler"})
        if (value_of(a.told.configuration, name) != value_of(b.told.configuration, name)) return false;
    return a.told.status == "complete" && b.told.status == "complete";
}

std::vector<std::string> moved(const Night& a, const Night& b) {
    std::vector<std::string> parts;
    for (const char* part : {"trades", "market", "model", "settings"})
        if (value_of(a.told.parts, part) != value_of(b.told.parts, part)) parts.emplace_back(part);
    if (a.told.program != b.told.program) parts.emplace_back("build");
    return parts;
}

}  // namespace snell
