#include "cli/xva/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace snell {
namespace {

class RowWriter {
  public:
    explicit RowWriter(const FrozenRun& run) : run_(run) {}

    void add_npvs() {
        const std::vector<double> sums = sums_of(run_.npvs);
        for (std::size_t s = 0; s < sums.size(); ++s) add_npv(static_cast<int>(s), -1, sums[s]);
        for (std::size_t i = 0; i < run_.npvs.size(); ++i)
            if (set_of(i) >= 0) add_npv(set_of(i), static_cast<int>(i), run_.npvs[i]);
    }

    /// Of options, and of the netting sets that hold some.
    void add_model_values() {
        std::vector<double> values = run_.start;
        std::vector<bool> holds_options(run_.book.netting_sets.size(), false);
        for (std::size_t i = 0; i < run_.modelled.size(); ++i)
            if (run_.modelled[i]) {
                values[i] = *run_.modelled[i];
                holds_options[static_cast<std::size_t>(set_of(i))] = true;
            }
        const std::vector<double> sums = sums_of(values);
        for (std::size_t s = 0; s < sums.size(); ++s)
            if (holds_options[s]) add_npv(static_cast<int>(s), -1, sums[s], "model_NPV");
        for (std::size_t i = 0; i < run_.modelled.size(); ++i)
            if (run_.modelled[i]) add_npv(set_of(i), static_cast<int>(i), values[i], "model_NPV");
    }

    /// What a rule of early exercise that was regressed leaves open.
    void add_early_bounds() {
        for (const EarlyValue& early : run_.early)
            for (const auto& [measure, bound] :
                 {std::pair("model_NPV_low", early.low), std::pair("model_NPV_high", early.high)}) {
                const auto position = static_cast<std::size_t>(early.position);
                if (set_of(position) < 0) continue;
                output_.npv.push_back(row_of(set_of(position), early.position, measure));
                output_.npv.back().take(bound);
            }
    }

    void add(const XvaResult& result) {
        for (const auto& [measure, sum] : result.totals) output_.xva.push_back(total_of(measure, sum));
        for (const XvaRow& found : result.rows)
            (found.date ? output_.exposure : output_.xva).push_back(row_of(found));
        for (const auto& [measure, sum] : result.audit_totals)
            output_.audit.push_back(total_of(measure, sum));
        for (const XvaRow& found : result.audit) output_.audit.push_back(row_of(found));
        for (const XvaRow& found : result.future) output_.future.push_back(row_of(found));
        output_.excluded = result.unvalued.size();
        for (const UnvaluedTrade& trade : result.unvalued) {
            const Position& position = run_.book.positions[static_cast<std::size_t>(trade.position)];
            const NettingSet& set = run_.book.netting_sets[static_cast<std::size_t>(position.netting_set)];
            add_failure({position.id,
                         set.id,
                         position.type,
                         {"E413", fmt::format("trade '{}'", position.id), trade.reason,
                          "It is left out of the exposures."}});
        }
    }

    RunOutput finish() {
        for (const FailedTrade& trade : run_.book.failed) add_failure(trade);
        output_.trades = run_.trades;
        output_.calibration = run_.calibration.rows;
        for (const std::string& warning : run_.calibration.warnings)
            output_.failures.push_back({"calibration", "", "", "", {"E414", "", warning, ""}});
        output_.failures.insert(output_.failures.end(), run_.notes.begin(), run_.notes.end());
        return std::move(output_);
    }

  private:
    const FrozenRun& run_;
    RunOutput output_;

    ResultRow total_of(const std::string& measure, const Estimate& sum) const {
        ResultRow row;
        row.measure = measure;
        row.currency = run_.base;
        row.take(sum);
        return row;
    }
    ResultRow row_of(const XvaRow& found) const {
        ResultRow row = row_of(found.netting_set, found.position, found.measure);
        row.date = found.date;
        row.take(found.estimate);
        row.status = found.status;
        row.means = found.replicates;
        return row;
    }
    int set_of(std::size_t position) const { return run_.book.positions[position].netting_set; }
    /// Of netting sets, in the order of the trades' ids, so that the order of the file changes no digit.
    std::vector<double> sums_of(const std::vector<double>& values) const {
        const std::vector<Position>& positions = run_.book.positions;
        std::vector<std::size_t> order(values.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return positions[a].id < positions[b].id; });
        std::vector<double> sums(run_.book.netting_sets.size(), 0.0);
        for (const std::size_t i : order)
            if (set_of(i) >= 0) sums[static_cast<std::size_t>(set_of(i))] += values[i];
        return sums;
    }
    void add_npv(int netting_set, int position, double value, const std::string& measure = "NPV") {
        ResultRow row = row_of(netting_set, position, measure);
        row.value = value;
        output_.npv.push_back(std::move(row));
    }
    ResultRow row_of(int netting_set, int position, const std::string& measure) const {
        ResultRow row;
        row.netting_set = run_.book.netting_sets[static_cast<std::size_t>(netting_set)].id;
        if (position >= 0) row.trade = run_.book.positions[static_cast<std::size_t>(position)].id;
        row.measure = measure;
        row.currency = run_.base;
        return row;
    }
    void add_failure(const FailedTrade& trade) {
        output_.failures.insert(output_.failures.begin() + static_cast<std::ptrdiff_t>(output_.failed++),
                                {"trade", trade.id, trade.netting_set, trade.type, trade.diagnostic});
    }
};

}  // namespace

RunOutput assemble(const FrozenRun& run, const XvaResult& result) {
    RowWriter writer(run);
    writer.add_npvs();
    writer.add_model_values();
    writer.add_early_bounds();
    writer.add(result);
    return writer.finish();
}

void mark_regressed(RunOutput& output, const FrozenRun& run) {
    // The last day before which a right may still be there: of the book (""), netting sets and trades.
    std::map<std::string, Date> sets, trades;
    for (const EarlyValue& early : run.early) {
        const Position& position = run.book.positions[static_cast<std::size_t>(early.position)];
        if (position.netting_set < 0) continue;
        const Date last = std::get<BermudanSwaption>(position.instrument).exercises.back().date;
        const std::string& set = run.book.netting_sets[static_cast<std::size_t>(position.netting_set)].id;
        for (Date* to : {&sets[""], &sets[set], &trades[position.id]}) *to = std::max(*to, last);
    }
    for (auto* rows : {&output.npv, &output.xva, &output.exposure, &output.convergence, &output.future})
        for (ResultRow& row : *rows) {
            const auto& known = row.trade.empty() ? sets : trades;
            const auto at = known.find(row.trade.empty() ? row.netting_set : row.trade);
            const bool rests = at != known.end() && row.date.value_or(run.book.today) < at->second;
            if (rests && row.status == "ok") row.status = "regressed";
        }
}

void mark_partial(RunOutput& output, std::size_t replicates, int asked) {
    output.failures.push_back({"run",
                               "",
                               "",
                               "",
                               {"E425", "", fmt::format("{} of {} replicates were worked", replicates, asked),
                                "snell resume works the others: the errors become smaller."}});
    for (auto* rows :
         {&output.npv, &output.xva, &output.exposure, &output.convergence, &output.audit, &output.future})
        for (ResultRow& row : *rows) row.status = row.status == "ok" ? "partial" : row.status + " partial";
}

}  // namespace snell
