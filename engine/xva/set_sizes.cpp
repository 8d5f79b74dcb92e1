#include "engine/xva/set_sizes.h"

#include <algorithm>
#include <thread>

#include "engine/xva/units.h"

namespace snell {
namespace {

constexpr std::size_t per_trade = 16 << 10;        ///< its claims, and its share of the programs
constexpr std::size_t per_trade_thread = 5 << 10;  ///< its share of the rows of a block
constexpr std::size_t per_exercise = 16 << 10;     ///< its regression, and the claims that hang on it
constexpr std::size_t per_table = 8 << 10;         ///< of the fit, for its audit on one day
constexpr std::size_t per_set = 32 << 10;          ///< its share of the programs
constexpr std::size_t copies_while_worked = 10;    ///< of a unit, until it is on disk
constexpr std::size_t copies_while_merged = 3;     ///< of a unit, beside the sums of its group
constexpr std::size_t balances = 4 * xva_block * sizeof(double);  ///< of the set without a trade, about

/// Bytes of one unit that a netting set takes, and how many units there are.
std::size_t memory_of(std::size_t unit, std::size_t profile, const XvaSettings& settings) {
    const auto replicates = static_cast<std::size_t>(settings.replicates);
    const std::size_t worked = copies_while_worked * static_cast<std::size_t>(threads_of(settings)) * unit;
    // All units at once, and what the convergence keeps of their means.
    const std::size_t merged = (replicates + copies_while_merged) * unit + replicates * profile;
    return std::max(worked, merged);
}

/// Costs to come: what is left of each path on each future date, and what it comes to.
void add_future(const Book& book, const XvaSettings& settings, SetSizes& sizes) {
    constexpr std::size_t costs = 4, rows = costs + 1;  // CVA, DVA, FCA, FBA; V - C
    const std::size_t row =
        settings.future.size() * static_cast<std::size_t>(paths_of_replicate(settings)) * sizeof(double);
    for (std::size_t set = 0; set < book.netting_sets.size(); ++set) {
        sizes.memory[set] +=
            rows * row * static_cast<std::size_t>(threads_of(settings)) + memory_of(costs * row, 0, settings);
        sizes.disk[set] += costs * row * static_cast<std::size_t>(settings.replicates);
    }
}

/// Audits of regressed rights.
void add_audits(const Book& book, const CreditTerms& credit, const XvaSettings& settings, SetSizes& sizes) {
    const AuditedPaths audit = audited_paths(settings);
    if (audit.twin == 0) return;
    const std::size_t dates = settings.dates.size(), sums = dates * AuditSums::count * sizeof(double);
    const std::size_t kept = settings.quantiles.empty() ? 0 : 2 * static_cast<std::size_t>(audit.nested);
    std::vector<bool> has_effects(book.netting_sets.size(), false);
    for (const Position& position : book.positions) {
        const auto* const right = std::get_if<BermudanSwaption>(&position.instrument);
        if (!right) continue;
        const auto set = static_cast<std::size_t>(position.netting_set);
        std::size_t unit = sums;
        if (audit.nested > 0 && !has_effects[set]) {
            has_effects[set] = true;
            const std::size_t weights = credit.moves(position.netting_set) ? set_weights : 1;
            unit += dates * (ProfileLayout::sums * weights + kept) * sizeof(double);
        }
        sizes.memory[set] += per_table * (dates + right->exercises.size()) + memory_of(unit, 0, settings);
        sizes.disk[set] += unit * static_cast<std::size_t>(settings.replicates);
    }
}

}  // namespace

int threads_of(const XvaSettings& settings) {
    return settings.threads > 0 ? settings.threads
                                : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

SetSizes set_sizes(const Book& book, const World& world, const std::vector<HazardTerms>& hazards,
                   const XvaSettings& settings) {
    const CreditTerms credit(book, world, hazards, settings);
    const std::size_t dates = settings.dates.size(), profile = dates * ProfileLayout::sums * sizeof(double);
    const auto paths = static_cast<std::size_t>(paths_of_replicate(settings));
    const std::size_t values = settings.quantiles.empty() ? 0 : dates * paths * sizeof(double);
    const std::size_t trade = per_trade + per_trade_thread * static_cast<std::size_t>(threads_of(settings));
    SetSizes sizes;
    for (int set = 0; set < static_cast<int>(book.netting_sets.size()); ++set) {
        const std::size_t own = profile * (credit.moves(set) ? set_weights : 1);
        sizes.memory.push_back(per_set + memory_of(own + values, own, settings));
        sizes.disk.push_back((own + values) * static_cast<std::size_t>(settings.replicates));
    }
    for (const Position& position : book.positions) {
        const auto set = static_cast<std::size_t>(position.netting_set);
        sizes.memory[set] += trade;
        if (const auto* bermudan = std::get_if<BermudanSwaption>(&position.instrument))
            sizes.memory[set] += per_exercise * bermudan->exercises.size();
        if (settings.units != GroupOrder::Units::trades) continue;
        const std::size_t own = profile * (credit.moves(position.netting_set) ? trade_weights : 1);
        sizes.memory[set] += balances + memory_of(own, own, settings);
        sizes.disk[set] += own * static_cast<std::size_t>(settings.replicates);
    }
    add_future(book, settings, sizes);
    add_audits(book, credit, settings, sizes);
    return sizes;
}

}  // namespace snell
