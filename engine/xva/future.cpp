#include "engine/xva/future.h"

#include <algorithm>
#include <numeric>

#include "core/least_squares.h"

namespace snell {
namespace {

std::vector<double> spread(const World& world, const std::vector<Date>& dates, int curve) {
    std::vector<double> spreads;
    if (curve < 0) return spreads;
    const DailyCurve& funding = world.yield_curves.at(static_cast<std::size_t>(curve)).discount;
    const DailyCurve& cash = world.currencies.front().discount;
    Date before = world.today;
    for (const Date date : dates) {
        spreads.push_back(funding(before) / funding(date) - cash(before) / cash(date));
        before = date;
    }
    return spreads;
}

/// [simulated date] survival up to it; 1 without a curve.
std::vector<double> survival_of(const PartyCredit& party, std::size_t dates) {
    return party.survival.empty() ? std::vector<double>(dates, 1.0) : party.survival;
}

FutureCost default_cost(const char* name, const PartyCredit& party, bool of_positive) {
    FutureCost cost{name, of_positive, {}, party.survival};
    double before = 1.0;
    for (const double alive : party.survival) {
        cost.rate.push_back((1.0 - party.recovery) * (before - alive));
        before = alive;
    }
    return cost;
}

FutureCost funding_cost(const char* name, const SetCredit& credit, const std::vector<double>& spreads,
                        bool of_positive) {
    FutureCost cost{name, of_positive, {}, survival_of(credit.counterparty, spreads.size())};
    const std::vector<double> own = survival_of(credit.own, spreads.size());
    double before = 1.0;
    for (std::size_t i = 0; i < spreads.size(); ++i) {
        cost.alive[i] *= own[i];
        cost.rate.push_back(before * spreads[i]);
        before = cost.alive[i];
    }
    return cost;
}

/// Fits on fewer paths than this a function would follow their noise.
constexpr std::size_t least_paths_per_function = 8;

/// Mean 0 and deviation 1, from a column; 0 everywhere if it does not move.
struct Standard {
    double mean = 0.0, per_deviation = 0.0;
    explicit Standard(std::span<const double> column) {
        double sum = 0.0, squares = 0.0;
        for (const double each : column) sum += each;
        mean = sum / static_cast<double>(column.size());
        for (const double each : column) squares += (each - mean) * (each - mean);
        const double variance = squares / static_cast<double>(column.size());
        if (variance > 1e-24 * mean * mean) per_deviation = 1.0 / sqrt(variance);
    }
    double operator()(double value) const { return (value - mean) * per_deviation; }
};

/// What costs to come are regressed on: powers of V - C up to the third and its positive part, and each state
/// of the market with its square; as many of these as there are paths for.
class FutureBasis {
  public:
    /// `open`: V - C [path]; `states`: [state][path].
    FutureBasis(std::span<const double> open, std::span<const double> states) : paths_(open.size()) {
        const Standard v(open);
        add([](std::size_t) { return 1.0; });
        add([&](std::size_t i) { return v(open[i]); });
        add([&](std::size_t i) { return max(open[i], 0.0) * v.per_deviation; });
        add([&](std::size_t i) { return v(open[i]) * v(open[i]); });
        add([&](std::size_t i) { return v(open[i]) * v(open[i]) * v(open[i]); });
        for (std::size_t s = 0; s < states.size() / paths_; ++s) {
            const std::span<const double> column = states.subspan(s * paths_, paths_);
            const Standard x(column);
            if (x.per_deviation == 0.0) continue;
            add([&](std::size_t i) { return x(column[i]); });
            add([&](std::size_t i) { return x(column[i]) * x(column[i]); });
        }
        sum_products();
    }

    /// The fit of a target on every path.
    std::vector<double> fit(std::span<const double> target) const {
        NormalEquations equations{functions_, products_, {}};
        for (int f = 0; f < functions_; ++f) equations.targets.push_back(product(f, target));
        const std::vector<double> coefficients = least_squares(equations);
        std::vector<double> fitted(paths_, 0.0);
        for (int f = 0; f < functions_; ++f)
            for (std::size_t i = 0; i < paths_; ++i)
                fitted[i] = fma(coefficients[static_cast<std::size_t>(f)], at(f, i), fitted[i]);
        return fitted;
    }

  private:
    std::size_t paths_;
    int functions_ = 0;
    std::vector<double> values_, products_;  ///< [function][path]; lower triangle

    double at(int function, std::size_t path) const {
        return values_[static_cast<std::size_t>(function) * paths_ + path];
    }
    template <class Function>
    void add(const Function& function) {
        if (static_cast<std::size_t>(functions_ + 1) * least_paths_per_function > paths_ && functions_ > 0)
            return;
        for (std::size_t i = 0; i < paths_; ++i) values_.push_back(function(i));
        ++functions_;
    }
    double product(int function, std::span<const double> other) const {
        double sum = 0.0;
        for (std::size_t i = 0; i < paths_; ++i) sum = fma(at(function, i), other[i], sum);
        return sum;
    }
    void sum_products() {
        for (int f = 0; f < functions_; ++f)
            for (int g = 0; g <= f; ++g)
                products_.push_back(
                    product(f, std::span(values_).subspan(static_cast<std::size_t>(g) * paths_, paths_)));
    }
};

}  // namespace

FundingSpreads funding_spreads(const World& world, const XvaSettings& settings) {
    return {spread(world, settings.dates, settings.borrow_curve),
            spread(world, settings.dates, settings.lend_curve)};
}

std::vector<FutureCost> future_costs(const SetCredit& credit, const FundingSpreads& funding) {
    std::vector<FutureCost> costs;
    if (credit.moves()) return costs;
    if (!credit.counterparty.survival.empty())
        costs.push_back(default_cost("CVA", credit.counterparty, true));
    if (!credit.own.survival.empty()) costs.push_back(default_cost("DVA", credit.own, false));
    if (!funding.borrow.empty()) costs.push_back(funding_cost("FCA", credit, funding.borrow, true));
    if (!funding.lend.empty()) costs.push_back(funding_cost("FBA", credit, funding.lend, false));
    return costs;
}

FutureCosts::FutureCosts(const World& world, const XvaSettings& settings, const ExposureGroup& group,
                         const GroupCredit& credit) {
    for (const Date date : settings.future) {
        const auto at = std::lower_bound(settings.dates.begin(), settings.dates.end(), date);
        dates_.push_back(static_cast<int>(at - settings.dates.begin()));
    }
    if (dates_.empty()) return;
    const FundingSpreads funding = funding_spreads(world, settings);
    for (const SetCredit& set : credit.sets) costs_.push_back(future_costs(set, funding));
    std::size_t set = 0;
    for (const ExposureUnit& unit : group.units)
        units_.push_back(unit.position < 0 && !costs_[set++].empty());
}

/// One replicate of the costs to come.
class FutureWalk {
  public:
    FutureWalk(const FutureCosts& costs, const ExposurePlan& plan, std::size_t paths)
        : costs_(costs),
          plan_(plan),
          paths_(paths),
          states_(dates() * factors() * paths),
          deflators_(dates() * paths) {
        for (std::size_t u = 0; u < plan.group.units.size(); ++u)
            set_of_.push_back((u == 0 ? 0 : set_of_.back()) +
                              (u > 0 && plan.group.units[u].position < 0 ? 1 : 0));
        for (const std::vector<FutureCost>& set : costs.costs_) {
            open_.emplace_back(dates() * paths);
            past_.emplace_back(dates() * set.size());
            left_.emplace_back(dates() * set.size() * paths);
        }
    }

    void see(const SeenSet& seen) {
        const std::size_t set = set_of_[seen.unit];
        for (int i = 0; i < seen.paths; ++i) {
            const auto path = static_cast<std::size_t>(seen.first_path + i);
            const double open = seen.open[i] * seen.deflator[i];
            for (std::size_t j = 0; j < dates(); ++j) {
                add(set, j, seen.date, path, open);
                if (costs_.dates_[j] != seen.date) continue;
                open_[set][j * paths_ + path] = seen.open[i];
                deflators_[j * paths_ + path] = seen.deflator[i];
                for (std::size_t f = 0; f < factors(); ++f)
                    states_[(j * factors() + f) * paths_ + path] = seen.rows.state(static_cast<int>(f))[i];
            }
        }
    }

    FutureProfile take() const {
        FutureProfile profile;
        for (std::size_t set = 0; set < costs_.costs_.size(); ++set)
            for (std::size_t j = 0; j < dates() && !costs_.costs_[set].empty(); ++j) take(set, j, profile);
        return profile;
    }

  private:
    const FutureCosts& costs_;
    const ExposurePlan& plan_;
    std::size_t paths_;
    std::vector<std::size_t> set_of_;         ///< [unit]
    std::vector<double> states_, deflators_;  ///< [future date][factor][path], [future date][path]
    std::vector<std::vector<double>> open_;   ///< [set][future date][path]
    std::vector<std::vector<double>> past_;   ///< [set][future date][cost]
    std::vector<std::vector<double>> left_;   ///< [set][future date][cost][path]

    std::size_t dates() const { return costs_.dates_.size(); }
    std::size_t factors() const { return static_cast<std::size_t>(plan_.paths.factors()); }

    /// What an exposure costs on a date, as the future date number j has it: behind it or yet to come.
    void add(std::size_t set, std::size_t j, int date, std::size_t path, double open) {
        const std::vector<FutureCost>& costs = costs_.costs_[set];
        for (std::size_t c = 0; c < costs.size(); ++c) {
            const double cost =
                costs[c].rate[static_cast<std::size_t>(date)] * max(costs[c].of_positive ? open : -open, 0.0);
            const std::size_t row = j * costs.size() + c;
            (date <= costs_.dates_[j] ? past_[set][row] : left_[set][row * paths_ + path]) += cost;
        }
    }

    void take(std::size_t set, std::size_t j, FutureProfile& profile) const {
        const std::vector<FutureCost>& costs = costs_.costs_[set];
        const FutureBasis basis(std::span(open_[set]).subspan(j * paths_, paths_),
                                std::span(states_).subspan(j * factors() * paths_, factors() * paths_));
        for (std::size_t c = 0; c < costs.size(); ++c) {
            const std::size_t row = j * costs.size() + c;
            const std::span<const double> left = std::span(left_[set]).subspan(row * paths_, paths_);
            const double alive = costs[c].alive[static_cast<std::size_t>(costs_.dates_[j])];
            const std::vector<double> fitted = basis.fit(left);
            double sum = 0.0, amounts = 0.0;
            for (std::size_t i = 0; i < paths_; ++i) {
                const double per = 1.0 / (deflators_[j * paths_ + i] * alive);
                sum += left[i];
                amounts += left[i] * per;
                profile.amounts.push_back(fitted[i] * per);
            }
            const auto n = static_cast<double>(paths_);
            profile.means.insert(profile.means.end(), {past_[set][row] / n, sum / n, amounts / n});
        }
    }
};

FutureProfile FutureCosts::replicate(const ExposurePlan& plan, ReplicatePaths which) const {
    FutureWalk walk(*this, plan, static_cast<std::size_t>(which.paths));
    const ExposureWitness witness{units_, [&](const SeenSet& seen) { walk.see(seen); }};
    witness_exposure(plan, which, witness);
    return walk.take();
}

}  // namespace snell
