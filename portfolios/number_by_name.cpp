#include "portfolios/number_by_name.h"

#include <algorithm>

namespace snell {
namespace {

/// The new number of each old one.
class Numbers {
  public:
    Numbers(const std::vector<std::string>& before, const std::vector<std::string>& after) {
        for (const std::string& name : before)
            new_.push_back(static_cast<int>(std::find(after.begin(), after.end(), name) - after.begin()));
    }
    /// Negative numbers stand for none.
    void change(int& number) const {
        if (number >= 0) number = new_.at(static_cast<std::size_t>(number));
    }

  private:
    std::vector<int> new_;
};

class Renumbering {
  public:
    Renumbering(const MarketNeeds& before, const MarketNeeds& after)
        : currencies_(before.currencies(), after.currencies()),
          indices_(before.indices(), after.indices()),
          equities_(before.equities(), after.equities()),
          credits_(before.credits(), after.credits()),
          yield_curves_(before.yield_curves(), after.yield_curves()) {}

    void currency(int& number) const { currencies_.change(number); }

    void operator()(LinearTrade& trade) const {
        for (Leg& leg : trade.legs) change(leg);
        for (ResettingLeg& leg : trade.resetting) {
            currencies_.change(leg.currency);
            currencies_.change(leg.foreign);
            for (ResetPeriod& period : leg.periods) indices_.change(period.coupon.growth.index);
        }
    }
    void operator()(ForwardRateAgreement& trade) const {
        currencies_.change(trade.currency);
        indices_.change(trade.growth.index);
    }
    void operator()(FxOption& trade) const {
        currencies_.change(trade.bought);
        currencies_.change(trade.sold);
    }
    void operator()(EquityForward& trade) const { change_equity(trade); }
    void operator()(EquityOption& trade) const { change_equity(trade); }
    void operator()(Swaption& trade) const {
        currencies_.change(trade.currency);
        (*this)(trade.underlying);
    }
    void operator()(BermudanSwaption& trade) const {
        currencies_.change(trade.currency);
        (*this)(trade.held);
        (*this)(trade.underlying);
    }
    void operator()(CapFloor& trade) const {
        currencies_.change(trade.currency);
        for (Optionlet& each : trade.optionlets) indices_.change(each.coupon.growth.index);
    }
    void operator()(CreditDefaultSwap& trade) const {
        currencies_.change(trade.currency);
        credits_.change(trade.credit);
    }
    void operator()(Bond& trade) const {
        change(trade.leg);
        yield_curves_.change(trade.reference_curve);
        credits_.change(trade.credit);
    }

  private:
    Numbers currencies_, indices_, equities_, credits_, yield_curves_;

    void change(Leg& leg) const {
        currencies_.change(leg.currency);
        for (Coupon& coupon : leg.coupons) indices_.change(coupon.growth.index);
    }
    template <class Trade>
    void change_equity(Trade& trade) const {
        currencies_.change(trade.currency);
        equities_.change(trade.equity);
    }
};

}  // namespace

void number_by_name(Book& book) {
    MarketNeeds sorted = book.needs.by_name();
    const Renumbering renumber(book.needs, sorted);
    for (NettingSet& set : book.netting_sets) renumber.currency(set.csa.currency);
    for (Position& position : book.positions) {
        renumber.currency(position.notional_currency);
        std::visit(renumber, position.instrument);
    }
    book.needs = std::move(sorted);
}

}  // namespace snell
