#include "engine/xva/audit.h"

#include <algorithm>

#include "core/draws.h"
#include "engine/parallel.h"
#include "engine/xva/units.h"

namespace snell {
namespace {

constexpr std::uint32_t inner_purpose = 0x50;       ///< names the draws; those of exposures have others
constexpr std::int64_t twin_paths = xva_block / 2;  ///< of each replicate
constexpr int inner_paths = 8;                      ///< hedged ones from each nested point, an even number

constexpr double share = 1e-12;  ///< of what is at stake: how finely the fit is tabulated
constexpr double reach = 6.0;    ///< deviations of the state that are tabulated; 2e-9 of all lie beyond

}  // namespace

std::vector<AuditedTrade> audited_trades(const Book& book, int netting_set,
                                         const std::vector<UnvaluedTrade>& unvalued) {
    std::vector<AuditedTrade> found;
    for (const int trade : trades_of(book, netting_set)) {
        const auto* right =
            std::get_if<BermudanSwaption>(&book.positions[static_cast<std::size_t>(trade)].instrument);
        const bool is_valued = std::none_of(unvalued.begin(), unvalued.end(),
                                            [&](const auto& each) { return each.position == trade; });
        if (right && is_valued) found.push_back({trade, right->exercises.back().date - book.today});
    }
    return found;
}

std::vector<int> audited_sets(const Book& book, const std::vector<int>& netting_sets,
                              const std::vector<UnvaluedTrade>& unvalued) {
    std::vector<int> found;
    for (const int set : netting_sets)
        if (!audited_trades(book, set, unvalued).empty()) found.push_back(set);
    return found;
}

AuditedPaths audited_paths(const XvaSettings& settings) {
    const std::int64_t all = paths_of_replicate(settings);
    if (settings.audit.kind == AuditSettings::Kind::none) return {};
    AuditedPaths paths{std::min(twin_paths, all), 0};
    if (settings.audit.kind == AuditSettings::Kind::nested)
        paths.nested = std::min((settings.audit.points + settings.replicates - 1) / settings.replicates, all);
    return paths;
}

RegressionAudit::RegressionAudit(const Book& book, const MarketView& view, const ExposureGroup& group,
                                 const XvaSettings& settings)
    : settings_(&settings) {
    if (settings.audit.kind == AuditSettings::Kind::none) return;
    for (std::size_t u = 0; u < group.units.size(); ++u) {
        const std::vector<EarlyOption>& options = group.units[u].claims.early_options;
        if (group.units[u].position >= 0 || options.empty()) continue;
        sets_.push_back({u, rights_.size(), rights_.size() + options.size()});
        for (const EarlyOption& option : options) {
            Right right;
            right.option = &option;
            right.name = step_number(book.positions[static_cast<std::size_t>(option.trade)].id);
            rights_.push_back(std::move(right));
        }
    }
    std::vector<int> days;
    for (const Date date : settings.dates) days.push_back(date - book.today);
    parallel_ranges(settings.threads, rights_.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            const Step step(settings.board, StepKind::tell, rights_[k].name);
            prepare(rights_[k], view, days);
        }
    });
}

void RegressionAudit::prepare(Right& right, const MarketView& view, const std::vector<int>& days) const {
    const RegressedOption& regressed = *right.option->right;
    if (settings_->audit.kind == AuditSettings::Kind::nested) right.hedged.emplace(regressed);
    for (const int day : days) {
        const InnerStart start{day, regressed.next(day), 0.0};
        if (start.choice == regressed.choices().size()) break;
        const StateRange range = view.range(regressed.currency(), day);
        const double deviation = regressed.deviation(day, start.choice),
                     half = std::max(reach * range.deviation, 1e-9);
        right.dates.push_back(
            {start, start.choice > 0 ? right.option->alive[start.choice - 1] : -1,
             -1.0 * MarketDay(view, day).deflator(regressed.currency()),
             PiecewiseChebyshev([&](double x) { return regressed.expected(start.choice, deviation, x); },
                                {range.mean - half, range.mean + half},
                                {share, regressed.gross(start.choice)})});
    }
}

/// One replicate of an audit.
class AuditWalk {
  public:
    AuditWalk(const RegressionAudit& audit, const ProfileLayout& layout, std::uint32_t replicate)
        : audit_(audit),
          layout_(layout),
          settings_(*audit.settings_),
          paths_(audited_paths(settings_)),
          replicate_(replicate) {
        found_.trades.assign(audit.rights_.size() * dates() * AuditSums::count, 0.0);
        if (paths_.nested == 0) return;
        found_.effects.assign(layout.size(), 0.0);
        if (settings_.quantiles.empty()) return;
        const std::size_t values = audit.sets_.size() * dates() * static_cast<std::size_t>(paths_.nested);
        found_.by_fit.assign(values, 0.0);
        found_.by_rule.assign(values, 0.0);
    }

    void see(const SeenSet& seen) {
        const auto at = std::find_if(audit_.sets_.begin(), audit_.sets_.end(),
                                     [&](const auto& set) { return set.unit == seen.unit; });
        const auto set = static_cast<std::size_t>(at - audit_.sets_.begin());
        for (int i = 0; i < seen.paths; ++i) {
            const std::int64_t path = seen.first_path + i;
            if (path >= std::max(paths_.twin, paths_.nested)) return;
            Difference all;
            for (std::size_t k = at->begin; k < at->end; ++k) see(k, seen, i, all);
            if (path < paths_.nested) take_effect(set, seen, i, all);
        }
    }

    AuditProfile take() {
        for (std::size_t k = 0; k < found_.trades.size(); ++k) {
            const bool is_nested = k % AuditSums::count >= AuditSums::nested_bias;
            const std::int64_t paths = is_nested ? paths_.nested : paths_.twin;
            if (paths > 0) found_.trades[k] /= static_cast<double>(paths);
        }
        for (double& effect : found_.effects) effect /= static_cast<double>(paths_.nested);
        return std::move(found_);
    }

  private:
    /// The fit less the rule, deflated, by both halves of the inner paths.
    struct Difference {
        double first = 0.0, second = 0.0;
        double mean() const { return 0.5 * (first + second); }
    };
    const RegressionAudit& audit_;
    const ProfileLayout& layout_;
    const XvaSettings& settings_;
    AuditedPaths paths_;
    std::uint32_t replicate_;
    AuditProfile found_;

    std::size_t dates() const { return settings_.dates.size(); }

    InnerPath inner(const RegressionAudit::Right& right, const SeenSet& seen, int day, int path,
                    int number) const {
        const auto [seed, purpose] =
            std::visit([](const auto& s) { return std::pair(s.seed, s.purpose); }, settings_.sampler);
        const auto outer = static_cast<std::uint64_t>(seen.first_path + path);
        return {Philox{seed ^ right.name, replicate_purpose(purpose ^ inner_purpose, replicate_)},
                outer | static_cast<std::uint64_t>(day) << 32 | static_cast<std::uint64_t>(number) << 48};
    }

    /// A right on one path; adds what the nested audit finds to `all`.
    void see(std::size_t number, const SeenSet& seen, int path, Difference& all) {
        const RegressionAudit::Right& right = audit_.rights_[number];
        const auto date = static_cast<std::size_t>(seen.date);
        if (date >= right.dates.size()) return;
        const RegressionAudit::OnDate& on = right.dates[date];
        if (on.alive >= 0 && seen.rows.row(~on.alive)[path] == 0.0) return;
        const RegressedOption& regressed = *right.option->right;
        const int currency = regressed.currency();
        InnerStart start = on.start;
        start.x = seen.rows.state(currency)[path];
        const double value =
            on.value.covers(start.x)
                ? on.value(start.x)
                : regressed.expected(start.choice, regressed.deviation(start.day, start.choice), start.x);
        const double unit = right.option->position * seen.rows.row(currency)[path] *
                            exp(on.growth.level - on.growth.slope * start.x) * seen.deflator[path];
        double* const sums = found_.trades.data() + (number * dates() + date) * AuditSums::count;
        const auto draws = [&](int k) { return inner(right, seen, start.day, path, k); };
        if (seen.first_path + path < paths_.twin) {
            const double first = value - earned(regressed, start, draws(0)),
                         second = value - earned(regressed, start, draws(1));
            sums[AuditSums::value] += unit * value;
            sums[AuditSums::twin_bias] += unit * 0.5 * (first + second);
            sums[AuditSums::twin_mean_square] += unit * unit * first * second;
        }
        if (seen.first_path + path >= paths_.nested) return;
        HedgedPath halves[2] = {};
        for (int k = 0; k < inner_paths; ++k) {
            const HedgedPath found = right.hedged->follow(start, value, draws(k));
            halves[k % 2].low += found.low / (inner_paths / 2);
            halves[k % 2].high += found.high / (inner_paths / 2);
        }
        const Difference off{unit * (value - halves[0].low), unit * (value - halves[1].low)};
        const double gap = 0.5 * (halves[0].high - halves[0].low + halves[1].high - halves[1].low);
        sums[AuditSums::nested_bias] += off.mean();
        sums[AuditSums::nested_mean_square] += off.first * off.second;
        sums[AuditSums::nested_gap] += abs(unit) * gap;
        all.first += off.first;
        all.second += off.second;
    }

    /// Exposures of one path; those of the rule by the jackknife of both halves, which takes away what the
    /// noise of inner paths moves a kink by, to first order.
    void take_effect(std::size_t set, const SeenSet& seen, int path, const Difference& off) {
        const double deflator = seen.deflator[path], open = seen.open[path] * deflator;
        const auto part = [&](double sign) {
            const auto by = [&](double less) { return max(sign * (open - less), 0.0); };
            return by(0.0) - (2.0 * by(off.mean()) - 0.5 * (by(off.first) + by(off.second)));
        };
        const double positive = part(1.0), negative = part(-1.0);
        for (int w = 0; w < layout_.weights(set); ++w) {
            const double weight =
                w == 0 ? 1.0 : seen.weights[static_cast<std::ptrdiff_t>(w - 1) * xva_block + path] / deflator;
            double* const to =
                found_.effects.data() + layout_.at(set, static_cast<std::size_t>(seen.date), w);
            to[0] += positive * weight;
            to[1] += negative * weight;
        }
        if (found_.by_fit.empty()) return;
        const double per = settings_.quantile_of == QuantileOf::deflated ? 1.0 : deflator;
        const auto paths = static_cast<std::size_t>(paths_.nested);
        const std::size_t at = (set * dates() + static_cast<std::size_t>(seen.date)) * paths +
                               static_cast<std::size_t>(seen.first_path + path);
        found_.by_fit[at] = open / per;
        found_.by_rule[at] = (open - off.mean()) / per;
    }
};

AuditProfile RegressionAudit::replicate(const ExposurePlan& plan, ReplicatePaths which) const {
    const std::vector<ExposureUnit>& units = plan.group.units;
    ExposureWitness witness{std::vector<bool>(units.size(), false), {}};
    for (const Set& each : sets_) witness.units[each.unit] = true;
    std::vector<SetCredit> credit;
    ExposureGroup sets;
    std::size_t set = 0;
    for (std::size_t u = 0; u < units.size(); ++u) {
        if (witness.units[u]) {
            sets.units.push_back({units[u].netting_set, -1, {}});
            credit.push_back(plan.credit.sets[set]);
        }
        if (units[u].position < 0) ++set;
    }
    const ProfileLayout layout(sets, credit, settings_->dates.size());
    AuditWalk walk(*this, layout, which.replicate);
    witness.see = [&](const SeenSet& seen) { walk.see(seen); };
    const AuditedPaths paths = audited_paths(*settings_);
    which.paths = std::max(paths.twin, paths.nested);
    witness_exposure(plan, which, witness);
    return walk.take();
}

}  // namespace snell
