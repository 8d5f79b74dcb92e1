#include "engine/xva/units.h"

#include <algorithm>
#include <stdexcept>

#include "engine/parallel.h"
#include "engine/xva/set_sizes.h"

namespace snell {
namespace {

std::vector<int> days_of(Date today, const XvaSettings& settings) {
    std::vector<int> days;
    for (Date date : settings.dates) days.push_back(date - today);
    return days;
}

/// Days between the simulated dates on which something happens.
MarketDates dates_of(const ExposureGroup& group, Date today, const XvaSettings& settings) {
    MarketDates dates{settings.dates, {}};
    for (const ExposureGroup::Day& day : group.days)
        if (day.day > 0 && day.date < 0) dates.between.push_back(today + day.day);
    return dates;
}

}  // namespace

std::int64_t paths_of_replicate(const XvaSettings& settings) {
    return (settings.paths + settings.replicates - 1) / settings.replicates;
}

std::vector<std::vector<int>> group_netting_sets(const Book& book, const World& world,
                                                 const std::vector<HazardTerms>& hazards,
                                                 const XvaSettings& settings) {
    std::vector<std::vector<int>> groups;
    const std::vector<std::size_t> sizes = set_sizes(book, world, hazards, settings).memory;
    std::size_t taken = 0;
    for (std::size_t set = 0; set < sizes.size(); ++set) {
        taken += sizes[set];
        if (groups.empty() || taken > settings.memory) {
            groups.emplace_back();
            taken = sizes[set];
        }
        groups.back().push_back(static_cast<int>(set));
    }
    return groups;
}

GroupWalk::GroupWalk(const Book& book, const MarketView& view, const CrossAsset& model,
                     const XvaSettings& settings, const std::vector<int>& netting_sets)
    : settings_(&settings),
      group_(build_group(book, view,
                         {netting_sets, days_of(book.today, settings), settings.rules, settings.units,
                          settings.threads, settings.board})),
      credit_(CreditTerms(book, view.world(), model.parts().hazards, settings).group(netting_sets, model)),
      layout_(group_, credit_.sets, settings.dates.size()),
      paths_(model, dates_of(group_, book.today, settings), settings.sampler, settings.isa),
      walker_(settings.backend ? settings.backend->prepare(plan()) : processor_walker(plan())),
      audit_(book, view, group_, settings),
      future_(view.world(), settings, group_, credit_) {}

std::vector<std::vector<int>> GroupWalk::batches(std::span<const int> replicates) const {
    const auto most =
        static_cast<std::size_t>(walker_->at_a_time(paths_of_replicate(*settings_), replicates.size()));
    std::vector<std::vector<int>> batches;
    for (std::size_t k = 0; k < replicates.size(); ++k) {
        if (k % most == 0) batches.emplace_back();
        batches.back().push_back(replicates[k]);
    }
    return batches;
}

std::vector<UnitResult> GroupWalk::replicates(std::span<const int> numbers, const std::atomic<bool>* abandon,
                                              std::atomic<std::int64_t>* walked) const {
    const Step step(settings_->board, StepKind::walk, static_cast<std::uint64_t>(numbers.front()));
    std::vector<ReplicatePaths> paths;
    for (const int number : numbers) {
        paths.push_back(
            {static_cast<std::uint32_t>(number), paths_of_replicate(*settings_), {}, abandon, &step, walked});
        if (!settings_->quantiles.empty()) paths.back().keep = settings_->quantile_of;
    }
    std::vector<UnitResult> found;
    for (ReplicateProfile& profile : walker_->walk(paths))
        found.push_back({group_.unvalued, std::move(profile)});
    if (audit_.is_empty() && future_.is_empty()) return found;
    parallel_ranges(settings_->threads, found.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            found[k].audit = audit(numbers[k], abandon, &step);
            if (!future_.is_empty())
                found[k].future = future_.replicate(
                    plan(), {paths[k].replicate, paths_of_replicate(*settings_), {}, abandon, &step});
        }
    });
    return found;
}

AuditProfile GroupWalk::audit(int number, const std::atomic<bool>* abandon, const Step* step) const {
    if (audit_.is_empty()) return {};
    return audit_.replicate(plan(), {static_cast<std::uint32_t>(number), 0, {}, abandon, step});
}

UnitResult GroupWalk::replicate(int number, const std::atomic<bool>* abandon) const {
    return std::move(replicates({&number, 1}, abandon).front());
}

void check_settings(const World& world, const XvaSettings& settings) {
    if (settings.dates.empty()) throw std::invalid_argument("there are no dates to simulate");
    Date before = world.today;
    for (Date date : settings.dates) {
        if (date <= before)
            throw std::invalid_argument("simulated dates must increase from after today: " + print(date));
        before = date;
    }
    if (settings.paths < 1 || settings.replicates < 1)
        throw std::invalid_argument("paths and replicates must be positive");
    for (const Date date : settings.future)
        if (!std::binary_search(settings.dates.begin(), settings.dates.end(), date))
            throw std::invalid_argument("costs to come are told on simulated dates: " + print(date));
    for (double level : settings.quantiles)
        if (!(level > 0.0 && level < 1.0)) throw std::invalid_argument("a quantile must lie in (0, 1)");
}

}  // namespace snell
