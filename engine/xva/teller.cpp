#include "engine/xva/teller.h"

#include <algorithm>
#include <stdexcept>

#include "engine/xva/flows.h"
#include "engine/xva/rate_option.h"

namespace snell {

void Teller::claim(const Claim& claim) {
    if (claim.weight == 0.0 || claim.until <= std::max(claim.from, 0) || claim.from > book_->last()) return;
    if (claim.row >= 0) book_->keep_until(claim.row, claim.until - 1);
    unit_.claims.push_back(claim);
}

void Teller::fixed(const FlowPlace& place, int pay, double amount) {
    if (pay <= 0 || amount == 0.0) return;
    claim({.weight = amount,
           .basis = bond(place.currency, pay),
           .row = place.row,
           .scale = place.scale,
           .from = place.from,
           .until = std::min(pay, place.until)});
}

void Teller::coupon(const FlowPlace& place, const Coupon& coupon, double times) {
    if (day(coupon.pay) <= 0) return;
    fixed(place, day(coupon.pay), times * coupon.fixed);
    const double amount = times * coupon.floating;
    if (coupon.growth.index < 0 || amount == 0.0) return;
    coupon.growth.overnight ? overnight(place, coupon, amount) : floating(place, coupon, amount);
}

/// Days by which a fixing is seen late; the period that it then stands for ends with the market's curves.
int Teller::delay(const Growth& growth, int seen) const {
    return std::min(seen - std::max(0, day(growth.fixing)),
                    book_->view().days() - 1 - std::max(day(growth.start), day(growth.end)));
}

void Teller::floating(const FlowPlace& place, const Coupon& coupon, double amount) {
    const Growth& growth = coupon.growth;
    const int pay = day(coupon.pay), start = day(growth.start), end = day(growth.end);
    const int seen = book_->seen(growth.fixing);
    claim({.weight = amount,
           .basis = book_->basis({place.currency, growth.index, start, end, pay}),
           .row = place.row,
           .scale = place.scale,
           .from = place.from,
           .until = std::min({seen, pay, place.until})});
    if (seen >= std::min(pay, place.until) || seen > book_->last()) return;
    const int late = delay(growth, seen);
    int row = book_->growth_row(growth.index, seen, start + late, end + late);
    if (place.row >= 0) {
        const int both = std::max(seen, place.from);
        book_->keep_until(row, both);
        row = book_->product_row(place.row, row, both);
    }
    claim({.weight = amount,
           .basis = bond(place.currency, pay),
           .row = row,
           .scale = place.scale,
           .from = std::max(seen, place.from),
           .until = std::min(pay, place.until)});
}

/// Compounded growth is rolled on simulated dates: over each step, what the curve seen at its beginning says.
void Teller::overnight(const FlowPlace& place, const Coupon& coupon, double amount) {
    const Growth& growth = coupon.growth;
    const int pay = day(coupon.pay), start = std::max(0, day(growth.start)), end = day(growth.end);
    const auto ahead = [&](int from, int until) {
        return book_->basis({place.currency, growth.index, from, until, pay});
    };
    claim({.weight = amount,
           .basis = ahead(day(growth.start), end),
           .row = place.row,
           .scale = place.scale,
           .from = place.from,
           .until = std::min({start, pay, place.until})});
    if (start >= std::min(pay, place.until) || start > book_->last()) return;
    const auto step = [&](int from) { return std::min(end, book_->next(from)); };
    int row = -1;
    for (int from = start; from < end && from <= book_->last(); from = step(from)) {
        const MarketDay now(book_->view(), from);
        const int currency = book_->view().world().indices[static_cast<std::size_t>(growth.index)].currency;
        Event event;
        event.day = from;
        event.factor = now.plain(currency, now.growth(growth.index, from, step(from)));
        if (row < 0) {
            row = book_->own_row(event);
        } else {
            event.kind = Event::Kind::roll;
            event.row = row;
            book_->change_row(event);
            book_->keep_until(row, from);
        }
        const int counted = std::max(from, place.from);
        const int until = std::min(place.until, step(from) == end ? pay : std::min(pay, step(from)));
        const int known =
            place.row >= 0 && until > counted ? book_->product_row(place.row, row, counted) : row;
        claim({.weight = amount,
               .basis = ahead(step(from), end),
               .row = known,
               .scale = place.scale,
               .from = counted,
               .until = until});
    }
}

void Teller::reset_period(const ResettingLeg& leg, const ResetPeriod& period) {
    if (period.foreign_amount == 0.0) {
        const FlowPlace place{.currency = leg.currency};
        if (period.start_is_paid) fixed(place, day(period.start), -period.known_notional);
        fixed(place, day(period.end), period.known_notional);
        coupon(place, period.coupon, period.known_notional);
        return;
    }
    const int seen = book_->seen(period.reset);
    ResetPeriod quoted = period;
    quoted.foreign_amount *= carry_until_spot(book_->view().world(), leg);
    reset_ahead(leg, quoted, seen);
    if (seen > book_->last()) return;
    const int delivery = std::max(seen, day(period.start));
    const LogLinear rate =
        MarketDay(book_->view(), seen).exchange_forward(leg.foreign, leg.currency, delivery);
    reset_behind(quoted,
                 {.currency = leg.currency, .row = book_->set_row(delivery, seen, rate), .from = seen});
}

/// Before its reset a period is worth the foreign amount, at the forward rate for its start S, times what one
/// unit of notional brings: foreign * X P_f(t, S) / P_d(t, S) * unit value.  The covariance of the two is
/// left out; it vanishes for a leg that earns its own discount curve.
void Teller::reset_ahead(const ResettingLeg& leg, const ResetPeriod& period, int seen) {
    const int start = day(period.start);
    const auto add = [&](double amount, BasisKey key) {
        if (key.pay <= 0 || amount == 0.0) return;
        key.currency = leg.currency;
        key.relative = start;
        claim({.weight = period.foreign_amount * amount,
               .basis = book_->basis(key),
               .second = bond(leg.foreign, start),
               .until = std::min(seen, key.pay)});
    };
    const Coupon& coupon = period.coupon;
    if (period.start_is_paid) add(-1.0, {.pay = day(period.start)});
    add(1.0, {.pay = day(period.end)});
    add(coupon.fixed, {.pay = day(coupon.pay)});
    if (coupon.growth.index >= 0)
        add(coupon.floating,
            {0, coupon.growth.index, day(coupon.growth.start), day(coupon.growth.end), day(coupon.pay)});
}

void Teller::reset_behind(const ResetPeriod& period, const FlowPlace& place) {
    if (period.start_is_paid) fixed(place, day(period.start), -period.foreign_amount);
    fixed(place, day(period.end), period.foreign_amount);
    coupon(place, period.coupon, period.foreign_amount);
}

void Teller::spot_option(const SpotOption& option, int currency, int pay, const LogLinear& price) {
    if (pay <= 0) return;
    if (option.expiry > 0) unit_.spot_options.push_back(option);
    const int seen = std::max(0, option.expiry);
    if (seen >= pay || seen > book_->last()) return;
    Event event;
    event.kind = Event::Kind::payoff;
    event.day = seen;
    event.first = book_->set_row(seen, seen, price);
    event.sign = option.sign;
    event.fixed = -option.cash_amount;
    event.floating = option.asset_amount;
    const int row = book_->own_row(event);
    claim({.weight = option.weight, .basis = bond(currency, pay), .row = row, .from = seen, .until = pay});
}

void Teller::optionlet(int currency, const Optionlet& optionlet) {
    const Coupon& coupon = optionlet.coupon;
    const Growth& growth = coupon.growth;
    const int pay = day(coupon.pay);
    if (pay <= 0) return;
    if (growth.index < 0)
        return fixed({.currency = currency}, pay,
                     optionlet.position * std::max(optionlet.sign * coupon.fixed, 0.0));
    const int start = day(growth.start), end = day(growth.end), seen = book_->seen(growth.fixing);
    if (seen > 0) {
        RateOption option;
        option.currency = currency;
        option.expiry = std::min(seen, std::max(0, day(growth.fixing)));
        option.position = optionlet.position;
        option.terms = {
            {optionlet.sign * coupon.fixed, bond(currency, pay)},
            {optionlet.sign * coupon.floating, book_->basis({currency, growth.index, start, end, pay})}};
        if (const MarketVolatility* volatility = book_->quote(optionlet.volatility))
            option.quote = {*volatility,
                            optionlet.sign,
                            optionlet.nominal * optionlet.accrual,
                            optionlet.strike,
                            {{1.0, bond(currency, pay)}}};
        rate_option(option);
    }
    if (seen >= pay || seen > book_->last()) return;
    const int late = delay(growth, seen);
    Event event;
    event.kind = Event::Kind::payoff;
    event.day = seen;
    event.first = book_->growth_row(growth.index, seen, start + late, end + late);
    event.sign = optionlet.sign;
    event.fixed = coupon.fixed;
    event.floating = coupon.floating;
    book_->keep_until(event.first, seen);
    const int row = book_->own_row(event);
    claim(
        {.weight = optionlet.position, .basis = bond(currency, pay), .row = row, .from = seen, .until = pay});
}

void Teller::rate_option(const RateOption& option) {
    if (option.expiry > 0) unit_.rate_options.push_back(option);
}

void Teller::option_terms(const LinearTrade& underlying, std::span<const int> first, RateOption& option) {
    for (const bool fixed_legs : {true, false}) {
        for (std::size_t l = 0; l < underlying.legs.size(); ++l) {
            const Leg& leg = underlying.legs[l];
            const auto begin = static_cast<std::size_t>(first.empty() ? 0 : first[l]);
            const bool is_fixed = std::all_of(leg.coupons.begin(), leg.coupons.end(),
                                              [](const Coupon& c) { return c.growth.index < 0; });
            if (is_fixed != fixed_legs) continue;
            if (leg.currency != option.currency)
                throw std::runtime_error("a swaption on legs of two currencies has no closed form here");
            for (const Coupon& coupon : std::span(leg.coupons).subspan(begin)) {
                const int pay = day(coupon.pay);
                if (pay <= option.expiry) continue;
                if (coupon.fixed != 0.0) option.terms.push_back({coupon.fixed, bond(leg.currency, pay)});
                if (coupon.growth.index >= 0)
                    option.terms.push_back({coupon.floating, book_->basis({leg.currency, coupon.growth.index,
                                                                           day(coupon.growth.start),
                                                                           day(coupon.growth.end), pay})});
            }
        }
        if (fixed_legs) option.fixed_terms = static_cast<int>(option.terms.size());
    }
}

}  // namespace snell
