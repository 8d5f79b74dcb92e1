#include "bench/xva_peers/swap_work.h"

#include <cmath>

namespace snell::peers {
namespace {

constexpr double nominal = 1.0;

LinearTrade swap(const SwapWork& work, int trade) {
    Leg fixed{0, {}}, floating{0, {}};
    for (int period = 0; period < SwapWork::periods; ++period) {
        const Date from = work.start(trade, period), to = work.start(trade, period + 1);
        if (period % 2 == 1)
            fixed.coupons.push_back(
                {to,
                 -nominal * SwapWork::fixed_rate * (to - work.start(trade, period - 1)) / 365.0,
                 0.0,
                 {}});
        floating.coupons.push_back(
            {to, -nominal, nominal, {0, from + -SwapWork::fixing_lag, from, to, false}});
    }
    return {{fixed, floating}, {}};
}

}  // namespace

std::vector<Date> SwapWork::dates() const {
    std::vector<Date> fixings;
    for (int period = 0; period < periods; ++period) fixings.push_back(start(0, period) + -fixing_lag);
    return fixings;
}

std::vector<Period> SwapWork::tenors() const {
    std::vector<Period> made;
    for (const char* tenor : {"3M", "6M", "1Y", "2Y", "3Y", "4Y", "5Y", "7Y", "10Y", "12Y", "15Y", "20Y"})
        made.push_back(Period::parse(tenor));
    return made;
}

/// Long enough for the last tenor on the last date.
DailyCurve SwapWork::curve(double rate) const {
    DailyCurve made{today(), {}};
    for (int day = 0; day <= 42 * 366; ++day) made.values.push_back(std::exp(-rate * day / 365.0));
    return made;
}

Lgm SwapWork::model() const {
    return Lgm(curve(discount_rate), Lgm::Terms{Lgm::Volatility::hagan, StepFunction(0.009), 0.03});
}

Book SwapWork::book() const {
    Book made;
    made.today = today();
    made.netting_sets.push_back({"SET", "CPTY", {}});
    for (int trade = 0; trade < trades; ++trade) {
        Position position;
        position.id = std::to_string(trade);
        position.netting_set = 0;
        position.instrument = swap(*this, trade);
        made.positions.push_back(position);
    }
    return made;
}

World SwapWork::world() const {
    World made;
    made.today = today();
    CurrencyMarket currency;
    currency.discount = curve(discount_rate);
    made.currencies.push_back(currency);
    IndexMarket index;
    index.forwarding = curve(index_rate);
    made.indices.push_back(index);
    return made;
}

CrossAsset SwapWork::dynamics() const {
    CrossAssetParts parts;
    parts.currencies.push_back(model());
    parts.correlation = Matrix<double>(1);
    parts.correlation(0, 0) = 1.0;
    return CrossAsset(std::move(parts));
}

}  // namespace snell::peers
