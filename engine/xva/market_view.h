#pragma once
#include <vector>

#include "core/schedule.h"
#include "engine/xva/program.h"
#include "models/cross_asset.h"
#include "models/world.h"

/// The model as the exposure engine reads it: logarithms that are affine in a rate state, by whole days from
/// today (time = days / 365).  States are [x of each currency, log spot of each foreign currency, log spot of
/// each equity].
namespace snell {

/// ln of a price, or of a ratio of prices: level - slope * x, with x the rate state of the currency.
struct Affine {
    double level = 0.0, slope = 0.0;
    friend Affine operator+(Affine a, Affine b) { return {a.level + b.level, a.slope + b.slope}; }
    friend Affine operator-(Affine a, Affine b) { return {a.level - b.level, a.slope - b.slope}; }
    friend Affine operator*(double w, Affine a) { return {w * a.level, w * a.slope}; }
};

/// One currency, [day].
struct RateDays {
    std::vector<double> log_discount, h, zeta;
};

/// One equity, [day]; forward price = spot * dividend / discount.
struct EquityDays {
    std::vector<double> log_discount, log_dividend;
};

/// Mean and standard deviation of a state on a day, seen from today in the measure that is simulated.
struct StateRange {
    double mean = 0.0, deviation = 0.0;
};

class MarketView {
  public:
    /// `nodes`: tenors between which simulated curves are log-linear (none: the model's own curves, exact).
    /// The model and the world must outlive the view.
    MarketView(const World& world, const CrossAsset& model, std::vector<Period> nodes);

    const World& world() const { return *world_; }
    int days() const { return days_; }  ///< days known, today included
    int day(Date date) const { return date - world_->today; }
    int currencies() const { return static_cast<int>(rates_.size()); }
    int exchange_state(int currency) const { return currencies() + currency - 1; }
    int equity_state(int equity) const { return 2 * currencies() - 1 + equity; }
    int states() const { return equity_state(static_cast<int>(world_->equities.size())); }

    const RateDays& rates(int currency) const { return rates_[static_cast<std::size_t>(currency)]; }
    const EquityDays& equity(int equity) const { return equities_[static_cast<std::size_t>(equity)]; }
    const std::vector<double>& forwarding(int index) const {
        return forwarding_[static_cast<std::size_t>(index)];
    }
    StateRange range(int currency, int day) const;
    /// Variance between two days of the logarithm of the forward, for delivery on the later, of currency `a`
    /// in `b`.
    double exchange_variance(int a, int b, int from, int to) const;
    double equity_variance(int equity, int from, int to) const;
    const std::vector<Period>& nodes() const { return nodes_; }
    /// All states today: 0 for rates, logarithms of spots.
    std::vector<double> today_states() const;

  private:
    const World* world_;
    const CrossAsset* model_;
    std::vector<Period> nodes_;
    int days_ = 0;
    std::vector<RateDays> rates_;
    std::vector<EquityDays> equities_;
    std::vector<std::vector<double>> forwarding_;
};

/// The view from one day.
class MarketDay {
  public:
    MarketDay(const MarketView& view, int day);

    int day() const { return day_; }
    /// ln P(t, T) of a currency.
    Affine bond(int currency, int to) const {
        return curve(currency, view_->rates(currency).log_discount, to);
    }
    /// ln of the growth from `start` to `end` on an index's forwarding curve; its currency is the index's.
    Affine growth(int index, int start, int end) const;
    /// ln of an equity's forward price for a day over its spot.
    Affine equity(int equity, int currency, int to) const;
    /// ln (1 / N_c(t)) of a currency's own numeraire.
    Affine deflator(int currency) const;
    /// Units of base currency per unit times exp(a), as a function of the states.
    LogLinear in_base(int currency, Affine a) const;
    LogLinear plain(int currency, Affine a) const;
    /// Rate of exchange of `bought` in `sold` for delivery on a day.
    LogLinear exchange_forward(int bought, int sold, int to) const;

  private:
    const MarketView* view_;
    int day_;
    std::vector<int> nodes_;  ///< days of the curve nodes after this one

    Affine exact(int currency, const std::vector<double>& log_curve, int to) const;
    Affine curve(int currency, const std::vector<double>& log_curve, int to) const;
};

}  // namespace snell
