#include "core/plan.h"

#include <algorithm>
#include <stdexcept>

namespace snell {

int step_of(std::span<const Years> grid, Years time) {
    if (time <= same_time) return 0;
    const auto at = std::lower_bound(grid.begin(), grid.end(), time - same_time);
    if (at == grid.end() || *at > time + same_time)
        throw std::logic_error("a date was asked for that is not on the grid");
    return static_cast<int>(at - grid.begin()) + 1;
}

Slot Plan::ask(Observable what) {
    const bool of_spot = what.quantity == Quantity::spot || what.quantity == Quantity::fixing;
    if (on_legs_ && of_spot && what.seen > same_time) what.quantity = Quantity::leg;
    if (on_legs_ && what.quantity == Quantity::variance) what.quantity = Quantity::leg_variance;
    slots_.push_back(what);
    return static_cast<Slot>(slots_.size()) - 1;
}

Slots Plan::fixings(int asset, std::span<const Years> times) {
    const Slots slots{static_cast<Slot>(slots_.size()), static_cast<int>(times.size())};
    for (Years t : times) fixing(asset, t);
    return slots;
}

Slots Plan::fixings(std::span<const int> assets, Years time) {
    const Slots slots{static_cast<Slot>(slots_.size()), static_cast<int>(assets.size())};
    for (int asset : assets) fixing(asset, time);
    return slots;
}

Slots Plan::deflators(std::span<const Years> times) {
    const Slots slots{static_cast<Slot>(slots_.size()), static_cast<int>(times.size())};
    for (Years t : times) deflator(t);
    return slots;
}

Slots Plan::discounts(std::span<const Years> times) {
    const Slots slots{static_cast<Slot>(slots_.size()), static_cast<int>(times.size())};
    for (Years t : times) ask({Quantity::deflator, 0, t, t});
    return slots;
}

int Plan::past(std::span<const Years> dates) const {
    return static_cast<int>(std::count_if(dates.begin(), dates.end(), [&](Years t) { return is_past(t); }));
}

std::vector<Years> Plan::steps_within(Years from, Years to) const {
    if (open_) return {to};
    std::vector<Years> ends;
    for (Years t : grid_)
        if (t > from + same_time && t < to + same_time) ends.push_back(t);
    return ends;
}

Watch Plan::watch(int asset, Years from, Years to, bool with_uniforms) {
    watches_ = true;
    const std::vector<Years> ends = steps_within(from, to);
    const auto run = [&](Quantity quantity) {
        const Slots slots{static_cast<Slot>(slots_.size()), static_cast<int>(ends.size())};
        for (Years t : ends) ask({quantity, asset, t, t});
        return slots;
    };
    Watch watch;
    const Slot first = spot(asset, from);
    watch.spots = run(Quantity::spot);
    watch.spots = {first, watch.spots.count + 1};
    watch.variances = run(Quantity::variance);
    if (with_uniforms || is_valued_later()) watch.uniforms = run(Quantity::uniform);
    return watch;
}

Constants Plan::constants(std::span<const double> numbers) {
    const Constants run{static_cast<int>(constants_.size()), static_cast<int>(numbers.size())};
    constants_.insert(constants_.end(), numbers.begin(), numbers.end());
    return run;
}

std::vector<Years> Plan::dates() const {
    std::vector<Years> dates;
    for (const Observable& what : slots_)
        if (what.seen > same_time) dates.push_back(what.seen);
    std::sort(dates.begin(), dates.end());
    const auto same = [](Years a, Years b) { return b - a <= same_time; };
    dates.erase(std::unique(dates.begin(), dates.end(), same), dates.end());
    return dates;
}

}  // namespace snell
