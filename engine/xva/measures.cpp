#include "engine/xva/measures.h"

#include <fmt/format.h>
#include <algorithm>
#include <span>

namespace snell {
namespace {

using Sum = UnitProfile::Sum;

/// A default that is paid for: who defaults, who must be alive before (null: nobody asks), and the weight
/// that stands for both along paths.
struct Default {
    const PartyCredit& party;
    const PartyCredit* other;
    CreditWeight weight;
};

/// Loss given default times the sum of exposure * probability to default since the date before; times the
/// other party's survival up to then for the first to default.  `exposure` of a date holds the weight if it
/// is `weighted`.
double default_loss(const Default& of, bool weighted,
                    const std::function<double(std::size_t, CreditWeight)>& exposure) {
    const std::vector<double>& survival = of.party.survival;
    double sum = 0.0;
    for (std::size_t i = 0; i < survival.size(); ++i) {
        if (weighted) {
            sum += exposure(i, of.weight);
            continue;
        }
        const double before = i == 0 ? 1.0 : survival[i - 1];
        const double alive = !of.other || i == 0 ? 1.0 : of.other->survival[i - 1];
        sum += (before - survival[i]) * alive * exposure(i, CreditWeight::none);
    }
    return (1.0 - of.party.recovery) * sum;
}

double alive_before(const std::vector<double>& survival, std::size_t date) {
    return survival.empty() || date == 0 ? 1.0 : survival[date - 1];
}

}  // namespace

double lowest_above(std::vector<double> sample, double level) {
    const auto rank = static_cast<std::size_t>(level * static_cast<double>(sample.size()));
    const auto at = sample.begin() + static_cast<std::ptrdiff_t>(std::min(rank, sample.size() - 1));
    std::nth_element(sample.begin(), at, sample.end());
    return *at;
}

double quantile_of(std::vector<double> sample, double level) {
    return std::max(lowest_above(std::move(sample), level), 0.0);
}

std::vector<double> MeasureWriter::means(const PerReplicate& value) const {
    std::vector<double> means;
    for (std::size_t r = 0; r < replicates_; ++r) means.push_back(value(r));
    return means;
}

void MeasureWriter::append(std::string measure, std::optional<Date> date, const Estimate& estimate) {
    rows_->push_back({netting_set_, position_, std::move(measure), date, estimate, "ok", {}});
}

void MeasureWriter::put(std::string measure, const PerReplicate& value) {
    std::vector<double> found = means(value);
    if (position_ < 0) {
        std::vector<double>& total = (*totals_)[measure];
        total.resize(replicates_, 0.0);
        for (std::size_t r = 0; r < replicates_; ++r) total[r] += found[r];
    }
    append(std::move(measure), {}, estimate(found, paths_));
    if (position_ < 0) rows_->back().replicates = std::move(found);
}

void MeasureWriter::put(std::string measure, const MeasureCurves& curves, std::size_t date,
                        const PerReplicate& value) {
    append(std::move(measure), book_->today + curves.days[date], estimate(means(value), paths_));
}

void MeasureWriter::put_today(std::string measure, double value) {
    append(std::move(measure), book_->today, {value, 0.0, 0, 0});
}

void MeasureWriter::profiles(const UnitProfile& profile, const MeasureCurves& curves, double open) {
    for (const auto& [name, sum, today] : {std::tuple("EPE", Sum::positive, std::max(open, 0.0)),
                                           std::tuple("ENE", Sum::negative, std::max(-open, 0.0))}) {
        put_today(name, today);
        for (std::size_t i = 0; i < profile.dates(); ++i)
            put(name, curves, i, [&, s = sum](std::size_t r) { return profile(r, i, s); });
    }
}

/// Undiscounted expected exposure, its running maximum, and both averaged over the first year (or all of it,
/// if shorter), each date standing for the time since the date before.
void MeasureWriter::basel(const UnitProfile& profile, const MeasureCurves& curves, double open) {
    const auto expected = [&](std::size_t r, std::size_t i) {
        return profile(r, i, Sum::positive) / curves.discount[i];
    };
    const double today = std::max(open, 0.0);
    put_today("basel_EE", today);
    for (std::size_t i = 0; i < profile.dates(); ++i)
        put("basel_EE", curves, i, [&](std::size_t r) { return expected(r, i); });
    // Where the mean over all replicates is highest so far; -1: today.
    std::vector<int> peak;
    double highest = today;
    int at = -1;
    for (std::size_t i = 0; i < profile.dates(); ++i) {
        double mean = 0.0;
        for (std::size_t r = 0; r < replicates_; ++r) mean += expected(r, i);
        mean /= static_cast<double>(replicates_);
        if (mean > highest) highest = mean, at = static_cast<int>(i);
        peak.push_back(at);
    }
    const auto effective = [&](std::size_t r, std::size_t i) {
        return peak[i] < 0 ? today : expected(r, static_cast<std::size_t>(peak[i]));
    };
    put_today("basel_EEE", today);
    for (std::size_t i = 0; i < profile.dates(); ++i)
        put("basel_EEE", curves, i, [&](std::size_t r) { return effective(r, i); });
    const auto first_year = [&](const auto& value) {
        const int end = std::min(365, curves.days.back());
        double sum = 0.0;
        for (std::size_t i = 0; i < profile.dates(); ++i) {
            const int before = i == 0 ? 0 : curves.days[i - 1];
            sum += value(i) * std::max(0, std::min(end, curves.days[i]) - before);
        }
        return sum / end;
    };
    put("basel_EPE",
        [&](std::size_t r) { return first_year([&](std::size_t i) { return expected(r, i); }); });
    put("basel_EEPE",
        [&](std::size_t r) { return first_year([&](std::size_t i) { return effective(r, i); }); });
}

void MeasureWriter::credit(const UnitProfile& profile, const MeasureCurves& curves) {
    const PartyCredit &counterparty = curves.credit.counterparty, &own = curves.credit.own;
    const auto loss = [&](const char* name, Sum sum, const Default& of) {
        put(name, [&](std::size_t r) {
            return default_loss(of, profile.weighted(),
                                [&](std::size_t i, CreditWeight w) { return profile(r, i, sum, w); });
        });
    };
    const bool theirs = !counterparty.survival.empty(), ours = !own.survival.empty();
    if (theirs) loss("CVA", Sum::positive, {counterparty, nullptr, CreditWeight::counterparty});
    if (ours) loss("DVA", Sum::negative, {own, nullptr, CreditWeight::own});
    if (!theirs || !ours || position_ >= 0) return;
    loss("CVA_first_to_default", Sum::positive, {counterparty, &own, CreditWeight::counterparty_first});
    loss("DVA_first_to_default", Sum::negative, {own, &counterparty, CreditWeight::own_first});
}

void MeasureWriter::funding(const UnitProfile& profile, const MeasureCurves& curves) {
    const auto cost = [&](std::string name, Sum sum, const std::vector<double>& spread) {
        if (spread.empty()) return;
        const auto add = [&](const char* suffix, CreditWeight weight, auto alive) {
            put(name + suffix, [&](std::size_t r) {
                const bool weighted = profile.weighted() && weight != CreditWeight::none;
                double total = 0.0;
                for (std::size_t i = 0; i < profile.dates(); ++i)
                    total += weighted ? spread[i] * profile(r, i, sum, weight)
                                      : alive(i) * spread[i] * profile(r, i, sum);
                return total;
            });
        };
        const auto counterparty = [&](std::size_t i) {
            return alive_before(curves.credit.counterparty.survival, i);
        };
        add("", CreditWeight::both_alive,
            [&](std::size_t i) { return counterparty(i) * alive_before(curves.credit.own.survival, i); });
        add("_without_own_survival", CreditWeight::counterparty_alive, counterparty);
        add("_without_survival", CreditWeight::none, [](std::size_t) { return 1.0; });
    };
    cost("FCA", Sum::positive, curves.borrow_spread);
    cost("FBA", Sum::negative, curves.lend_spread);
}

void MeasureWriter::collateral(const UnitProfile& profile, const MeasureCurves& curves) {
    const Margining& margining = *curves.margining;
    put_today("expected_collateral", margining.initial_balance);
    for (std::size_t i = 0; i < profile.dates(); ++i)
        put("expected_collateral", curves, i, [&](std::size_t r) { return profile(r, i, Sum::collateral); });
    put("ColVA", [&](std::size_t r) {
        double sum = 0.0;
        for (std::size_t i = 0; i < profile.dates(); ++i)
            sum += margining.steps[i] * (margining.spread_pay * profile(r, i, Sum::posted) -
                                         margining.spread_receive * profile(r, i, Sum::received));
        return sum;
    });
    put("collateral_floor", [&](std::size_t r) {
        double sum = 0.0;
        for (std::size_t i = 0; i < profile.dates(); ++i) sum -= profile(r, i, Sum::floor);
        return sum;
    });
}

void MeasureWriter::netting_set(const ExposureUnit& unit, const UnitProfile& profile,
                                const MeasureCurves& curves, double npv) {
    netting_set_ = unit.netting_set;
    position_ = -1;
    replicates_ = profile.replicates();
    const bool margined = curves.margining->active;
    const double open = margined ? npv - curves.margining->initial_balance : npv;
    credit(profile, curves);
    funding(profile, curves);
    if (margined) collateral(profile, curves);
    profiles(profile, curves, open);
    basel(profile, curves, open);
}

void MeasureWriter::trade(const ExposureUnit& unit, const UnitProfile& profile, const UnitProfile& whole,
                          const MeasureCurves& curves, double npv) {
    netting_set_ = unit.netting_set;
    position_ = unit.position;
    replicates_ = profile.replicates();
    credit(profile, curves);
    const auto allocate = [&](const char* name, Sum euler, Sum without, Sum sum, const Default& of) {
        if (of.party.survival.empty()) return;
        const Sum before_collateral = sum == Sum::positive ? Sum::euler_positive : Sum::euler_negative;
        // Whole before collateral = euler part + the rest; margined sets share what is left pro rata.
        put(std::string(name) + "_euler", [&](std::size_t r) {
            return default_loss(of, profile.weighted(), [&](std::size_t i, CreditWeight w) {
                if (!curves.margining->active) return profile(r, i, euler, w);
                const double before = whole(r, i, before_collateral, w);
                return before != 0.0 ? profile(r, i, euler, w) * whole(r, i, sum, w) / before : 0.0;
            });
        });
        put(std::string(name) + "_marginal", [&](std::size_t r) {
            return default_loss(of, profile.weighted(), [&](std::size_t i, CreditWeight w) {
                return whole(r, i, sum, w) - profile(r, i, without, w);
            });
        });
    };
    allocate("CVA", Sum::euler_positive, Sum::without_positive, Sum::positive,
             {curves.credit.counterparty, nullptr, CreditWeight::counterparty});
    allocate("DVA", Sum::euler_negative, Sum::without_negative, Sum::negative,
             {curves.credit.own, nullptr, CreditWeight::own});
    profiles(profile, curves, npv);
}

void MeasureWriter::quantile(const ExposureUnit& unit, double level,
                             const std::vector<ReplicateProfile>& replicates, std::size_t set,
                             const MeasureCurves& curves) {
    netting_set_ = unit.netting_set;
    position_ = -1;
    const std::size_t each = static_cast<std::size_t>(paths_) / replicates.size();
    const auto of = [level](std::vector<double> all) { return quantile_of(std::move(all), level); };
    for (std::size_t i = 0; i < curves.days.size(); ++i) {
        const auto sample = [&](std::size_t r) {
            const double* const from = replicates[r].values.data() + (set * curves.days.size() + i) * each;
            return std::span(from, each);
        };
        put(fmt::format("PFE_{}", level), curves, i,
            [&](std::size_t r) { return of(std::vector<double>(sample(r).begin(), sample(r).end())); });
        std::vector<double> all;
        for (std::size_t r = 0; r < replicates.size(); ++r)
            all.insert(all.end(), sample(r).begin(), sample(r).end());
        rows_->back().estimate.value = of(std::move(all));
    }
}

}  // namespace snell
