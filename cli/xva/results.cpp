#include "cli/xva/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace snell {
namespace {

class RowWriter {
  public:
    explicit RowWriter(const FrozenRun& run) : run_(run) {}

    /// Each trade's, and each netting set's as their sum in the order of their ids, so that the order of the
    /// file changes no digit.
    void add_npvs(const std::vector<double>& npvs) {
        const std::vector<Position>& positions = run_.book.positions;
        std::vector<std::size_t> order(npvs.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return positions[a].id < positions[b].id; });
        std::vector<double> sums(run_.book.netting_sets.size(), 0.0);
        for (const std::size_t i : order) sums[static_cast<std::size_t>(positions[i].netting_set)] += npvs[i];
        for (std::size_t s = 0; s < sums.size(); ++s) add_npv(static_cast<int>(s), -1, sums[s]);
        for (std::size_t i = 0; i < npvs.size(); ++i)
            add_npv(positions[i].netting_set, static_cast<int>(i), npvs[i]);
    }

    void add(const XvaResult& result, Completeness completeness) {
        for (const auto& [measure, sum] : result.totals) add_total(measure, sum, completeness);
        for (const XvaRow& found : result.rows) {
            ResultRow row = row_of(found.netting_set, found.position, found.measure);
            row.date = found.date;
            row.take(found.estimate);
            row.status = found.status;
            row.means = found.replicates;
            if (completeness == Completeness::partial && row.paths > 0) row.status = "partial";
            (row.date ? output_.exposure : output_.xva).push_back(std::move(row));
        }
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

    void add_total(const std::string& measure, const Estimate& sum, Completeness completeness) {
        ResultRow row;
        row.measure = measure;
        row.currency = run_.base;
        row.take(sum);
        if (completeness == Completeness::partial) row.status = "partial";
        output_.xva.push_back(std::move(row));
    }
    void add_npv(int netting_set, int position, double value) {
        ResultRow row = row_of(netting_set, position, "NPV");
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

RunOutput assemble(const FrozenRun& run, const XvaResult& result, Completeness completeness) {
    RowWriter writer(run);
    writer.add_npvs(run.npvs);
    writer.add(result, completeness);
    return writer.finish();
}

}  // namespace snell
