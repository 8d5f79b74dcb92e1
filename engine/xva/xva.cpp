#include "engine/xva/xva.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "engine/parallel.h"
#include "engine/xva/measures.h"

namespace snell {
namespace {

class XvaRun {
  public:
    XvaRun(const Book& book, const World& world, const CrossAsset& model, const XvaSettings& settings,
           const std::vector<double>& npvs)
        : book_(book),
          world_(world),
          model_(model),
          settings_(settings),
          npvs_(npvs),
          view_(world, model, settings.curve_nodes),
          each_((settings.paths + settings.replicates - 1) / settings.replicates) {
        for (Date date : settings.dates) days_.push_back(date - world.today);
        sum_npvs();
    }

    XvaResult run() {
        const auto sets = static_cast<int>(book_.netting_sets.size());
        const std::vector<std::size_t> sizes = set_sizes();
        for (int first = 0; first < sets;) {
            std::size_t taken = 0;
            GroupOrder order{{}, days_, settings_.rule, settings_.units, settings_.threads};
            for (; first < sets; ++first) {
                taken += sizes[static_cast<std::size_t>(first)];
                if (taken > settings_.memory && !order.netting_sets.empty()) break;
                order.netting_sets.push_back(first);
            }
            run_group(order);
        }
        for (const auto& [measure, sums] : totals_)
            result_.totals[measure] = estimate(sums, each_ * settings_.replicates);
        return std::move(result_);
    }

  private:
    const Book& book_;
    const World& world_;
    const CrossAsset& model_;
    const XvaSettings& settings_;
    const std::vector<double>& npvs_;
    MarketView view_;
    std::int64_t each_;  ///< paths of a replicate
    std::vector<int> days_;
    std::vector<double> set_npvs_;  ///< [netting set]
    XvaResult result_;
    ReplicateTotals totals_;

    /// Bytes that the profiles, the claims and the values of each netting set take.
    std::vector<std::size_t> set_sizes() const {
        constexpr std::size_t claims = 4096;                              // of a trade, about
        constexpr std::size_t balances = 4 * xva_block * sizeof(double);  // of the set without it, about
        const auto replicates = static_cast<std::size_t>(settings_.replicates);
        const std::size_t profile = days_.size() * ReplicateProfile::sums * sizeof(double) * (replicates + 1);
        const std::size_t values =
            settings_.quantiles.empty()
                ? 0
                : days_.size() * replicates * static_cast<std::size_t>(each_) * sizeof(double);
        std::vector<std::size_t> sizes(book_.netting_sets.size(), profile + values);
        for (const Position& position : book_.positions)
            sizes[static_cast<std::size_t>(position.netting_set)] +=
                claims + (settings_.units == GroupOrder::Units::trades ? profile + balances : 0);
        return sizes;
    }

    void run_group(const GroupOrder& order) {
        const ExposureGroup group = build_group(book_, view_, order);
        result_.unvalued.insert(result_.unvalued.end(), group.unvalued.begin(), group.unvalued.end());
        MarketDates dates{settings_.dates, {}};
        for (const ExposureGroup::Day& day : group.days)
            if (day.day > 0 && day.date < 0) dates.between.push_back(world_.today + day.day);
        const MarketPaths paths(model_, dates, settings_.sampler, settings_.isa);
        QuantileValues values{
            !settings_.quantiles.empty(), settings_.quantile_of, each_ * settings_.replicates, {}};
        if (values.wanted)
            values.values.resize(order.netting_sets.size() * days_.size() *
                                 static_cast<std::size_t>(values.paths));
        std::vector<ReplicateProfile> replicates(static_cast<std::size_t>(settings_.replicates));
        parallel_ranges(settings_.threads, replicates.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t r = begin; r < end; ++r)
                replicates[r] = walk_exposure(group, paths, {static_cast<std::uint32_t>(r), each_},
                                              xva_kernels(settings_.isa), values);
        });
        write(group, replicates, values);
    }

    void write(const ExposureGroup& group, const std::vector<ReplicateProfile>& replicates,
               const QuantileValues& values) {
        MeasureWriter writer(book_, each_ * settings_.replicates, result_.rows, totals_);
        std::size_t set = 0, whole = 0;
        MeasureCurves curves;
        for (std::size_t u = 0; u < group.units.size(); ++u) {
            const ExposureUnit& unit = group.units[u];
            const UnitProfile profile(replicates, u, days_.size());
            if (unit.position >= 0) {
                writer.trade(unit, profile, UnitProfile(replicates, whole, days_.size()), curves,
                             npvs_.at(static_cast<std::size_t>(unit.position)));
                continue;
            }
            whole = u;
            curves = curves_of(unit.netting_set, group.margining[u]);
            writer.netting_set(unit, profile, curves, set_npvs_[static_cast<std::size_t>(unit.netting_set)]);
            for (double level : settings_.quantiles) writer.quantile(unit, level, values, set, curves);
            ++set;
        }
    }

    /// Today's value of each netting set: trades are summed by identifier, so that their order changes no
    /// bit.
    void sum_npvs() {
        std::vector<std::size_t> order(book_.positions.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return book_.positions[a].id < book_.positions[b].id;
        });
        set_npvs_.assign(book_.netting_sets.size(), 0.0);
        for (const std::size_t k : order)
            set_npvs_[static_cast<std::size_t>(book_.positions[k].netting_set)] += npvs_.at(k);
    }

    std::vector<double> on_dates(const DailyCurve& curve) const {
        std::vector<double> values;
        for (Date date : settings_.dates) values.push_back(curve(date));
        return values;
    }

    /// Growth of funding over that of cash, from the date before.
    std::vector<double> spread(int curve) const {
        std::vector<double> spreads;
        if (curve < 0) return spreads;
        const DailyCurve& funding = world_.yield_curves.at(static_cast<std::size_t>(curve)).discount;
        const DailyCurve& cash = world_.currencies.front().discount;
        Date before = world_.today;
        for (Date date : settings_.dates) {
            spreads.push_back(funding(before) / funding(date) - cash(before) / cash(date));
            before = date;
        }
        return spreads;
    }

    MeasureCurves curves_of(int netting_set, const Margining& margining) const {
        MeasureCurves curves;
        curves.days = days_;
        curves.discount = on_dates(world_.currencies.front().discount);
        curves.margining = &margining;
        const std::vector<std::string>& names = book_.needs.credits();
        const auto name = std::find(names.begin(), names.end(),
                                    book_.netting_sets[static_cast<std::size_t>(netting_set)].counterparty);
        if (name != names.end())
            take(static_cast<std::size_t>(name - names.begin()), curves.counterparty,
                 curves.counterparty_recovery);
        if (settings_.own_credit >= 0)
            take(static_cast<std::size_t>(settings_.own_credit), curves.own, curves.own_recovery);
        curves.borrow_spread = spread(settings_.borrow_curve);
        curves.lend_spread = spread(settings_.lend_curve);
        return curves;
    }

    void take(std::size_t number, std::vector<double>& survival, double& recovery) const {
        const CreditMarket& credit = world_.credits.at(number);
        if (!credit.fault.empty()) return;
        survival = on_dates(credit.survival);
        recovery = credit.recovery;
    }
};

void check(const World& world, const XvaSettings& settings) {
    if (settings.dates.empty()) throw std::invalid_argument("there are no dates to simulate");
    Date before = world.today;
    for (Date date : settings.dates) {
        if (date <= before)
            throw std::invalid_argument("simulated dates must increase from after today: " + print(date));
        before = date;
    }
    if (settings.paths < 1 || settings.replicates < 1)
        throw std::invalid_argument("paths and replicates must be positive");
    for (double level : settings.quantiles)
        if (!(level > 0.0 && level < 1.0)) throw std::invalid_argument("a quantile must lie in (0, 1)");
}

}  // namespace

XvaResult run_xva(const Book& book, const World& world, const CrossAsset& model, const XvaSettings& settings,
                  const std::vector<double>& npvs) {
    check(world, settings);
    return XvaRun(book, world, model, settings, npvs).run();
}

}  // namespace snell
