#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/xva/xva.h"
#include "tests/models/cross_asset_worlds.h"

/// A world in three currencies with two equities, and books on it, for the tests of exposures.
namespace snell::xva_worlds {

using cross_asset_worlds::today;

enum Index { euribor, eonia, libor, swiss };
enum Credit { counterparty, bank, safe };

inline World world() {
    const CrossAssetParts parts = cross_asset_worlds::parts();
    World world;
    world.today = today;
    world.base = "EUR";
    const char* codes[] = {"EUR", "USD", "CHF"};
    for (std::size_t c = 0; c < parts.currencies.size(); ++c) {
        CurrencyMarket currency;
        currency.code = codes[c];
        currency.spot = c == 0 ? 1.0 : parts.exchanges[c - 1].spot;
        currency.discount = parts.currencies[c].discount();
        world.currencies.push_back(currency);
    }
    for (const auto& [name, currency, rate, slope] :
         {std::tuple("EUR-EURIBOR-6M", 0, 0.022, 4e-4), std::tuple("EUR-EONIA", 0, 0.02, 5e-4),
          std::tuple("USD-LIBOR-3M", 1, 0.038, 6e-4), std::tuple("CHF-LIBOR-6M", 2, 0.011, 5e-4)})
        world.indices.push_back({name, currency, cross_asset_worlds::curve(rate, slope), ""});
    for (const CrossAssetParts::Equity& equity : parts.equities)
        world.equities.push_back({"EQ" + std::to_string(world.equities.size()),
                                  equity.currency,
                                  equity.spot,
                                  equity.discount,
                                  equity.dividend,
                                  {},
                                  ""});
    for (const auto& [name, hazard] :
         {std::pair("CPTY", 0.02), std::pair("BANK", 0.01), std::pair("SAFE", 0.0)})
        world.credits.push_back({name, cross_asset_worlds::curve(hazard), 0.4, ""});
    world.yield_curves.push_back({"BORROW", 0, cross_asset_worlds::curve(0.03, 5e-4), ""});
    world.yield_curves.push_back({"LEND", 0, cross_asset_worlds::curve(0.025, 5e-4), ""});
    return world;
}

/// Dates every `days`.
inline std::vector<Date> dates(int count, int days) {
    std::vector<Date> dates;
    for (int i = 1; i <= count; ++i) dates.push_back(today + i * days);
    return dates;
}

/// Fixes two days before each period of `months` and pays `lag` days after it.
inline Leg floating_leg(Index index, int currency, double nominal, std::vector<int> days, int lag = 0) {
    Leg leg{currency, {}};
    for (std::size_t i = 0; i + 1 < days.size(); ++i) {
        Coupon coupon;
        coupon.pay = today + days[i + 1] + lag;
        coupon.fixed = -nominal * (1.0 - 0.001 * (days[i + 1] - days[i]) / 360.0);
        coupon.floating = nominal;
        coupon.growth = {index, today + (days[i] - 2), today + days[i], today + days[i + 1], index == eonia};
        leg.coupons.push_back(coupon);
    }
    return leg;
}

inline Leg fixed_leg(int currency, double nominal, double rate, std::vector<int> days) {
    Leg leg{currency, {}};
    for (std::size_t i = 0; i + 1 < days.size(); ++i)
        leg.coupons.push_back(
            {today + days[i + 1], nominal * rate * (days[i + 1] - days[i]) / 360.0, 0.0, {}});
    return leg;
}

/// first, first + step, ... of `count` periods.
inline std::vector<int> days(int first, int step, int count) {
    std::vector<int> days;
    for (int i = 0; i <= count; ++i) days.push_back(first + i * step);
    return days;
}

inline LinearTrade payer_swap(double nominal, double rate, int first = 30) {
    return {{fixed_leg(0, -nominal, rate, days(first, 364, 10)),
             floating_leg(euribor, 0, nominal, days(first, 182, 20))},
            {}};
}

/// Today's value in base currency of what a trade of plain legs pays after a day.
inline double value_after(const World& world, const LinearTrade& trade, int day) {
    double value = 0.0;
    for (const Leg& leg : trade.legs)
        for (const Coupon& coupon : leg.coupons) {
            if (coupon.pay - today <= day) continue;
            const CurrencyMarket& currency = world.currencies[static_cast<std::size_t>(leg.currency)];
            double amount = coupon.fixed;
            if (coupon.growth.index >= 0) {
                const DailyCurve& curve =
                    world.indices[static_cast<std::size_t>(coupon.growth.index)].forwarding;
                amount += coupon.floating * curve(coupon.growth.start) / curve(coupon.growth.end);
            }
            value += currency.spot * amount * currency.discount(coupon.pay);
        }
    return value;
}

inline Book book(const std::vector<std::pair<std::string, Instrument>>& trades, Csa csa = {}) {
    Book book;
    book.today = today;
    for (const char* name : {"CPTY", "BANK", "SAFE"}) book.needs.credit(name);
    book.netting_sets.push_back({"NS", "CPTY", csa});
    for (const auto& [id, instrument] : trades) {
        Position position;
        position.id = id;
        position.instrument = instrument;
        book.positions.push_back(position);
    }
    return book;
}

inline XvaSettings settings(std::vector<Date> dates) {
    XvaSettings settings;
    settings.dates = std::move(dates);
    settings.paths = 1 << 13;
    settings.replicates = 16;
    settings.own_credit = bank;
    settings.threads = 2;
    return settings;
}

inline XvaResult run(const Book& book, const XvaSettings& settings) {
    return run_xva(book, world(), cross_asset_worlds::model(), settings,
                   std::vector<double>(book.positions.size(), 0.0));
}

/// The rows of one measure of a netting set (or a trade), by date, or the one that has none.
inline std::vector<Estimate> found(const XvaResult& result, const std::string& measure, int netting_set = 0,
                                   int position = -1) {
    std::vector<Estimate> estimates;
    for (const XvaRow& row : result.rows)
        if (row.measure == measure && row.netting_set == netting_set && row.position == position &&
            (!row.date || *row.date > today))
            estimates.push_back(row.estimate);
    return estimates;
}

}  // namespace snell::xva_worlds
