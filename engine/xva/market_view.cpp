#include "engine/xva/market_view.h"

#include <algorithm>

#include "core/math/log.h"

namespace snell {
namespace {

std::vector<double> logarithms(const DailyCurve& curve) {
    std::vector<double> logs;
    logs.reserve(curve.values.size());
    for (double value : curve.values) logs.push_back(log(value));
    return logs;
}

}  // namespace

MarketDay::MarketDay(const MarketView& view, int day) : view_(&view), day_(day) {
    for (const Period& node : view.nodes()) {
        const int at = view.day(advance(view.world().today + day, node, 1));
        if (at < view.days()) nodes_.push_back(at);
    }
    std::sort(nodes_.begin(), nodes_.end());
    nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
}

/// P(t, T) = P(0, T) / P(0, t) exp(-(H_T - H_t) x - (H_T^2 - H_t^2) zeta_t / 2); Hagan, "Evaluating and
/// hedging exotic swap instruments via LGM".
Affine MarketDay::exact(int currency, const std::vector<double>& log_curve, int to) const {
    const RateDays& rates = view_->rates(currency);
    const auto t = static_cast<std::size_t>(day_), end = static_cast<std::size_t>(to);
    const double h = rates.h.at(end), now = rates.h[t];
    return {log_curve.at(end) - log_curve[t] - 0.5 * (h * h - now * now) * rates.zeta[t], h - now};
}

Affine MarketDay::curve(int currency, const std::vector<double>& log_curve, int to) const {
    if (nodes_.empty() || to <= day_) return exact(currency, log_curve, to);
    const auto next = std::lower_bound(nodes_.begin(), nodes_.end(), to);
    // Beyond the last node the last interval goes on.
    const std::size_t right = std::min(static_cast<std::size_t>(next - nodes_.begin()), nodes_.size() - 1);
    const int after = nodes_[right], before = right == 0 ? day_ : nodes_[right - 1];
    const double weight = static_cast<double>(to - before) / (after - before);
    return (1.0 - weight) * exact(currency, log_curve, before) + weight * exact(currency, log_curve, after);
}

Affine MarketDay::growth(int index, int start, int end) const {
    const int currency = view_->world().indices[static_cast<std::size_t>(index)].currency;
    const std::vector<double>& logs = view_->forwarding(index);
    return curve(currency, logs, start) - curve(currency, logs, end);
}

/// The equity's own carry over the currency's rates is deterministic.
Affine MarketDay::equity(int equity, int currency, int to) const {
    const EquityDays& carry = view_->equity(equity);
    const RateDays& rates = view_->rates(currency);
    const auto t = static_cast<std::size_t>(day_), end = static_cast<std::size_t>(to);
    const double known = carry.log_dividend.at(end) - carry.log_dividend[t] - carry.log_discount.at(end) +
                         carry.log_discount[t] + rates.log_discount.at(end) - rates.log_discount[t];
    return Affine{known, 0.0} - exact(currency, rates.log_discount, to);
}

Affine MarketDay::deflator(int currency) const {
    const RateDays& rates = view_->rates(currency);
    const auto t = static_cast<std::size_t>(day_);
    return {rates.log_discount[t] - 0.5 * rates.h[t] * rates.h[t] * rates.zeta[t], rates.h[t]};
}

LogLinear MarketDay::plain(int currency, Affine a) const {
    LogLinear f;
    f.level = a.level;
    if (a.slope != 0.0) f.add(currency, -a.slope);
    return f;
}

LogLinear MarketDay::in_base(int currency, Affine a) const {
    LogLinear f = plain(currency, a);
    if (currency > 0) f.add(view_->exchange_state(currency), 1.0);
    return f;
}

LogLinear MarketDay::exchange_forward(int bought, int sold, int to) const {
    LogLinear f = in_base(bought, bond(bought, to));
    const LogLinear cash = in_base(sold, bond(sold, to));
    f.level -= cash.level;
    for (int k = 0; k < cash.states; ++k)
        f.add(cash.state[static_cast<std::size_t>(k)], -cash.coefficient[static_cast<std::size_t>(k)]);
    return f;
}

MarketView::MarketView(const World& world, const CrossAsset& model, std::vector<Period> nodes)
    : world_(&world), model_(&model), nodes_(std::move(nodes)) {
    days_ = static_cast<int>(world.currencies.front().discount.values.size());
    // The model stands in for what the world could not build: its factors move beside the others' all the
    // same.
    for (std::size_t c = 0; c < world.currencies.size(); ++c) {
        RateDays rates{logarithms(model.currency(static_cast<int>(c)).discount()), {}, {}};
        for (int day = 0; day < days_; ++day) {
            rates.h.push_back(model.currency(static_cast<int>(c)).H(day / 365.0));
            rates.zeta.push_back(model.currency(static_cast<int>(c)).zeta(day / 365.0));
        }
        rates_.push_back(std::move(rates));
    }
    for (const IndexMarket& index : world.indices) forwarding_.push_back(logarithms(index.forwarding));
    for (const CrossAssetParts::Equity& equity : model.parts().equities)
        equities_.push_back({logarithms(equity.discount), logarithms(equity.dividend)});
}

StateRange MarketView::range(int currency, int day) const {
    const Date today = world_->today;
    const Transition move = model_->transition(today, today + day);
    const auto c = static_cast<std::size_t>(currency);
    return {move.offset[c], sqrt(max(move.covariance(currency, currency), 0.0))};
}

double MarketView::exchange_variance(int a, int b, int from, int to) const {
    return model_->exchange_variance(a, b, world_->today + from, world_->today + to);
}

double MarketView::equity_variance(int equity, int from, int to) const {
    return model_->equity_variance(equity, world_->today + from, world_->today + to);
}

std::vector<double> MarketView::today_states() const {
    std::vector<double> states(static_cast<std::size_t>(currencies()), 0.0);
    for (const CrossAssetParts::Exchange& exchange : model_->parts().exchanges)
        states.push_back(log(exchange.spot));
    for (const CrossAssetParts::Equity& equity : model_->parts().equities) states.push_back(log(equity.spot));
    return states;
}

}  // namespace snell
