#include "portfolios/native/synthetic_book.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/math/exp.h"
#include "core/math/normal_inverse.h"
#include "core/philox.h"
#include "core/schedule.h"

namespace snell {
namespace {

/// The draws of one trade, in the order of asking.
class TradeDraws {
  public:
    TradeDraws(std::uint64_t seed, int trade)
        : philox_{seed, purpose}, trade_(static_cast<std::uint64_t>(trade)) {}

    double uniform() {
        if (left_ == 0) {
            philox_.uniforms(trade_, block_++, pair_[0], pair_[1]);
            left_ = 2;
        }
        return pair_[static_cast<std::size_t>(2 - left_--)];
    }
    /// 0 ... count - 1
    int pick(int count) { return static_cast<int>(uniform() * count); }
    double between(double low, double high) { return low + (high - low) * uniform(); }
    bool coin() { return uniform() < 0.5; }
    /// Ten million, times or over e for one deviation, to two significant digits.
    double notional() {
        const double raw = 1e7 * exp(normal_inverse(uniform()));
        double unit = 1.0;
        while (raw >= 100.0 * unit) unit *= 10.0;
        return std::round(raw / unit) * unit;
    }

  private:
    static constexpr std::uint32_t purpose = 0x5b;
    Philox philox_;
    std::uint64_t trade_;
    std::uint32_t block_ = 0;
    double pair_[2]{};
    int left_ = 0;
};

struct CurrencyFacts {
    const char *code, *index, *calendar, *fixed_day_counter, *floating_day_counter, *fixed_tenor;
};
constexpr std::array currencies{CurrencyFacts{"EUR", "EUR-EURIBOR-6M", "TARGET", "30/360", "A360", "1Y"},
                                CurrencyFacts{"USD", "USD-LIBOR-6M", "US,UK", "30/360", "A360", "6M"},
                                CurrencyFacts{"GBP", "GBP-LIBOR-6M", "UK", "A365", "A365", "6M"}};
/// Units of the first currency's money per unit; made-up strikes need no better.
constexpr std::array rough_spot{1.0, 0.9, 1.15};

ScheduleTerms schedule_of(const CurrencyFacts& currency, Date start, Date end, const char* tenor) {
    ScheduleTerms schedule;
    schedule.start = start;
    schedule.end = end;
    schedule.tenor = tenor;
    schedule.calendar = currency.calendar;
    schedule.convention = "MF";
    return schedule;
}

LegTerms leg_of(const CurrencyFacts& currency, LegTerms::Kind kind, double notional,
                const ScheduleTerms& schedule) {
    LegTerms leg;
    leg.kind = kind;
    leg.currency = currency.code;
    leg.notionals = {{notional}, {std::nullopt}};
    leg.schedule = schedule;
    leg.payment_convention = "MF";
    leg.day_counter =
        kind == LegTerms::Kind::fixed ? currency.fixed_day_counter : currency.floating_day_counter;
    if (kind == LegTerms::Kind::floating) leg.index = currency.index;
    return leg;
}

double basis_points(double rate) { return std::round(rate * 1e4) * 1e-4; }

class Maker {
  public:
    Maker(const SyntheticBookTerms& terms, int number)
        : today_(terms.today), draws_(terms.seed, number), number_(number) {}

    TermsOfTrade make(std::string& type) {
        const int kind = number_ % 100;
        if (kind < 80) return type = "Swap", swap();
        if (kind < 86) return type = "FxForward", fx_forward();
        if (kind < 90) return type = "Swap", cross_currency_swap();
        if (kind < 93) return type = "FxOption", fx_option();
        if (kind < 96) return type = "Swaption", swaption();
        if (kind < 98) return type = "CapFloor", cap_floor();
        return type = "EquityOption", equity_option();
    }

  private:
    Date today_;
    TradeDraws draws_;
    int number_;

    const CurrencyFacts& currency() { return currencies[static_cast<std::size_t>(draws_.pick(3))]; }
    Date later(int months) { return add_months(today_, months); }

    std::vector<LegTerms> swap_legs(const CurrencyFacts& of, Date start, int years) {
        const Date end = add_months(start, 12 * years);
        const double notional = draws_.notional();
        LegTerms fixed =
            leg_of(of, LegTerms::Kind::fixed, notional, schedule_of(of, start, end, of.fixed_tenor));
        fixed.rates = {{basis_points(draws_.between(0.01, 0.04))}, {std::nullopt}};
        LegTerms floating = leg_of(of, LegTerms::Kind::floating, notional, schedule_of(of, start, end, "6M"));
        fixed.payer = draws_.coin();
        floating.payer = !fixed.payer;
        return {fixed, floating};
    }

    SwapTerms swap() {
        const CurrencyFacts& of = currency();
        const int years = 1 + draws_.pick(30);
        // Half have begun, at most their own length minus a month ago; the others begin within half a year.
        const int begun = draws_.coin() ? draws_.pick(12 * years - 1) : -draws_.pick(6);
        return {swap_legs(of, add_months(today_, -begun) + draws_.pick(20), years)};
    }

    SwapTerms cross_currency_swap() {
        const int foreign = 1 + draws_.pick(2), years = 2 + draws_.pick(14);
        const CurrencyFacts& home = currencies[0];
        const CurrencyFacts& away = currencies[static_cast<std::size_t>(foreign)];
        const Date start = later(-draws_.pick(12 * years - 1)), end = add_months(start, 12 * years);
        const double notional = draws_.notional(),
                     rate = rough_spot[static_cast<std::size_t>(foreign)] * draws_.between(0.9, 1.1);
        LegTerms one = leg_of(home, LegTerms::Kind::floating, std::round(notional * rate),
                              schedule_of(home, start, end, "6M"));
        LegTerms other =
            leg_of(away, LegTerms::Kind::floating, notional, schedule_of(away, start, end, "6M"));
        one.spreads = {{basis_points(draws_.between(-0.003, 0.003))}, {std::nullopt}};
        for (LegTerms* leg : {&one, &other}) leg->initial_exchange = leg->final_exchange = true;
        one.payer = draws_.coin();
        other.payer = !one.payer;
        return {{one, other}};
    }

    /// Two currencies, bought and sold, and amounts near the rate of exchange.
    template <class Terms>
    void fill_amounts(Terms& terms) {
        const auto foreign = static_cast<std::size_t>(1 + draws_.pick(2));
        const double amount = draws_.notional();
        const double home = std::round(amount * rough_spot[foreign] * draws_.between(0.9, 1.1));
        const bool buys_home = draws_.coin();
        terms.bought = currencies[buys_home ? 0 : foreign].code;
        terms.sold = currencies[buys_home ? foreign : 0].code;
        terms.bought_amount = buys_home ? home : amount;
        terms.sold_amount = buys_home ? amount : home;
    }

    FxForwardTerms fx_forward() {
        FxForwardTerms terms;
        terms.value_date = later(1 + draws_.pick(36));
        fill_amounts(terms);
        return terms;
    }

    FxOptionTerms fx_option() {
        FxOptionTerms terms;
        terms.is_long = draws_.coin();
        terms.is_call = draws_.coin();
        terms.expiry = later(1 + draws_.pick(60));
        fill_amounts(terms);
        return terms;
    }

    SwaptionTerms swaption() {
        SwaptionTerms terms;
        const CurrencyFacts& of = currency();
        terms.is_long = draws_.coin();
        const Date expiry = later(3 + draws_.pick(117));
        terms.exercise.dates = {expiry};
        terms.settlement =
            draws_.coin() ? SwaptionTerms::Settlement::physical : SwaptionTerms::Settlement::cash;
        terms.legs = swap_legs(of, expiry + 2, 1 + draws_.pick(15));
        return terms;
    }

    CapFloorTerms cap_floor() {
        CapFloorTerms terms;
        const CurrencyFacts& of = currency();
        const int years = 1 + draws_.pick(10);
        const Date start = later(draws_.pick(12));
        terms.is_long = draws_.coin();
        terms.leg = leg_of(of, LegTerms::Kind::floating, draws_.notional(),
                           schedule_of(of, start, add_months(start, 12 * years), "6M"));
        (draws_.coin() ? terms.caps : terms.floors) = {{basis_points(draws_.between(0.01, 0.05))},
                                                       {std::nullopt}};
        return terms;
    }

    EquityOptionTerms equity_option() {
        EquityOptionTerms terms;
        terms.is_long = draws_.coin();
        terms.is_call = draws_.coin();
        const bool american = draws_.coin();
        terms.equity = american ? "SP5" : "STOXX50";
        terms.currency = american ? "USD" : "EUR";
        terms.expiry = later(1 + draws_.pick(36));
        terms.strike = std::round((american ? 5000.0 : 4500.0) * draws_.between(0.8, 1.2));
        terms.quantity = std::round(draws_.notional() / terms.strike);
        return terms;
    }
};

}  // namespace

std::string synthetic_netting_set(int number) { return fmt::format("NS-{:05}", number); }
std::string synthetic_counterparty(int number) { return fmt::format("CP-{:05}", number); }

std::vector<TradeTerms> synthetic_book(const SyntheticBookTerms& terms) {
    std::vector<TradeTerms> book;
    book.reserve(static_cast<std::size_t>(terms.trades));
    for (int i = 0; i < terms.trades; ++i) {
        TradeTerms trade;
        trade.id = fmt::format("T-{:07}", i);
        // The kind goes by i mod 100, so the set goes by a number that does not share its period.
        const int set = (i / 100 + i) % terms.netting_sets;
        trade.netting_set = synthetic_netting_set(set);
        trade.counterparty = synthetic_counterparty(set);
        trade.terms = Maker(terms, i).make(trade.type);
        book.push_back(std::move(trade));
    }
    return book;
}

}  // namespace snell
