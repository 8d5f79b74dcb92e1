#include "cli/xva/reconciliation.h"

#include <fmt/format.h>

#include <set>
#include <unordered_map>

#include "core/seal.h"

namespace snell {
namespace {

const std::string& code_of(const FrozenRun& run, int currency) {
    return run.world.currencies.at(static_cast<std::size_t>(currency)).code;
}

/// Trades, not netting sets, that npv.csv has a row for.
std::vector<int> positions_with_a_row(const FrozenRun& run, const RunOutput& output) {
    std::unordered_map<std::string, std::vector<int>> by_id;
    for (std::size_t k = 0; k < run.book.positions.size(); ++k)
        by_id[run.book.positions[k].id].push_back(static_cast<int>(k));
    std::vector<int> found;
    for (const ResultRow& row : output.npv) {
        if (row.trade.empty() || row.measure != "NPV") continue;
        const auto at = by_id.find(row.trade);
        if (at == by_id.end() || at->second.empty())
            throw IntegrityError(fmt::format("npv.csv has a row too many for the trade '{}'", row.trade));
        found.push_back(at->second.back());
        at->second.pop_back();
    }
    return found;
}

void check_numbers(const FrozenRun& run, const RunOutput& output, std::size_t rows) {
    const std::size_t priced = rows - output.excluded;
    if (priced + output.failed != run.trades)
        throw IntegrityError(
            fmt::format("of {} trades in the files {} were priced and {} failed: they do not add up",
                        run.trades, priced, output.failed));
}

}  // namespace

Reconciliation reconcile(const FrozenRun& run, const RunOutput& output,
                         const std::vector<UnvaluedTrade>& excluded) {
    Reconciliation found;
    const auto of = [&](const Holding& holding) -> Notionals& {
        return found[code_of(run, holding.currency)];
    };
    const auto holding = [&](int k) { return holding_of(run.book.positions[static_cast<std::size_t>(k)]); };
    for (const Holding& each : run.holdings) of(each).in.add(each.notional);
    for (const Holding& each : run.not_valued) of(each).failed.add(each.notional);
    for (const FrozenRun::Aside& each : run.put_aside)
        of(holding(each.position)).failed.add(holding(each.position).notional);
    std::set<int> left_out;
    for (const UnvaluedTrade& each : excluded) {
        left_out.insert(each.position);
        of(holding(each.position)).excluded.add(holding(each.position).notional);
    }
    const std::vector<int> rows = positions_with_a_row(run, output);
    check_numbers(run, output, rows.size());
    for (const int k : rows)
        if (!left_out.contains(k)) of(holding(k)).priced.add(holding(k).notional);
    for (const auto& [currency, sums] : found) {
        ExactSum rest = sums.in;
        for (const ExactSum* part : {&sums.priced, &sums.failed, &sums.excluded}) rest.subtract(*part);
        if (!rest.is_zero())
            throw IntegrityError(
                fmt::format("of notionals of {} {} in the files, {} are neither priced nor failed "
                            "nor excluded: they do not add up",
                            sums.in.value(), currency, rest.value()));
    }
    return found;
}

}  // namespace snell
