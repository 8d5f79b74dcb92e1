#include "portfolios/resolve/legs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "portfolios/resolve/coupons.h"

namespace snell {
namespace {

/// A leg while its flows gather.
class LegMaker {
  public:
    LegMaker(const LegTerms& terms, Sources& sources) : terms_(terms), sources_(sources) {
        leg_.currency = sources.needs.currency(terms.currency);
    }

    Leg make() {
        if (terms_.kind == LegTerms::Kind::cashflow) {
            for (const DatedAmount& flow : terms_.flows) add(flow.date, sign() * flow.amount);
        } else {
            const auto periods = sources_.periods.periods(terms_);
            const std::vector<double> notionals = each_notional(terms_, *periods);
            if (terms_.kind == LegTerms::Kind::fixed) add_fixed(*periods, notionals);
            if (terms_.kind == LegTerms::Kind::zero_coupon) add_zero_coupon(*periods, notionals);
            if (terms_.kind == LegTerms::Kind::floating) add_floating(*periods, notionals);
            add_exchanges(*periods, notionals);
        }
        std::stable_sort(leg_.coupons.begin(), leg_.coupons.end(),
                         [](const Coupon& a, const Coupon& b) { return a.pay < b.pay; });
        return std::move(leg_);
    }

  private:
    double sign() const { return terms_.payer ? -1.0 : 1.0; }

    void add(Coupon coupon) {
        if (coupon.pay <= sources_.today) return;
        sources_.needs.until(coupon.pay);
        leg_.coupons.push_back(coupon);
    }
    void add(Date pay, double amount) { add(Coupon{.pay = pay, .fixed = amount, .growth = {}}); }

    void add_fixed(const std::vector<LegPeriod>& periods, const std::vector<double>& notionals) {
        require(!terms_.rates.empty(), {"E459", "Rates", "a fixed leg needs a rate", ""});
        const std::vector<double> rates = each_period(terms_.rates, periods, 0.0);
        for (std::size_t i = 0; i < periods.size(); ++i)
            add(periods[i].pay, sign() * notionals[i] * rates[i] * periods[i].accrual);
    }

    void add_zero_coupon(const std::vector<LegPeriod>& periods, const std::vector<double>& notionals) {
        const double rate = each_period(terms_.rates, periods, 0.0).front();
        const bool simple = terms_.compounding == "Simple";
        require(simple || terms_.compounding.empty() || terms_.compounding == "Compounded",
                {"E459", "Compounding",
                 fmt::format("a zero coupon cannot be compounded as '{}'", terms_.compounding),
                 "Write Compounded or Simple"});
        double years = 0.0;
        for (const LegPeriod& period : periods) years += period.accrual;
        const double growth = simple ? 1.0 + rate * years : std::pow(1.0 + rate, years);
        add(periods.back().pay,
            sign() * notionals.back() * (growth - (terms_.subtract_notional ? 1.0 : 0.0)));
    }

    void add_floating(const std::vector<LegPeriod>& periods, const std::vector<double>& notionals) {
        const IndexFacts& index = find_index(terms_.index);
        if (index.currency != terms_.currency)
            throw TermsFault{"E459", "Index",
                             fmt::format("the leg pays {}, but {} is an index of {}", terms_.currency,
                                         index.name, index.currency),
                             "Quanto legs are not supported"};
        const std::vector<double> spreads = each_period(terms_.spreads, periods, 0.0);
        const std::vector<double> gearings = each_period(terms_.gearings, periods, 1.0);
        const auto seen = index.overnight ? nullptr : sources_.periods.fixings(terms_, index);
        for (std::size_t i = 0; i < periods.size(); ++i) {
            if (periods[i].pay <= sources_.today) continue;  // its fixings may be forgotten
            const RateTerms rate = {sign() * notionals[i], gearings[i], spreads[i]};
            if (!index.overnight)
                add(term_coupon(index, periods[i], (*seen)[i], rate, sources_));
            else if (terms_.averaging == LegTerms::Averaging::compounded)
                add(compounded_coupon(index, periods[i], rate, sources_));
            else
                for (const Coupon& part : averaged_coupons(index, periods[i], rate, sources_)) add(part);
        }
    }

    void add_exchanges(const std::vector<LegPeriod>& periods, const std::vector<double>& notionals) {
        if (terms_.initial_exchange)
            add(payment_date(terms_, periods.front().start), -sign() * notionals.front());
        if (terms_.amortizing_exchange)
            for (std::size_t i = 1; i < periods.size(); ++i)
                if (notionals[i] != notionals[i - 1])
                    add(payment_date(terms_, periods[i].start), sign() * (notionals[i - 1] - notionals[i]));
        if (terms_.final_exchange) add(payment_date(terms_, periods.back().end), sign() * notionals.back());
    }

    const LegTerms& terms_;
    Sources& sources_;
    Leg leg_;
};

}  // namespace

Leg resolve_leg(const LegTerms& terms, Sources& sources) { return LegMaker(terms, sources).make(); }

LinearTrade resolve_legs(const std::vector<LegTerms>& legs, Sources& sources) {
    LinearTrade trade;
    for (const LegTerms& leg : legs) {
        if (leg.reset.foreign.empty())
            trade.legs.push_back(resolve_leg(leg, sources));
        else
            trade.resetting.push_back(resolve_resetting_leg(leg, sources));
    }
    return trade;
}

std::optional<Date> last_payment(const LinearTrade& trade) {
    std::optional<Date> last;
    const auto take = [&last](Date date) { last = std::max(last.value_or(date), date); };
    for (const Leg& leg : trade.legs)
        if (!leg.coupons.empty()) take(leg.coupons.back().pay);
    for (const ResettingLeg& leg : trade.resetting)
        for (const ResetPeriod& period : leg.periods) take(std::max(period.end, period.coupon.pay));
    return last;
}

}  // namespace snell
