#include "models/market/write_quotes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/csv.h"
#include "core/math/log.h"
#include "models/market/quote_kind.h"

namespace snell {
namespace {

/// Largest relative error that leaving out days may cause.
constexpr double thinning = 1e-13;

class QuoteWriter {
  public:
    explicit QuoteWriter(Date today) : today_(today) {}

    void number(QuoteKind kind, const std::string& name, double value) { row(kind, name, ",,", value); }

    void curve(QuoteKind kind, const std::string& name, const DailyCurve& curve) {
        for (const int day : thinned_days(curve))
            if (day > 0)
                row(kind, name, print(today_ + day) + ",,", curve.values[static_cast<std::size_t>(day)]);
    }

    void option(QuoteKind kind, const VolatilityNeed& need, double value) {
        const std::string end = need.end == need.expiry ? "" : print(need.end);
        row(kind, need.name, fmt::format("{},{},{}", print(need.expiry), end, print_number(need.strike)),
            value);
    }

    void currency(const std::string& equity, const std::string& code) {
        fmt::format_to(std::back_inserter(text_), "{},{},,,,{}\n", equity_currency, csv_field(equity), code);
    }

    std::string text() && { return std::move(text_); }

  private:
    Date today_;
    std::string text_ = "kind,name,date,end,strike,value\n";

    void row(QuoteKind kind, const std::string& name, const std::string& where, double value) {
        fmt::format_to(std::back_inserter(text_), "{},{},{},{}\n", entry_of(kind).name, csv_field(name),
                       where, print_number(value));
    }
};

void write(QuoteWriter& writer, const World& world, const CurrencyMarket& item) {
    if (!item.fault.empty()) return;
    if (item.code != world.base) writer.number(QuoteKind::spot, item.code, item.spot);
    writer.curve(QuoteKind::discount_factor, item.code, item.discount);
}

/// Dividends over the discount factors of the currency, where the equity was forecast on a curve of its own.
DailyCurve dividends_of(const EquityMarket& item, const DailyCurve& discount) {
    DailyCurve curve = item.dividend;
    const std::size_t days =
        std::min({curve.values.size(), item.discount.values.size(), discount.values.size()});
    curve.values.resize(days);
    for (std::size_t day = 0; day < days; ++day)
        curve.values[day] *= discount.values[day] / item.discount.values[day];
    return curve;
}

void write(QuoteWriter& writer, const World& world, const EquityMarket& item) {
    if (!item.fault.empty()) return;
    const CurrencyMarket& currency = world.currencies[static_cast<std::size_t>(item.currency)];
    writer.number(QuoteKind::equity, item.name, item.spot);
    writer.currency(item.name, currency.code);
    writer.curve(QuoteKind::dividend_factor, item.name, dividends_of(item, currency.discount));
}

void write(QuoteWriter& writer, const CreditMarket& item) {
    if (!item.fault.empty()) return;
    writer.curve(QuoteKind::survival, item.name, item.survival);
    writer.number(QuoteKind::recovery, item.name, item.recovery);
}

void write(QuoteWriter& writer, Date today, const VolatilityNeed& need, const MarketVolatility& item) {
    if (!item.fault.empty()) return;
    const Years years = year_fraction(today, need.expiry);
    const double scale = years > 0.0 && item.years > 0.0 ? std::sqrt(item.years / years) : 1.0;
    const bool normal = item.kind == MarketVolatility::Kind::normal;
    writer.option(normal ? QuoteKind::normal_volatility : QuoteKind::volatility, need, item.value * scale);
    if (item.kind == MarketVolatility::Kind::shifted_lognormal)
        writer.option(QuoteKind::shift, need, item.shift);
}

}  // namespace

std::vector<int> thinned_days(const DailyCurve& curve) {
    std::vector<double> logarithms;
    for (const double value : curve.values) logarithms.push_back(log(value));
    std::vector<int> kept{0};
    const int last = static_cast<int>(logarithms.size()) - 1;
    // The slopes from the last day that was kept which meet every day since.
    double least = -std::numeric_limits<double>::infinity(), most = -least;
    for (int day = 1; day <= last; ++day) {
        const auto from = static_cast<std::size_t>(kept.back());
        const double days = day - kept.back(),
                     rise = logarithms[static_cast<std::size_t>(day)] - logarithms[from];
        if (rise / days < least || rise / days > most) {
            kept.push_back(day - 1);
            const double step =
                logarithms[static_cast<std::size_t>(day)] - logarithms[static_cast<std::size_t>(day) - 1];
            least = step - thinning;
            most = step + thinning;
            continue;
        }
        least = std::max(least, (rise - thinning) / days);
        most = std::min(most, (rise + thinning) / days);
    }
    if (kept.back() != last) kept.push_back(last);
    return kept;
}

std::string write_quotes(const World& world, const MarketNeeds& needs) {
    QuoteWriter writer(world.today);
    for (const CurrencyMarket& item : world.currencies) write(writer, world, item);
    for (const IndexMarket& item : world.indices)
        if (item.fault.empty()) writer.curve(QuoteKind::forward_factor, item.name, item.forwarding);
    for (const YieldMarket& item : world.yield_curves)
        if (item.fault.empty()) writer.curve(QuoteKind::yield_factor, item.name, item.discount);
    for (const EquityMarket& item : world.equities) write(writer, world, item);
    for (const CreditMarket& item : world.credits) write(writer, item);
    for (std::size_t i = 0; i < world.volatilities.size(); ++i)
        write(writer, world.today, needs.volatilities()[i], world.volatilities[i]);
    return std::move(writer).text();
}

}  // namespace snell
