#pragma once
#include <string>
#include <vector>

#include "models/daily_curve.h"

/// Today's world for a book in several currencies, frozen to plain arrays; each list answers the needs of
/// core/market_needs.h at the same number.  What could not be built has a fault, and its trades fail alone.
namespace snell {

/// A market volatility with its kind.
struct MarketVolatility {
    enum class Kind { lognormal, normal, shifted_lognormal };
    double value = 0.0;  ///< [1/sqrt(year)], or rate per sqrt(year) if normal
    Kind kind = Kind::lognormal;
    double shift = 0.0;  ///< of a shifted lognormal rate
    double years = 0.0;  ///< to expiry, by the surface's own day count
    std::string fault;
};

/// A swaption to calibrate to: the right to enter, at expiry, a swap that pays `strike` against the index.
/// The floating leg is its discounted forwards, given as flows; all for unit nominal.
struct SwaptionQuote {
    std::string label;  ///< "1Y x 19Y"
    Date expiry, start, end;
    double strike = 0.0;
    std::vector<Date> fixed_pay;
    std::vector<double> fixed_accrual;
    std::vector<Date> float_pay;
    std::vector<double> float_amount;  ///< forward rate * accrual, on the forwarding curve
    MarketVolatility volatility;
    double price = 0.0;  ///< market value of the payer (or receiver: equal at the money) swaption
};

/// An option on an exchange rate or an equity to calibrate to.
struct OptionQuote {
    std::string label;
    Date expiry;
    double strike = 0.0;
    double volatility = 0.0;
    double years = 0.0;
};

struct CurrencyMarket {
    std::string code;
    double spot = 1.0;  ///< base currency per unit
    DailyCurve discount;
    DailyCurve calibration = {};  ///< discount curve of the swaptions; without values: `discount`
    std::vector<SwaptionQuote> swaptions;
    std::vector<OptionQuote> fx_options;  ///< on the spot against the base currency
    std::string fault;
};

struct IndexMarket {
    std::string name;
    int currency = 0;
    DailyCurve forwarding;
    std::string fault;
};

struct EquityMarket {
    std::string name;
    int currency = 0;
    double spot = 0.0;
    DailyCurve discount;  ///< forward price = spot * dividend / discount (the equity's own forecasting curve)
    DailyCurve dividend;
    std::vector<OptionQuote> options;
    std::string fault;
};

struct CreditMarket {
    std::string name;
    DailyCurve survival;
    double recovery = 0.4;
    std::string fault;
};

struct YieldMarket {
    std::string name;
    int currency = 0;
    DailyCurve discount;
    std::string fault;
};

struct World {
    Date today;
    std::string base;  ///< currency of all results; currencies[0]
    std::vector<CurrencyMarket> currencies;
    std::vector<IndexMarket> indices;
    std::vector<EquityMarket> equities;
    std::vector<CreditMarket> credits;
    std::vector<YieldMarket> yield_curves;
    std::vector<MarketVolatility> volatilities;
};

}  // namespace snell
