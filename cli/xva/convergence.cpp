#include "cli/xva/convergence.h"

namespace snell {
namespace {

XvaSettings without_quantiles(XvaSettings settings) {
    settings.quantiles.clear();
    return settings;
}

}  // namespace

Convergence::Convergence(const FrozenRun& run, std::size_t replicates)
    : run_(run), settings_(without_quantiles(run.settings)) {
    for (std::size_t few = 2; few < replicates; few *= 2)
        prefixes_.push_back(
            {few, XvaReduction(run.book, run.world, run.model.hazards, settings_, run.start)});
}

void Convergence::add(const std::vector<int>& netting_sets, const std::vector<UnitResult>& replicates) {
    for (Prefix& prefix : prefixes_) {
        std::vector<UnitResult> first;
        for (std::size_t r = 0; r < prefix.replicates; ++r)
            first.push_back({replicates[r].unvalued, {replicates[r].profile.means, {}}});
        prefix.reduction.add(netting_sets, std::move(first));
    }
}

std::vector<ResultRow> Convergence::take() {
    std::vector<ResultRow> rows;
    for (Prefix& prefix : prefixes_) {
        const XvaResult result = prefix.reduction.take();
        for (const auto& [measure, sum] : result.totals) rows.push_back(row_of("", measure, sum));
        for (const XvaRow& row : result.rows)
            if (row.position < 0 && !row.date)
                rows.push_back(row_of(run_.book.netting_sets[static_cast<std::size_t>(row.netting_set)].id,
                                      row.measure, row.estimate));
    }
    return rows;
}

ResultRow Convergence::row_of(const std::string& netting_set, const std::string& measure,
                              const Estimate& estimate) const {
    ResultRow row;
    row.netting_set = netting_set;
    row.measure = measure;
    row.currency = run_.base;
    row.take(estimate);
    return row;
}

}  // namespace snell
