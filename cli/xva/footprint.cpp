#include "cli/xva/footprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/command.h"
#include "core/archive.h"
#include "engine/xva/set_sizes.h"
#include "engine/xva/units.h"
#include "models/archive_world.h"
#include "portfolios/archive_book.h"

namespace snell {
namespace {

// Measured, see docs/reliability.md.
constexpr double program = 30e6;         ///< code, libraries, what reading leaves behind
constexpr double per_thread = 8e6;       ///< its stack, its arena of memory
constexpr double per_frozen_byte = 6.0;  ///< of book and world in memory, and their copies
constexpr double per_row = 1150.0;       ///< of a table: its numbers, its text, and both again for the page
constexpr double text_of_row = 90.0;

double frozen_bytes(const FrozenRun& run) {
    ArchiveWriter out;
    out(run.book, run.world);
    return static_cast<double>(out.take().size());
}

double rows_of(const FrozenRun& run) {
    const XvaSettings& s = run.settings;
    const auto sets = static_cast<double>(run.book.netting_sets.size());
    const auto trades = static_cast<double>(run.book.positions.size());
    const auto dates = static_cast<double>(s.dates.size() + 1);
    const bool by_trade = s.units == GroupOrder::Units::trades;
    const double convergence = std::log2(std::max(2, s.replicates));
    return trades +
           sets * (dates * (5.0 + static_cast<double>(s.quantiles.size())) + 12.0 * (1.0 + convergence)) +
           (by_trade ? trades * (2.0 * dates + 8.0) : 0.0);
}

}  // namespace

Footprint footprint(const FrozenRun& run) {
    Footprint found;
    const double frozen = frozen_bytes(run), rows = rows_of(run);
    found.held = program + per_thread * threads_of(run.settings) + per_frozen_byte * frozen;
    found.results = per_row * rows;
    found.disk = frozen + text_of_row * rows;
    found.rows = rows;
    if (run.model.currencies.empty()) return found;  // today's values only
    const SetSizes sizes = set_sizes(run.book, run.world, run.model.hazards, run.settings);
    for (const std::size_t each : sizes.memory)
        found.largest_set = std::max(found.largest_set, static_cast<double>(each));
    for (const std::size_t each : sizes.disk) found.disk += static_cast<double>(each);
    found.largest_group = found.largest_set;
    for (const std::vector<int>& group : run.groups) {
        double taken = 0.0;
        for (const int set : group) taken += static_cast<double>(sizes.memory[static_cast<std::size_t>(set)]);
        found.largest_group = std::max(found.largest_group, taken);
    }
    return found;
}

void group_to_fit(FrozenRun& run) {
    const Footprint alone = footprint(run);
    const auto allowed = static_cast<double>(run.settings.memory);
    if (allowed < alone.least())
        throw UsageError(
            fmt::format("--memory: {} is too little: this run takes at least {} ({} the book and its market, "
                        "{} the results, {} "
                        "the netting set that takes most)",
                        print_bytes(allowed), print_bytes(alone.least()), print_bytes(alone.held),
                        print_bytes(alone.results), print_bytes(alone.largest_set)));
    XvaSettings settings = run.settings;
    settings.memory = static_cast<std::size_t>(allowed - alone.held - alone.results);
    run.groups = group_netting_sets(run.book, run.world, run.model.hazards, settings);
}

std::string print_bytes(double bytes) { return fmt::format("{:.0f}M", std::ceil(bytes / 0x1p20)); }

}  // namespace snell
