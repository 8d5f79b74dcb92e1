#include "engine/xva/node_curves.h"

#include <algorithm>

#include "core/math/exp.h"
#include "core/math/log.h"

namespace snell {
namespace {

/// Days of the tenors on a curve, increasing; those past its end are left out.
std::vector<std::size_t> days_of(const DailyCurve& curve, const std::vector<Period>& tenors) {
    std::vector<std::size_t> days;
    for (const Period& tenor : tenors) {
        const auto day = static_cast<std::size_t>(advance(curve.today, tenor, 1) - curve.today);
        if (day < curve.values.size()) days.push_back(day);
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

void keep(const std::vector<std::size_t>& days, DailyCurve& curve) {
    const std::vector<double> exact = curve.values;
    std::size_t left = 0;
    for (const std::size_t right : days) {
        const double slope = log(exact[right] / exact[left]) / static_cast<double>(right - left);
        const std::size_t end = right == days.back() ? exact.size() : right;
        for (std::size_t day = left; day < end; ++day)
            curve.values[day] = exact[left] * exp(slope * static_cast<double>(day - left));
        left = right;
    }
}

}  // namespace

World through_nodes(World world, const std::vector<Period>& tenors) {
    const auto keep_at_tenors = [&](DailyCurve& curve) { keep(days_of(curve, tenors), curve); };
    for (CurrencyMarket& each : world.currencies) keep_at_tenors(each.discount);
    for (IndexMarket& each : world.indices) keep_at_tenors(each.forwarding);
    return world;
}

}  // namespace snell
