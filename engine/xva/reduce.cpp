#include "engine/xva/reduce.h"

#include <algorithm>
#include <numeric>

namespace snell {

XvaReduction::XvaReduction(const Book& book, const World& world, const std::vector<HazardTerms>& hazards,
                           const XvaSettings& settings, const std::vector<double>& npvs)
    : book_(book),
      world_(world),
      settings_(settings),
      npvs_(npvs),
      credit_(book, world, hazards, settings),
      funding_(funding_spreads(world, settings)) {
    for (Date date : settings.dates) days_.push_back(date - world.today);
    sum_npvs();
}

void XvaReduction::add(const std::vector<int>& netting_sets, std::vector<UnitResult> replicates) {
    const std::vector<UnvaluedTrade> unvalued = std::move(replicates.front().unvalued);
    std::vector<ReplicateProfile> profiles;
    std::vector<AuditProfile> audits;
    std::vector<FutureProfile> futures;
    for (UnitResult& each : replicates) {
        profiles.push_back(std::move(each.profile));
        audits.push_back(std::move(each.audit));
        futures.push_back(std::move(each.future));
    }
    write(
        outline(book_, {netting_sets, days_, settings_.rules, settings_.units, settings_.threads}, unvalued),
        credit_.sets(netting_sets), profiles);
    if (!futures.front().means.empty()) {
        std::vector<std::vector<FutureCost>> costs;
        for (const SetCredit& set : credit_.sets(netting_sets)) costs.push_back(future_costs(set, funding_));
        write_future(settings_, netting_sets, costs, futures, result_.future);
    }
    if (!audits.front().trades.empty()) write_audit(netting_sets, unvalued, audits);
    result_.unvalued.insert(result_.unvalued.end(), unvalued.begin(), unvalued.end());
}

XvaResult XvaReduction::take() {
    const auto estimate_all = [](const ReplicateTotals& totals, std::int64_t paths, XvaTotals& to) {
        for (const auto& [measure, sums] : totals)
            to[measure] = estimate(sums, paths * static_cast<std::int64_t>(sums.size()));
    };
    estimate_all(totals_, paths_of_replicate(settings_), result_.totals);
    estimate_all(audit_totals_, audited_paths(settings_).nested, result_.audit_totals);
    return std::move(result_);
}

void XvaReduction::write(const ExposureGroup& group, const std::vector<SetCredit>& credit,
                         const std::vector<ReplicateProfile>& replicates) {
    const ProfileLayout layout(group, credit, days_.size());
    const auto paths = paths_of_replicate(settings_) * static_cast<std::int64_t>(replicates.size());
    MeasureWriter writer(book_, paths, result_.rows, totals_);
    std::size_t set = 0, whole = 0;
    MeasureCurves curves;
    for (std::size_t u = 0; u < group.units.size(); ++u) {
        const ExposureUnit& unit = group.units[u];
        const UnitProfile profile(replicates, layout, u);
        if (unit.position >= 0) {
            writer.trade(unit, profile, UnitProfile(replicates, layout, whole), curves,
                         npvs_.at(static_cast<std::size_t>(unit.position)));
            continue;
        }
        whole = u;
        curves = curves_of(credit[set], group.margining[u]);
        writer.netting_set(unit, profile, curves, set_npvs_[static_cast<std::size_t>(unit.netting_set)]);
        for (double level : settings_.quantiles) writer.quantile(unit, level, replicates, set, curves);
        ++set;
    }
}

/// Today's value of each netting set: trades are summed by identifier, so that their order changes no bit.
void XvaReduction::sum_npvs() {
    std::vector<std::size_t> order(book_.positions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return book_.positions[a].id < book_.positions[b].id; });
    set_npvs_.assign(book_.netting_sets.size(), 0.0);
    for (const std::size_t k : order)
        if (book_.positions[k].netting_set >= 0)
            set_npvs_[static_cast<std::size_t>(book_.positions[k].netting_set)] += npvs_.at(k);
}

std::vector<double> XvaReduction::on_dates(const DailyCurve& curve) const {
    std::vector<double> values;
    for (Date date : settings_.dates) values.push_back(curve(date));
    return values;
}

MeasureCurves XvaReduction::curves_of(const SetCredit& credit, const Margining& margining) const {
    MeasureCurves curves;
    curves.days = days_;
    curves.discount = on_dates(world_.currencies.front().discount);
    curves.margining = &margining;
    curves.credit = credit;
    curves.borrow_spread = funding_.borrow;
    curves.lend_spread = funding_.lend;
    return curves;
}

}  // namespace snell
