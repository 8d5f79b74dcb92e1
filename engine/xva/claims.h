#pragma once
#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/xva/market_view.h"
#include "portfolios/instruments.h"

/// A trade as claims: what each part of it is worth, and between which days.  All days count from today.
namespace snell {

/// When a fixing of a trade is seen on a path.
enum class FixingRule {
    true_dates,  ///< on its own date
    next_date    ///< on the first simulated date on or after it, for the period that starts as much later
};

/// What an option is worth on a path before it expires.
enum class OptionRule {
    model,  ///< its expectation in the model that is simulated
    quotes  ///< the market's formula on the path's forward, with the volatility that the option has today
};

/// By what rights to swaps are regressed: polynomials of a degree on bundles of equal width.
struct RegressionBasis {
    int degree = 9;   ///< 0 to most_regression_degree
    int bundles = 0;  ///< over all states that are told apart; 1: one polynomial; 0: one deviation wide each
};
inline constexpr int most_regression_degree = 15, most_regression_bundles = 64;

/// How trades are valued along paths.
struct PathRules {
    FixingRule fixing = FixingRule::true_dates;
    OptionRule option = OptionRule::model;
    RegressionBasis regression = {};
};

/// An exponential of the states that claims share.  Without equity: growth(start, end) of the index (none: 1)
/// times P(t, pay), over P(t, relative) if that is a day.  With equity: value of its price at `start`, paid
/// at `pay`.
struct BasisKey {
    int currency = 0;
    int index = -1, start = 0, end = 0;
    int pay = 0;
    int relative = -1;
    int equity = -1;
    friend auto operator<=>(const BasisKey&, const BasisKey&) = default;
};

/// weight * scale * basis [* second basis in base currency] [* kept row], at from <= t < until.  In the base
/// currency's units of the basis' currency; a claim with a second basis is in the base currency as it stands.
struct Claim {
    double weight = 0.0;
    int basis = 0;
    int second = -1;
    int row = -1;
    int scale = -1;
    int from = 0, until = 0;
};

/// sign * (sum of weight * basis, seen at expiry) where that is positive, in a currency; before expiry.
struct RateOption {
    struct Term {
        double weight;
        int basis;
    };
    int currency = 0;
    int expiry = 0;
    double sign = 1.0, position = 1.0;
    std::vector<Term> terms;
    /// Cash settlement (nominal > 0): pays nominal * annuity(S) * max(sign * (S - strike), 0) on the par
    /// yield S = -strike * floating / fixed; the first `fixed_terms` terms are the fixed leg.
    double nominal = 0.0, strike = 0.0, periods_per_year = 0.0;
    int fixed_terms = 0;
    std::vector<AnnuityFlow> annuity;
    /// Today's quote, where the option is valued by it: on the rate strike + sign * terms / (nominal *
    /// annuity).
    struct Quote {
        MarketVolatility volatility;
        double sign = 1.0, nominal = 0.0, strike = 0.0;
        std::vector<Term> annuity;
        int start = -1;  ///< basis: bond to the start of the swap, of a cash-settled option
    };
    std::optional<Quote> quote;
};

class RegressedOption;

/// position times a right that may be taken on several days.
struct EarlyOption {
    std::shared_ptr<const RegressedOption> right;
    double position = 1.0;
    std::vector<int> alive;  ///< [choice] kept row: 1 where the right is left after the choice's day, else 0
    int trade = -1;          ///< of the book
};

/// weight * max(sign * (asset_amount * asset - cash_amount), 0) at pay, seen at expiry.
struct SpotOption {
    double sign = 1.0, weight = 0.0, asset_amount = 0.0, cash_amount = 0.0;
    int asset = 0, cash = 0, paid = 0;  ///< bases
    int expiry = 0;
    std::optional<double> daily_variance;  ///< by today's quote; nothing: the model's variance
};

/// A deterministic factor of survival and funding: D(t) / reference(t) (none: 1) / survival(t) (none: 1).
struct ScaleKey {
    int currency = 0, reference = -1, credit = -1;
    friend auto operator<=>(const ScaleKey&, const ScaleKey&) = default;
};

struct UnitClaims {
    std::vector<Claim> claims;
    std::vector<RateOption> rate_options;
    std::vector<EarlyOption> early_options;
    std::vector<SpotOption> spot_options;
};

/// A kept row's life: from the day on which it is set to the last on which it is read.
struct KeptLife {
    int from = 0, last = 0;
};

/// Collects what units share.  Not for several threads.
class ClaimBook {
  public:
    /// `grid`: simulated days, increasing; `last`: last day on which a value is taken.
    ClaimBook(const MarketView& view, PathRules rules, std::vector<int> grid, int last);

    /// Claims of a trade; throws std::runtime_error if the market cannot value it.
    UnitClaims claims_of(const Instrument& instrument);

    const std::vector<BasisKey>& bases() const { return bases_; }
    const std::vector<ScaleKey>& scales() const { return scales_; }
    const std::vector<Event>& events() const { return events_; }  ///< rows are numbers of kept lives
    const std::vector<KeptLife>& kept() const { return kept_; }

    // The words that instruments are told in (claims_of.cpp).
    int day(Date date) const { return view_->day(date); }
    const MarketView& view() const { return *view_; }
    int last() const { return last_; }
    const PathRules& rules() const { return rules_; }
    /// The quote by which an option is valued along paths; null: by the model.
    const MarketVolatility* quote(int volatility) const;
    int basis(const BasisKey& key);
    int scale(const ScaleKey& key);
    /// The day on which a fixing is seen; at least today.
    int seen(Date fixing) const;
    /// First simulated day after a day; past `last` if there is none.
    int next(int day) const;
    /// `delivery` tells factors of one day apart that are forwards of the same states.
    int set_row(int delivery, int day, const LogLinear& factor);
    int growth_row(int index, int fixing_day, int start, int end);
    int product_row(int first, int second, int day);
    /// A kept row that an event of its own fills.
    int own_row(Event event);
    void change_row(Event event) { events_.push_back(std::move(event)); }
    void keep_until(int row, int day);

  private:
    struct RowKey {
        int day, first, second, start, end, kind;
        friend auto operator<=>(const RowKey&, const RowKey&) = default;
    };
    struct Hash {
        std::size_t operator()(const BasisKey& key) const;
    };

    const MarketView* view_;
    PathRules rules_;
    std::vector<int> grid_;
    int last_;
    std::vector<BasisKey> bases_;
    std::unordered_map<BasisKey, int, Hash> basis_numbers_;
    std::vector<ScaleKey> scales_;
    std::map<RowKey, int> row_numbers_;
    std::vector<KeptLife> kept_;
    std::vector<Event> events_;

    int new_row(int day);
};

}  // namespace snell
