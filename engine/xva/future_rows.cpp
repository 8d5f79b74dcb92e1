#include <fmt/format.h>

#include "engine/xva/future.h"
#include "engine/xva/measures.h"
#include "engine/xva/units.h"

namespace snell {
namespace {

/// The costs of one set on one future date, over all replicates.
class FutureRows {
  public:
    FutureRows(const std::vector<FutureProfile>& replicates, std::size_t paths)
        : replicates_(replicates), paths_(paths) {}

    Estimate sum(std::size_t row, FutureSum which) const {
        return over_replicates([&](const FutureProfile& each) {
            return each.means[row * future_sums + static_cast<std::size_t>(which)];
        });
    }
    Estimate deviation(std::size_t row) const {
        return over_replicates([&](const FutureProfile& each) {
            double mean = 0.0, squares = 0.0;
            for (const double amount : amounts(each, row)) mean += amount;
            mean /= static_cast<double>(paths_);
            for (const double amount : amounts(each, row)) squares += (amount - mean) * (amount - mean);
            return sqrt(squares / static_cast<double>(paths_));
        });
    }
    /// Of all paths; its error from the quantiles of the replicates.
    Estimate quantile(std::size_t row, double level) const {
        std::vector<double> all;
        for (const FutureProfile& each : replicates_)
            all.insert(all.end(), amounts(each, row).begin(), amounts(each, row).end());
        Estimate found = over_replicates([&](const FutureProfile& each) {
            return lowest_above({amounts(each, row).begin(), amounts(each, row).end()}, level);
        });
        found.value = lowest_above(std::move(all), level);
        return found;
    }

  private:
    const std::vector<FutureProfile>& replicates_;
    std::size_t paths_;

    std::span<const double> amounts(const FutureProfile& replicate, std::size_t row) const {
        return std::span(replicate.amounts).subspan(row * paths_, paths_);
    }
    template <class Value>
    Estimate over_replicates(const Value& value) const {
        std::vector<double> values;
        for (const FutureProfile& each : replicates_) values.push_back(value(each));
        return estimate(values, static_cast<std::int64_t>(paths_ * values.size()));
    }
};

}  // namespace

void write_future(const XvaSettings& settings, const std::vector<int>& netting_sets,
                  const std::vector<std::vector<FutureCost>>& costs,
                  const std::vector<FutureProfile>& replicates, std::vector<XvaRow>& rows) {
    const FutureRows found(replicates, static_cast<std::size_t>(paths_of_replicate(settings)));
    std::size_t row = 0;
    for (std::size_t s = 0; s < netting_sets.size(); ++s)
        for (const Date date : settings.future)
            for (const FutureCost& cost : costs[s]) {
                const auto put = [&](const std::string& what, const Estimate& estimate) {
                    rows.push_back({netting_sets[s], -1, cost.name + what, date, estimate, "ok", {}});
                };
                put("_past", found.sum(row, FutureSum::past));
                put("_left", found.sum(row, FutureSum::left));
                put("_mean", found.sum(row, FutureSum::mean));
                put("_std", found.deviation(row));
                for (const double level : settings.quantiles)
                    put(fmt::format("_{}", level), found.quantile(row, level));
                ++row;
            }
}

}  // namespace snell
