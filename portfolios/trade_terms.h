#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/date.h"
#include "core/node.h"

/// Trades as their files name them, before calendars, conventions and fixings are applied: what every reader
/// makes and every writer takes.  Names of calendars, day counts, indices and rules are those of the open
/// standard of ORE.  Amounts are positive; who pays is said beside them.
namespace snell {

/// One number for all periods of a schedule, or one a period (the last holds on), or numbers that hold from
/// the first period that starts on or after their date.
struct Steps {
    std::vector<double> values;
    std::vector<std::optional<Date>> from;  ///< beside each value; nothing: the next period

    bool empty() const { return values.empty(); }
};

/// Dates by rules, or given outright (then only calendar, convention and tenor matter beside them).
struct ScheduleTerms {
    std::optional<Date> start, end;
    std::string tenor;            ///< "6M"
    std::string calendar;         ///< "TARGET", "US,UK"
    std::string convention;       ///< "MF"; empty: modified following
    std::string term_convention;  ///< of the last date; empty: as convention
    std::string rule;             ///< empty: "Forward"
    bool end_of_month = false;
    std::optional<Date> first, last;  ///< ends of a first and start of a last period of their own length
    std::vector<Date> dates;
};

/// A change of the notional by rule, after the notionals that are given.
struct Amortization {
    std::string type;  ///< "FixedAmount", "RelativeToInitialNotional", "RelativeToPreviousNotional",
                       ///< "LinearToMaturity"
    double value = 0.0;
    std::optional<Date> start, end;
    std::string frequency;
    bool underflow = false;  ///< the notional may change its sign
};

/// Business days from a reset to the start of its period, where nothing else is said.
inline constexpr int usual_reset_days = 2;

/// Notional of each period: the foreign amount at the rate of exchange of the period's start.
struct ResetTerms {
    std::string foreign;  ///< currency; empty: no reset
    double foreign_amount = 0.0;
    std::string index;  ///< "FX-ECB-EUR-USD"
    std::optional<int> fixing_days;
    std::string fixing_calendar;
    std::optional<int> spot_days;  ///< until today's quoted rate delivers; none: it is as of today
};

/// A flow on its own.
struct DatedAmount {
    Date date;
    double amount = 0.0;
    friend bool operator==(const DatedAmount&, const DatedAmount&) = default;
};

struct LegTerms {
    enum class Kind { fixed, floating, cashflow, zero_coupon };
    enum class Averaging { compounded, averaged };  ///< of overnight rates within a period
    Kind kind = Kind::fixed;
    bool payer = false;  ///< true: we pay this leg
    std::string currency;
    Steps notionals;
    std::vector<Amortization> amortizations;
    bool initial_exchange = false, final_exchange = false, amortizing_exchange = false;
    ResetTerms reset;
    ScheduleTerms schedule;
    std::string day_counter;
    std::string payment_convention;  ///< empty: following
    std::string payment_calendar;    ///< empty: the schedule's
    int payment_lag = 0;             ///< [business days]
    Steps rates;                     ///< fixed [1/year]
    std::string index;               ///< "EUR-EURIBOR-6M"
    Steps spreads, gearings;
    std::optional<int> fixing_days;
    Averaging averaging = Averaging::compounded;
    std::vector<DatedAmount> flows;  ///< of a leg of kind cashflow
    std::string compounding;         ///< of a zero coupon: "Compounded" (annually), "Simple"
    bool subtract_notional = true;   ///< a zero coupon pays its interest only
};

struct SwapTerms {
    std::vector<LegTerms> legs;
};

/// When a right may be exercised.
struct ExerciseTerms {
    enum class Style { european, bermudan, american };
    Style style = Style::european;
    std::vector<Date>
        dates;  ///< one; all, of a Bermudan right; the last, or first and last, of an American one
};

struct SwaptionTerms {
    enum class Settlement { physical, cash };
    bool is_long = true;
    ExerciseTerms exercise;
    Settlement settlement = Settlement::physical;
    std::string settlement_method;  ///< empty: physical, or cash by par yield
    std::vector<LegTerms> legs;     ///< as the holder of a long position would see them
};

/// A swap with the right to end it: periods that start on or after a date of exercise fall away.
struct CallableSwapTerms {
    bool is_long = true;  ///< the right is ours; else the counterparty's
    ExerciseTerms exercise;
    std::vector<LegTerms> legs;
};

struct CapFloorTerms {
    bool is_long = true;
    LegTerms leg;
    Steps caps, floors;
};

struct FxForwardTerms {
    Date value_date;
    std::string bought, sold;  ///< currencies
    double bought_amount = 0.0, sold_amount = 0.0;
};

struct FxSwapTerms {
    Date near, far;
    std::string bought, sold;  ///< on the near date; the other way round on the far date
    double near_bought = 0.0, near_sold = 0.0, far_bought = 0.0, far_sold = 0.0;
};

struct FxOptionTerms {
    bool is_long = true, is_call = true;  ///< on the bought currency
    Date expiry;
    std::optional<Date> pay;  ///< nothing: at expiry
    std::string bought, sold;
    double bought_amount = 0.0, sold_amount = 0.0;
};

struct EquityForwardTerms {
    bool is_long = true;
    std::string equity, currency;
    Date maturity;
    double quantity = 0.0, strike = 0.0;
};

struct EquityOptionTerms {
    bool is_long = true, is_call = true;
    std::string equity, currency;
    Date expiry;
    std::optional<Date> pay;
    double quantity = 0.0, strike = 0.0;
};

struct FraTerms {
    bool is_long = true;  ///< pays the strike
    std::string currency, index;
    Date start, end;
    double notional = 0.0, strike = 0.0;
};

struct CdsTerms {
    std::string credit;
    LegTerms leg;  ///< the premiums; payer: we bought the protection
    bool settles_accrual = true;
    std::optional<Date> protection_start;
    std::optional<DatedAmount> upfront;    ///< paid by the buyer if positive
    std::optional<double> fixed_recovery;  ///< nothing: the market's
};

struct BondTerms {
    std::string security, credit, reference_curve;  ///< empty credit: no default
    double quantity = 1.0;                          ///< of the notionals in its legs
    std::vector<LegTerms> legs;
};

using TermsOfTrade =
    std::variant<SwapTerms, SwaptionTerms, CallableSwapTerms, CapFloorTerms, FxForwardTerms, FxSwapTerms,
                 FxOptionTerms, EquityForwardTerms, EquityOptionTerms, FraTerms, CdsTerms, BondTerms>;

struct TradeTerms {
    std::string id;
    std::string type;  ///< "Swap", as its file names it
    std::string counterparty, netting_set;
    Place place;
    TermsOfTrade terms;
};

}  // namespace snell
