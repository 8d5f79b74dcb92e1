#include "models/market/quoted_world.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/closest.h"
#include "core/field_reader.h"
#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/node_curve.h"
#include "models/curve.h"

namespace snell {
namespace {

/// Fills a curve from quotes of one kind or another, or says which are missing.
class CurveBuilder {
  public:
    CurveBuilder(const QuoteTable& quotes, const MarketNeeds& needs)
        : quotes_(quotes), days_(std::max(needs.horizon() - quotes.today(), 0)) {}

    /// From rates, continuously compounded: their product with time is linear between quotes.
    DailyCurve of_rates(const QuoteSeries& rates) const {
        DailyCurve curve{quotes_.today(), std::vector<double>(static_cast<std::size_t>(days_) + 1)};
        const std::vector<Years>& times = rates.times;
        std::size_t next = 0;  // the first quote at or after the day
        for (int day = 0; day <= days_; ++day) {
            const Years t = day / 365.0;
            while (next < times.size() && times[next] < t) ++next;
            double accumulated;
            if (next == 0 || next >= times.size())
                accumulated = (next == 0 ? rates.values.front() : rates.values.back()) * t;
            else {
                const double left = rates.values[next - 1] * times[next - 1],
                             right = rates.values[next] * times[next];
                accumulated =
                    left + (right - left) * ((t - times[next - 1]) / (times[next] - times[next - 1]));
            }
            curve.values[static_cast<std::size_t>(day)] = exp(-accumulated);
        }
        return curve;
    }

    /// From factors at dates: their logarithm is linear in time, and flat forward beyond the last.
    DailyCurve of_factors(const QuoteSeries& factors) const {
        QuoteSeries rates = factors;
        for (std::size_t i = 0; i < rates.times.size(); ++i)
            rates.values[i] = -log(factors.values[i]) / rates.times[i];
        const Years last = rates.times.empty() ? 0.0 : rates.times.back();
        if (rates.times.size() >= 2 && last < days_ / 365.0) extend(rates);
        return of_rates(rates);
    }

    /// The first kind that is quoted; an empty curve and a fault where none is.
    DailyCurve build(QuoteKind rates, QuoteKind factors, std::string_view name, std::string& fault) const {
        if (const QuoteSeries* found = quotes_.find(factors, name)) return of_factors(*found);
        if (const QuoteSeries* found = quotes_.find(rates, name)) return of_rates(*found);
        fault = fmt::format("the market has no {} of '{}'. Add [quotes.{}] {} = ...", entry_of(rates).about,
                            name, entry_of(rates).name, name);
        return {quotes_.today(), {}};
    }

  private:
    const QuoteTable& quotes_;
    int days_;

    /// Goes on with the last forward rate, as a curve of rates goes on with the last rate.
    void extend(QuoteSeries& rates) const {
        const std::size_t n = rates.times.size();
        const double before = rates.times[n - 2] * rates.values[n - 2],
                     last = rates.times[n - 1] * rates.values[n - 1];
        const double forward = (last - before) / (rates.times[n - 1] - rates.times[n - 2]);
        const Years end = days_ / 365.0;
        rates.values.push_back((last + forward * (end - rates.times[n - 1])) / end);
        rates.times.push_back(end);
    }
};

std::string currency_of_index(const std::string& index) { return index.substr(0, index.find('-')); }

int number_of(const std::vector<std::string>& names, std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<int>(i);
    return -1;
}

/// Volatility at expiry from total variance that is linear in time.
double volatility_at(const QuoteSeries& quotes, Years expiry) {
    const Curve<double> curve(quotes.times, quotes.values);
    if (expiry <= 0.0) return quotes.values.front();
    return sqrt(curve.total_variance(expiry) / expiry);
}

class WorldBuilder {
  public:
    WorldBuilder(const QuoteTable& quotes, const MarketNeeds& needs)
        : quotes_(quotes), needs_(needs), curves_(quotes, needs) {}

    World build() {
        world_.today = quotes_.today();
        world_.base = needs_.currencies().empty() ? "" : needs_.currencies().front();
        for (const std::string& code : needs_.currencies()) add_currency(code);
        for (const std::string& name : needs_.indices()) add_index(name);
        for (const std::string& name : needs_.equities()) add_equity(name);
        for (const std::string& name : needs_.credits()) add_credit(name);
        for (const std::string& name : needs_.yield_curves()) {
            YieldMarket item;
            item.name = name;
            item.discount = curves_.build(QuoteKind::yield, QuoteKind::yield_factor, name, item.fault);
            world_.yield_curves.push_back(std::move(item));
        }
        for (const VolatilityNeed& need : needs_.volatilities()) add_volatility(need);
        return std::move(world_);
    }

  private:
    const QuoteTable& quotes_;
    const MarketNeeds& needs_;
    CurveBuilder curves_;
    World world_;

    void add_currency(const std::string& code) {
        CurrencyMarket item;
        item.code = code;
        item.discount = curves_.build(QuoteKind::discount, QuoteKind::discount_factor, code, item.fault);
        if (code != world_.base) {
            if (const QuoteSeries* spot = quotes_.find(QuoteKind::spot, code))
                item.spot = spot->values.front();
            else
                item.fault = fmt::format(
                    "the market has no exchange rate of '{}'. Add [quotes.spot] {} = ...", code, code);
        }
        world_.currencies.push_back(std::move(item));
    }

    void add_index(const std::string& name) {
        IndexMarket item;
        item.name = name;
        item.currency = number_of(needs_.currencies(), currency_of_index(name));
        item.forwarding = curves_.build(QuoteKind::forward, QuoteKind::forward_factor, name, item.fault);
        if (item.currency < 0)
            item.fault = fmt::format("index '{}' is in a currency that no trade has", name);
        world_.indices.push_back(std::move(item));
    }

    void add_equity(const std::string& name) {
        EquityMarket item;
        item.name = name;
        item.currency = number_of(needs_.currencies(), quotes_.currency_of(name));
        const QuoteSeries* price = quotes_.find(QuoteKind::equity, name);
        if (!price)
            item.fault =
                fmt::format("the market has no price of '{}'. Add [quotes.equity] {} = ...", name, name);
        else if (item.currency < 0)
            item.fault = fmt::format(
                "the currency of '{}' is not known. Add [quotes.equity_currency] {} = \"USD\"", name, name);
        else {
            item.spot = price->values.front();
            item.discount = world_.currencies[static_cast<std::size_t>(item.currency)].discount;
            std::string none;
            item.dividend = curves_.build(QuoteKind::dividend, QuoteKind::dividend_factor, name, none);
            if (!none.empty()) item.dividend = curves_.of_rates({{}, {0.0}, {}});
        }
        world_.equities.push_back(std::move(item));
    }

    void add_credit(const std::string& name) {
        CreditMarket item;
        item.name = name;
        item.survival = curves_.build(QuoteKind::hazard, QuoteKind::survival, name, item.fault);
        if (const QuoteSeries* recovery = quotes_.find(QuoteKind::recovery, name))
            item.recovery = recovery->values.front();
        world_.credits.push_back(std::move(item));
    }

    /// The option's own quote, else that of its expiry; of a pair the other way round, too.
    void add_volatility(const VolatilityNeed& need) {
        MarketVolatility item;
        item.years = year_fraction(world_.today, need.expiry);
        std::vector<std::string> names{need.name};
        if (need.kind == VolatilityNeed::Kind::fx && need.name.size() == 6)
            names.push_back(need.name.substr(3) + need.name.substr(0, 3));
        for (const std::string& name : names)
            if (take(need, name, QuoteKind::volatility, item) ||
                take(need, name, QuoteKind::normal_volatility, item)) {
                world_.volatilities.push_back(std::move(item));
                return;
            }
        item.fault = fmt::format("the market has no volatility of '{}'. Add [quotes.volatility] {} = ...",
                                 need.name, need.name);
        world_.volatilities.push_back(std::move(item));
    }

    /// That of the option alone, else that of its expiry.
    std::optional<double> quote_of(const VolatilityNeed& need, const std::string& name, QuoteKind kind,
                                   Years expiry) const {
        if (const auto point = quotes_.point(kind, name, {need.expiry, need.end, need.strike})) return point;
        const QuoteSeries* quotes = quotes_.find(kind, name);
        return quotes ? std::optional(volatility_at(*quotes, expiry)) : std::nullopt;
    }

    bool take(const VolatilityNeed& need, const std::string& name, QuoteKind kind,
              MarketVolatility& item) const {
        const auto quote = quote_of(need, name, kind, item.years);
        if (!quote) return false;
        item.value = *quote;
        item.kind = kind == QuoteKind::volatility ? MarketVolatility::Kind::lognormal
                                                  : MarketVolatility::Kind::normal;
        const bool of_a_rate =
            need.kind == VolatilityNeed::Kind::swaption || need.kind == VolatilityNeed::Kind::cap;
        if (kind != QuoteKind::volatility || !of_a_rate) return true;
        item.shift = shift_of(need, name);
        if (item.shift > 0.0) item.kind = MarketVolatility::Kind::shifted_lognormal;
        return true;
    }

    double shift_of(const VolatilityNeed& need, const std::string& name) const {
        if (const auto point = quotes_.point(QuoteKind::shift, name, {need.expiry, need.end, need.strike}))
            return *point;
        const QuoteSeries* shift = quotes_.find(QuoteKind::shift, name);
        return shift ? shift->values.front() : 0.0;
    }
};

}  // namespace

World quoted_world(const QuoteTable& quotes, const MarketNeeds& needs) {
    return WorldBuilder(quotes, needs).build();
}

}  // namespace snell
