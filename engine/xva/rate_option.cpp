#include "engine/xva/rate_option.h"

#include "core/math/log.h"
#include "core/math/normal_cdf.h"
#include "engine/xva/chebyshev.h"
#include "engine/xva/teller.h"
#include "models/gauss_legendre.h"

namespace snell {
namespace {

constexpr double reach = 12.0;  ///< deviations within which a root matters: 1 - normal_cdf(12) = 2e-33
constexpr int scan = 96;        ///< intervals in which at most one root is looked for

/// Pieces of a table of one deviation each.  States that are reached with 8 deviations from today, then 9
/// from there, lie within 12.05 = sqrt(8^2 + 9^2) of today's.
constexpr int pieces = 26;
/// Points of each: a growth of exp(a u), a <= 1 over half a deviation, is met to 2 (1/2)^16 / 16! = 1e-18.
constexpr int points = 16;

const Chebyshev& piece_rule() {
    static const Chebyshev rule(points);
    return rule;
}

}  // namespace

Affine affine(const MarketDay& day, const BasisKey& key) {
    Affine sum = key.equity >= 0 ? day.equity(key.equity, key.currency, key.start) : Affine{};
    if (key.index >= 0) sum = sum + day.growth(key.index, key.start, key.end);
    sum = sum + day.bond(key.currency, key.pay);
    return key.relative >= 0 ? sum - day.bond(key.currency, key.relative) : sum;
}

RatePayoff::RatePayoff(const MarketView& view, std::span<const BasisKey> bases, const RateOption& option)
    : option_(&option) {
    const MarketDay expiry(view, option.expiry);
    deflator_ = expiry.deflator(option.currency);
    for (const RateOption::Term& term : option.terms)
        terms_.push_back({term.weight, affine(expiry, bases[static_cast<std::size_t>(term.basis)])});
    const StateRange range = view.range(option.currency, option.expiry);
    find_roots(range);
    if (option.nominal > 0.0 && range.deviation > 0.0) tabulate(range);
}

void RatePayoff::tabulate(StateRange range) {
    table_low_ = range.mean - 0.5 * pieces * range.deviation;
    table_scale_ = 1.0 / range.deviation;
    table_.resize(static_cast<std::size_t>(pieces) * points);
    double values[points];
    for (int piece = 0; piece < pieces; ++piece) {
        for (int j = 0; j < points; ++j) {
            const double u = piece_rule().nodes()[static_cast<std::size_t>(j)];
            values[j] = deflated(table_low_ + (piece + 0.5 + 0.5 * u) * range.deviation);
        }
        piece_rule().transform(values, table_.data() + static_cast<std::ptrdiff_t>(piece) * points);
    }
}

double RatePayoff::tabulated(double x) const {
    const double place = (x - table_low_) * table_scale_;
    if (!(place >= 0.0 && place < pieces)) return deflated(x);
    const int piece = static_cast<int>(place);
    return piece_rule().evaluate(table_.data() + static_cast<std::ptrdiff_t>(piece) * points,
                                 2.0 * (place - piece) - 1.0);
}

double RatePayoff::gross() const {
    double sum = 0.0;
    for (const Term& term : terms_) sum += abs(term.weight);
    return sum;
}

double RatePayoff::sum(std::size_t from, std::size_t to, double x) const {
    double value = 0.0;
    for (std::size_t k = from; k < to; ++k)
        value += terms_[k].weight * exp(terms_[k].value.level - terms_[k].value.slope * x);
    return value;
}

double RatePayoff::exercise_value(double x) const {
    return option_->nominal > 0.0 ? cash_settled(x) : sum(0, terms_.size(), x);
}

/// nominal * sign * (S - strike) * sum of accrual (1 + S / m)^(-m years since the start).
double RatePayoff::cash_settled(double x) const {
    const auto fixed_terms = static_cast<std::size_t>(option_->fixed_terms);
    const double rate = -option_->strike * sum(fixed_terms, terms_.size(), x) / sum(0, fixed_terms, x);
    const double m = option_->periods_per_year, log_growth = log(1.0 + rate / m);
    double annuity = 0.0;
    for (const AnnuityFlow& flow : option_->annuity)
        annuity += flow.accrual * exp(-m * flow.since_start * log_growth);
    return option_->nominal * annuity * option_->sign * (rate - option_->strike);
}

void RatePayoff::find_roots(StateRange range) {
    const double step = 2.0 * reach * range.deviation / scan;
    double left = range.mean - reach * range.deviation, left_value = exercise_value(left);
    below_ = left_value > 0.0 ? 1.0 : 0.0;
    if (!(step > 0.0)) return;
    for (int i = 1; i <= scan; ++i) {
        const double right = range.mean + (-reach + i * (2.0 * reach / scan)) * range.deviation;
        const double right_value = exercise_value(right);
        if ((left_value > 0.0) != (right_value > 0.0)) {
            double low = left, high = right;
            for (int halving = 0; halving < 60; ++halving) {
                const double middle = 0.5 * (low + high);
                ((exercise_value(middle) > 0.0) == (left_value > 0.0) ? low : high) = middle;
            }
            roots_.push_back(0.5 * (low + high));
        }
        left = right;
        left_value = right_value;
    }
}

SeenRateOption::SeenRateOption(const MarketView& view, const RatePayoff& payoff, int day) : payoff_(&payoff) {
    const RateOption& option = *payoff.option_;
    const RateDays& rates = view.rates(option.currency);
    const double variance =
        rates.zeta[static_cast<std::size_t>(option.expiry)] - rates.zeta[static_cast<std::size_t>(day)];
    deviation_ = sqrt(max(variance, 0.0));
    growth_ = -1.0 * MarketDay(view, day).deflator(option.currency);
    for (const RatePayoff::Term& term : payoff.terms_) {
        const Affine deflated = term.value + payoff.deflator_;
        const double slope = deflated.slope;
        terms_.push_back({term.weight, deflated.level + 0.5 * slope * slope * variance + growth_.level,
                          slope + growth_.slope, -slope * variance});
    }
}

double SeenRateOption::probability(double mean) const {
    const double* root = payoff_->roots_.data();
    const double* const end = root + payoff_->roots_.size();
    const double per_deviation = 1.0 / deviation_;
    double sum = 0.0;
    if (payoff_->below_ > 0.0) {
        if (root == end) return 1.0;
        sum = normal_cdf((*root++ - mean) * per_deviation);
    }
    for (; root != end; ++root) {
        const double from = (mean - *root) * per_deviation;
        if (root + 1 == end) return sum + normal_cdf(from);
        ++root;
        sum += normal_cdf(from) - normal_cdf((mean - *root) * per_deviation);
    }
    return sum;
}

double SeenRateOption::panel(double x, double from, double to) const {
    double sum = 0.0;
    for (const GaussNode& node : gauss_nodes) {
        const double y = from + (to - from) * node.at, z = (y - x) / deviation_;
        sum += node.weight * payoff_->tabulated(y) * exp(growth_.level - growth_.slope * x - 0.5 * z * z);
    }
    return sum * (to - from) * 0.3989422804014327 / deviation_;  // 1 / sqrt(2 pi)
}

double SeenRateOption::integrate(double x) const {
    constexpr int panels = 16;
    const double low = x - 9.0 * deviation_, high = x + 9.0 * deviation_;
    double value = 0.0, from = low;
    bool inside = payoff_->below_ > 0.0;
    const auto add = [&](double to) {
        if (inside && to > from)
            for (int i = 0; i < panels; ++i)
                value += panel(x, from + (to - from) * i / panels, from + (to - from) * (i + 1) / panels);
        from = max(from, to);
        inside = !inside;
    };
    for (double root : payoff_->roots_) add(min(root, high));
    add(high);
    return value;
}

double SeenRateOption::operator()(double x) const {
    const RateOption& option = *payoff_->option_;
    if (option.nominal > 0.0)
        return option.position * (deviation_ > 0.0 ? integrate(x) : max(payoff_->exercise_value(x), 0.0));
    double value = 0.0;
    for (const Term& term : terms_) {
        const double own = term.weight * exp(term.level - term.slope * x);
        value += deviation_ > 0.0 ? own * probability(x + term.shift) : own;
    }
    return option.position * max(value, 0.0);
}

int Teller::exercise_row(const RateOption& option) {
    const RatePayoff payoff(book_->view(), book_->bases(), option);
    Event event;
    event.kind = Event::Kind::exercise;
    event.day = option.expiry;
    event.state = option.currency;
    event.roots = payoff.roots();
    event.below = payoff.below();
    return book_->own_row(std::move(event));
}

}  // namespace snell
