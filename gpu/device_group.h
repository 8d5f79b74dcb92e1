#pragma once
#include <algorithm>

#include "engine/xva/exposure_walk.h"
#include "gpu/credit_tasks.h"
#include "gpu/device_draws.h"

namespace snell {

/// A day of a group in the memory of a device.
struct DeviceDay {
    int events = 0;  ///< that are done by the end of the day
    int point = -1, date = -1;
    int first_call = 0, calls = 0;
};

/// A PointProgram in the memory of a device.
struct DevicePoint {
    const LogLinear* exponentials;  ///< the deflator last
    int exponential_count;
    const RowProduct* products;
    int product_count;
    PointTables tables;
    const UnitEnds* ends;
};

/// An ExposurePlan in the memory of a device: programs and lists, which stay, and how many rows a block of
/// paths takes.
template <class Device>
class DeviceGroup {
  public:
    /// Throws DeviceFault.
    DeviceGroup(Device& device, Pool& pool, const ExposurePlan& plan);

    std::vector<DeviceDay> days;
    std::vector<DevicePoint> points;
    const DeviceEvent* events = nullptr;
    const UnitMargin* margins = nullptr;
    const MarginCall* calls = nullptr;
    const Exposure* exposures = nullptr;
    const TermPlace* places = nullptr;  ///< [term]
    const double *start = nullptr, *today = nullptr;
    std::vector<AffineMap> moves;
    std::vector<MarketBridge> bridges;
    std::vector<double> steps;                          ///< [simulated date] to the next one [years]
    std::vector<const DeviceHazardMove*> hazard_moves;  ///< [simulated date][name]
    const double* hazard_starts = nullptr;              ///< [name]
    const MovingSet* moving_sets = nullptr;
    int balance_rows = 0, exposure_count = 0, terms = 0, sets = 0;
    int names = 0, normals = 0;  ///< whose hazards move; most normals of one, even
    int moving = 0;              ///< netting sets whose credit moves

  private:
    Device& device_;
    Pool& pool_;
    const ExposurePlan& plan_;

    template <class T>
    const T* copy(const std::vector<T>& from) {
        return upload(device_, pool_, from.data(), from.size());
    }
    AffineMap copy(const AffineMap& map);
    void copy_market();
    void copy_events();
    void copy_point(const PointProgram& point);
    void copy_days();
    void copy_units();
    void copy_credit();
    DeviceParty copy(const PartyCredit& party);
    void copy_exposures();
};

template <class Device>
DeviceGroup<Device>::DeviceGroup(Device& device, Pool& pool, const ExposurePlan& plan)
    : device_(device), pool_(pool), plan_(plan) {
    copy_market();
    copy_events();
    for (const PointProgram& point : plan.group.points) copy_point(point);
    copy_days();
    copy_units();
    copy_credit();
    copy_exposures();
}

template <class Device>
AffineMap DeviceGroup<Device>::copy(const AffineMap& map) {
    const auto rows = static_cast<std::size_t>(map.factors);
    const std::size_t count = map.factors == 0 ? 0 : static_cast<std::size_t>(map.ends[map.factors - 1]);
    return {map.factors, upload(device_, pool_, map.offset, rows), upload(device_, pool_, map.ends, rows),
            upload(device_, pool_, map.terms, count)};
}

template <class Device>
void DeviceGroup<Device>::copy_market() {
    const MarketProgram program = plan_.paths.program();
    start = upload(device_, pool_, program.start, static_cast<std::size_t>(program.factors));
    today = copy(plan_.group.today);
    for (int step = 0; step < program.steps; ++step) moves.push_back(copy(program.moves[step]));
    bridges = plan_.paths.bridges();
    for (MarketBridge& bridge : bridges) bridge.map = copy(bridge.map);
}

template <class Device>
void DeviceGroup<Device>::copy_events() {
    std::vector<DeviceEvent> all;
    for (const Event& event : plan_.group.events)
        all.push_back({event, {copy(event.roots), static_cast<int>(event.roots.size())}});
    events = copy(all);
}

template <class Device>
void DeviceGroup<Device>::copy_point(const PointProgram& point) {
    std::vector<LogLinear> exponentials = point.exponentials;
    exponentials.push_back(point.deflator);
    points.push_back(
        {copy(exponentials),
         static_cast<int>(exponentials.size()),
         copy(point.products),
         static_cast<int>(point.products.size()),
         {copy(point.functions), copy(point.coefficients), copy(point.entries), copy(point.options)},
         copy(point.units)});
}

template <class Device>
void DeviceGroup<Device>::copy_days() {
    const ExposureGroup& group = plan_.group;
    std::vector<MarginCall> all;
    for (const ExposureGroup::Day& day : group.days) {
        DeviceDay to{static_cast<int>(day.events_end), day.point, day.date, static_cast<int>(all.size()), 0};
        for (std::size_t unit = 0; day.point >= 0 && unit < group.units.size(); ++unit) {
            const std::vector<int>& called = group.margining[unit].call_days;
            const auto [begin, end] = std::equal_range(called.begin(), called.end(), day.day);
            if (begin != end)
                all.push_back({static_cast<int>(unit), static_cast<int>(begin - called.begin()),
                               static_cast<int>(end - called.begin())});
        }
        to.calls = static_cast<int>(all.size()) - to.first_call;
        days.push_back(to);
    }
    calls = copy(all);
}

template <class Device>
void DeviceGroup<Device>::copy_units() {
    const ExposureGroup& group = plan_.group;
    std::vector<UnitMargin> all;
    int whole = -1;
    for (std::size_t unit = 0; unit < group.units.size(); ++unit) {
        const Margining& from = group.margining[unit];
        const bool is_set = group.units[unit].position < 0;
        if (is_set) whole = static_cast<int>(unit);
        const int depth = from.active ? from.depth : 0;
        all.push_back({from.terms, from.initial_balance, from.spread_receive, from.currency, balance_rows,
                       depth, is_set ? -1 : whole});
        balance_rows += depth;
    }
    margins = copy(all);
    steps.resize(plan_.layout.dates());
    for (const Margining& each : group.margining)
        if (each.active) steps = each.steps;  // the same for all
}

/// Today's curve with a 1 before it, or nothing but ones.
template <class Device>
DeviceParty DeviceGroup<Device>::copy(const PartyCredit& party) {
    std::vector<double> survival = party.survival;
    survival.resize(plan_.layout.dates(), 1.0);
    survival.insert(survival.begin(), 1.0);
    return {party.path, copy(survival)};
}

template <class Device>
void DeviceGroup<Device>::copy_credit() {
    if (!plan_.credit.paths) return;
    const SurvivalPaths& paths = *plan_.credit.paths;
    names = paths.names();
    std::vector<double> starts;
    for (int name = 0; name < names; ++name) {
        starts.push_back(paths.start(name));
        normals = std::max(normals, (paths.move(name, 0).normals + 1) / 2 * 2);
    }
    hazard_starts = copy(starts);
    for (int date = 0; date < static_cast<int>(plan_.layout.dates()); ++date) {
        std::vector<DeviceHazardMove> moves_of_date;
        for (int name = 0; name < names; ++name) {
            const HazardMove& move = paths.move(name, date);
            moves_of_date.push_back({move, copy(move.noises()), paths.draws(name, 0)});
        }
        hazard_moves.push_back(copy(moves_of_date));
    }
    std::vector<MovingSet> all;
    for (const SetCredit& set : plan_.credit.sets)
        if (set.moves()) all.push_back({copy(set.counterparty), copy(set.own)});
    moving = static_cast<int>(all.size());
    moving_sets = copy(all);
}

template <class Device>
void DeviceGroup<Device>::copy_exposures() {
    const ExposureGroup& group = plan_.group;
    std::vector<Exposure> all;
    std::vector<TermPlace> where;
    constexpr int weights_of_set = set_weights - 1;
    int first_weight = -weights_of_set;  // of the last set whose credit moves
    std::size_t set = 0;
    for (std::size_t unit = 0; unit < group.units.size(); ++unit) {
        const bool is_set = group.units[unit].position < 0;
        const bool shares = !is_set || (unit + 1 < group.units.size() && group.units[unit + 1].position >= 0);
        if (is_set) first_weight += weights_of_set * (plan_.credit.sets[set++].moves() ? 1 : 0);
        const int count = shares ? ProfileLayout::sums : ExposureSums::count;
        const long of_date = static_cast<long>(plan_.layout.weights(unit)) * ProfileLayout::sums;
        for (int w = 0; w < plan_.layout.weights(unit); ++w) {
            all.push_back({static_cast<int>(unit), w == 0 ? -1 : first_weight + w - 1, terms,
                           is_set && w == 0 ? sets : -1, shares});
            const auto first = static_cast<long>(plan_.layout.at(unit, 0, w));
            for (int k = 0; k < count; ++k) where.push_back({first + k, of_date});
            terms += count;
        }
        if (is_set) ++sets;
    }
    exposure_count = static_cast<int>(all.size());
    exposures = copy(all);
    places = copy(where);
}

}  // namespace snell
