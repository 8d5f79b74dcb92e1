#include "cli/bench/rapl.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "core/commit.h"

namespace snell::race {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::string text;
    if (!read_bytes(file.string(), text)) return "";
    return text.substr(0, text.find('\n'));
}

std::optional<std::uint64_t> number_of(const fs::path& file) {
    const std::string text = text_of(file);
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

/// Packages, and memory where it is counted beside them; cores are part of a package, and the platform (psys)
/// has packages in it.
bool counts(const std::string& name) { return name.starts_with("package") || name == "dram"; }

}  // namespace

Rapl::Rapl(const std::string& folder) {
    std::error_code fault;
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder, fault))
        if (entry.path().filename().string().starts_with("intel-rapl:")) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    if (found.empty()) reason_ = folder + " has no RAPL zone";
    for (const fs::path& zone : found) {
        if (!counts(text_of(zone / "name"))) continue;
        const fs::path file = zone / "energy_uj";
        const std::optional<std::uint64_t> now = number_of(file),
                                           range = number_of(zone / "max_energy_range_uj");
        if (now && range)
            zones_.push_back({file.string(), *range, *now});
        else
            reason_ = file.string() + " cannot be read; root may";
    }
    if (!reason_.empty()) zones_.clear();  // a part would be taken for the whole
    if (zones_.empty() && reason_.empty()) reason_ = folder + " has no zone of a package";
}

std::optional<double> Rapl::joules() {
    if (zones_.empty()) return {};
    for (Zone& zone : zones_) {
        const std::optional<std::uint64_t> now = number_of(zone.file);
        if (!now) return {};
        const std::uint64_t used = *now >= zone.last ? *now - zone.last : *now + (zone.range - zone.last);
        total_ += 1e-6 * static_cast<double>(used);
        zone.last = *now;
    }
    return total_;
}

}  // namespace snell::race
