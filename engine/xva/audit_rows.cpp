#include "engine/xva/audit_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/xva/reduce.h"

namespace snell {
namespace {

/// What the fit is off by, and how surely, for a trade to be marked: 5 errors, which are those of noise once
/// in 40,000 times with 32 replicates, and a hundredth of the value.
constexpr double marked_errors = 5.0, marked_share = 0.01;
constexpr int fewest_replicates = 8;

/// Means over dates of a trade's sums, by replicate.
using Overall = std::array<std::vector<double>, AuditSums::count>;

bool is_sure(const Estimate& found, double size) {
    return std::abs(found.value) > marked_errors * found.std_error && std::abs(found.value) > size;
}

bool is_off(const Overall& overall) {
    const auto of = [&](int sum) { return estimate(overall[static_cast<std::size_t>(sum)], 1); };
    const double size = marked_share * std::abs(of(AuditSums::value).value);
    return of(AuditSums::value).replicates >= fewest_replicates &&
           (is_sure(of(AuditSums::twin_bias), size) || is_sure(of(AuditSums::nested_bias), size) ||
            is_sure(of(AuditSums::twin_mean_square), size * size) ||
            is_sure(of(AuditSums::nested_mean_square), size * size));
}

}  // namespace

bool is_linear(const std::string& measure) {
    const std::string kind = measure.substr(0, 3);
    return kind == "CVA" || kind == "DVA" || kind == "FCA" || kind == "FBA" || kind == "EPE" || kind == "ENE";
}

double AuditWriter::mean(std::size_t replicate, std::size_t number, std::size_t date, int sum) const {
    const std::size_t row = number * found_.days.size() + date;
    return found_.replicates[replicate].trades[row * AuditSums::count + static_cast<std::size_t>(sum)];
}

void AuditWriter::effects(std::vector<XvaRow> rows) {
    for (XvaRow& row : rows) {
        if (!is_linear(row.measure) || (row.date && *row.date == book_.today)) continue;
        row.measure += "_effect";
        row.replicates.clear();
        rows_.push_back(std::move(row));
    }
}

void AuditWriter::quantile(int netting_set, std::size_t set, double level) {
    const auto each = static_cast<std::size_t>(found_.paths.nested);
    for (std::size_t i = 0; i < found_.days.size(); ++i) {
        const auto difference = [&](std::size_t from, std::size_t to) {
            const auto of = [&](std::vector<double> AuditProfile::*values) {
                std::vector<double> all;
                for (std::size_t r = from; r < to; ++r) {
                    const double* const first =
                        (found_.replicates[r].*values).data() + (set * found_.days.size() + i) * each;
                    all.insert(all.end(), first, first + each);
                }
                return quantile_of(std::move(all), level);
            };
            return of(&AuditProfile::by_fit) - of(&AuditProfile::by_rule);
        };
        std::vector<double> alone;
        for (std::size_t r = 0; r < found_.replicates.size(); ++r) alone.push_back(difference(r, r + 1));
        Estimate found = estimate(alone, static_cast<std::int64_t>(each * alone.size()));
        found.value = difference(0, alone.size());
        rows_.push_back({netting_set,
                         -1,
                         fmt::format("PFE_{}_effect", level),
                         book_.today + found_.days[i],
                         found,
                         "ok",
                         {}});
    }
}

void AuditWriter::trade(int netting_set, const AuditedTrade& trade, std::size_t number) {
    const auto dates = static_cast<std::size_t>(
        std::lower_bound(found_.days.begin(), found_.days.end(), trade.last) - found_.days.begin());
    if (dates == 0) return;
    const std::size_t replicates = found_.replicates.size();
    Overall overall;
    overall.fill(std::vector<double>(replicates, 0.0));
    for (int sum = 0; sum < AuditSums::count; ++sum)
        for (std::size_t r = 0; r < replicates; ++r) {
            double& to = overall[static_cast<std::size_t>(sum)][r];
            for (std::size_t i = 0; i < dates; ++i) to += mean(r, number, i, sum);
            to /= static_cast<double>(dates);
        }
    const std::string status = is_off(overall) ? "off" : "ok";
    constexpr std::array<const char*, AuditSums::count> names{"regressed_value",    "twin_bias",
                                                              "twin_mean_square",   "nested_bias",
                                                              "nested_mean_square", "nested_gap"};
    for (std::size_t sum = 0; sum < names.size(); ++sum) {
        const std::int64_t each = sum < AuditSums::nested_bias ? found_.paths.twin : found_.paths.nested;
        if (each == 0) continue;
        const auto paths = each * static_cast<std::int64_t>(replicates);
        rows_.push_back(
            {netting_set, trade.position, names[sum], {}, estimate(overall[sum], paths), status, {}});
        for (std::size_t i = 0; i < dates; ++i) {
            std::vector<double> means;
            for (std::size_t r = 0; r < replicates; ++r)
                means.push_back(mean(r, number, i, static_cast<int>(sum)));
            rows_.push_back({netting_set,
                             trade.position,
                             names[sum],
                             book_.today + found_.days[i],
                             estimate(means, paths),
                             status,
                             {}});
        }
    }
}

void XvaReduction::write_audit(const std::vector<int>& netting_sets,
                               const std::vector<UnvaluedTrade>& unvalued,
                               const std::vector<AuditProfile>& audits) {
    const std::vector<int> sets = audited_sets(book_, netting_sets, unvalued);
    const ExposureGroup group =
        outline(book_, {sets, days_, settings_.rules, GroupOrder::Units::netting_sets}, unvalued);
    const std::vector<SetCredit> credit = credit_.sets(sets);
    const ProfileLayout layout(group, credit, days_.size());
    const AuditedPaths paths = audited_paths(settings_);
    std::vector<ReplicateProfile> effects;
    for (const AuditProfile& audit : audits) effects.push_back({audit.effects, {}});
    AuditWriter writer(book_, {audits, paths, days_}, result_.audit);
    std::size_t number = 0;
    for (std::size_t s = 0; s < sets.size(); ++s) {
        if (paths.nested > 0) {
            std::vector<XvaRow> rows;
            ReplicateTotals totals;
            MeasureWriter(book_, paths.nested * static_cast<std::int64_t>(audits.size()), rows, totals)
                .netting_set(group.units[s], UnitProfile(effects, layout, s),
                             curves_of(credit[s], group.margining[s]), 0.0);
            writer.effects(std::move(rows));
            for (const auto& [measure, sums] : totals) {
                if (!is_linear(measure)) continue;
                std::vector<double>& to = audit_totals_[measure + "_effect"];
                to.resize(sums.size(), 0.0);
                for (std::size_t r = 0; r < sums.size(); ++r) to[r] += sums[r];
            }
            for (const double level : settings_.quantiles) writer.quantile(sets[s], s, level);
        }
        for (const AuditedTrade& trade : audited_trades(book_, sets[s], unvalued))
            writer.trade(sets[s], trade, number++);
    }
}

}  // namespace snell
