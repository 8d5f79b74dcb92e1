#pragma once
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/date.h"

/// What a book asks of today's market.  The book asks and keeps the number it was given; whoever supplies the
/// market answers every need at the same number, or with the reason why it cannot.
namespace snell {

/// A market volatility that prices an option today.
struct VolatilityNeed {
    enum class Kind { fx, equity, swaption, cap };
    Kind kind = Kind::fx;
    std::string name;  ///< "EURUSD" (EUR in USD), an equity, a currency (swaption), an index (cap)
    Date expiry;
    Date end;             ///< swaption: end of the underlying swap; otherwise equal to expiry
    double strike = 0.0;  ///< as the trade has it: quote currency per base, price, or rate

    friend bool operator==(const VolatilityNeed&, const VolatilityNeed&) = default;
};

/// Each list in the order of first asking, without repetition.
class MarketNeeds {
  public:
    int currency(std::string_view code) { return number(currencies_, code); }       ///< "EUR"
    int index(std::string_view name) { return number(indices_, name); }             ///< "EUR-EURIBOR-6M"
    int equity(std::string_view name) { return number(equities_, name); }           ///< "SP5"
    int credit(std::string_view name) { return number(credits_, name); }            ///< "CPTY_A"
    int yield_curve(std::string_view name) { return number(yield_curves_, name); }  ///< "BANK_EUR_LEND"
    int volatility(const VolatilityNeed& need);
    /// The market must know every date up to this one.
    void until(Date date) { horizon_ = date > horizon_ ? date : horizon_; }

    /// The same needs, the first currency (the base) first and all other names by their letters: numbers that
    /// do not depend on who asked first.  Volatilities stay in their order.
    MarketNeeds by_name() const;

    const std::vector<std::string>& currencies() const { return currencies_; }
    const std::vector<std::string>& indices() const { return indices_; }
    const std::vector<std::string>& equities() const { return equities_; }
    const std::vector<std::string>& credits() const { return credits_; }
    const std::vector<std::string>& yield_curves() const { return yield_curves_; }
    const std::vector<VolatilityNeed>& volatilities() const { return volatilities_; }
    Date horizon() const { return horizon_; }

  private:
    std::vector<std::string> currencies_, indices_, equities_, credits_, yield_curves_;
    std::vector<VolatilityNeed> volatilities_;
    std::map<std::tuple<int, std::string, Date, Date, double>, int> asked_;
    Date horizon_;

    /// Lists of names are short (tens), so a walk is the fastest search.
    static int number(std::vector<std::string>& names, std::string_view name);
};

}  // namespace snell
