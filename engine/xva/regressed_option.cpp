#include "engine/xva/regressed_option.h"

#include <algorithm>

#include "core/math/normal_cdf.h"
#include "engine/xva/chebyshev.h"
#include "engine/xva/teller.h"
#include "models/gauss_legendre.h"
#include "models/root.h"

namespace snell {
namespace {

constexpr double edge = 8.0;   ///< deviations up to which states are told apart: 1 - normal_cdf(8) = 6e-16
constexpr double reach = 9.0;  ///< deviations of a move that count: 1 - normal_cdf(9) = 1e-19

/// States of the training in each bundle.
const Chebyshev& training() {
    static const Chebyshev rule(most_regression_degree + 1);
    return rule;
}

/// Ends of bundles, so many or (0) one deviation wide, over all states that are told apart, in the measure of
/// the currency and in the one that is simulated.
std::vector<double> equal_knots(StateRange range, int wanted = 0) {
    const double deviation = max(range.deviation, 1e-10);
    const double low = min(range.mean, 0.0) - edge * deviation,
                 high = max(range.mean, 0.0) + edge * deviation;
    const auto bundles = wanted > 0
                             ? static_cast<std::size_t>(wanted)
                             : std::min<std::size_t>(most_regression_bundles,
                                                     static_cast<std::size_t>((high - low) / deviation) + 1);
    std::vector<double> knots;
    for (std::size_t i = 0; i <= bundles; ++i)
        knots.push_back(low + (high - low) * static_cast<double>(i) / static_cast<double>(bundles));
    return knots;
}

}  // namespace

RegressedOption::RegressedOption(const MarketView& view, std::span<const BasisKey> bases,
                                 std::vector<RateOption> choices, RegressionBasis basis)
    : view_(&view), choices_(std::move(choices)), functions_(basis.degree + 1), fits_(choices_.size()) {
    payoffs_.reserve(choices_.size());
    for (const RateOption& choice : choices_) payoffs_.emplace_back(view, bases, choice);
    for (std::size_t choice = choices_.size(); choice-- > 0;) {
        const StateRange range = view.range(currency(), choices_[choice].expiry);
        fits_[choice].knots = equal_knots(range, basis.bundles);
        find_roots(choice, equal_knots(range));
        regress(choice);
    }
}

std::size_t RegressedOption::next(int day) const {
    const auto later = std::find_if(choices_.begin(), choices_.end(),
                                    [day](const RateOption& choice) { return choice.expiry > day; });
    return static_cast<std::size_t>(later - choices_.begin());
}

double RegressedOption::deviation(int day, std::size_t choice) const {
    const std::vector<double>& zeta = view_->rates(currency()).zeta;
    const double variance =
        zeta[static_cast<std::size_t>(choices_[choice].expiry)] - zeta[static_cast<std::size_t>(day)];
    return sqrt(max(variance, 0.0));
}

double RegressedOption::waiting(std::size_t choice, double x) const {
    if (choice + 1 == choices_.size()) return 0.0;
    return expected(choice + 1, deviation(choices_[choice].expiry, choice + 1), x);
}

/// At most one between two states is looked for.
void RegressedOption::find_roots(std::size_t choice, const std::vector<double>& states) {
    Fit& fit = fits_[choice];
    const auto gain = [&](double x) { return exercised(choice, x) - waiting(choice, x); };
    double left = gain(states.front());
    fit.below = left > 0.0 ? 1.0 : 0.0;
    for (std::size_t i = 1; i < states.size(); ++i) {
        const double right = gain(states[i]);
        if ((left > 0.0) != (right > 0.0))
            fit.roots.push_back(bracketed_root(gain, states[i - 1], states[i]));
        left = right;
    }
    fit.knots.insert(fit.knots.end(), fit.roots.begin(), fit.roots.end());
    std::sort(fit.knots.begin(), fit.knots.end());
}

void RegressedOption::regress(std::size_t choice) {
    Fit& fit = fits_[choice];
    std::vector<double> values(static_cast<std::size_t>(training().points())), coefficients(values.size());
    for (std::size_t bundle = 0; bundle + 1 < fit.knots.size(); ++bundle) {
        const double middle = 0.5 * (fit.knots[bundle] + fit.knots[bundle + 1]);
        const double half = 0.5 * (fit.knots[bundle + 1] - fit.knots[bundle]);
        const bool exercise = is_exercised(choice, middle);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double x = middle + half * training().nodes()[i];
            values[i] = exercise ? exercised(choice, x) : waiting(choice, x);
        }
        training().transform(values.data(), coefficients.data());
        fit.coefficients.insert(fit.coefficients.end(), coefficients.begin(),
                                coefficients.begin() + functions_.points());
    }
}

bool RegressedOption::is_exercised(std::size_t choice, double x) const {
    const Fit& fit = fits_[choice];
    const auto passed = std::lower_bound(fit.roots.begin(), fit.roots.end(), x) - fit.roots.begin();
    return (passed % 2 == 0) == (fit.below > 0.0);
}

double RegressedOption::on_bundle(const Fit& fit, std::size_t bundle, double x) const {
    const double low = fit.knots[bundle], high = fit.knots[bundle + 1];
    const double u = high > low ? (2.0 * x - low - high) / (high - low) : 0.0;
    const auto functions = static_cast<std::size_t>(functions_.points());
    return functions_.evaluate(fit.coefficients.data() + bundle * functions, u);
}

double RegressedOption::fitted(std::size_t choice, double x) const {
    const Fit& fit = fits_[choice];
    const double inside = min(fit.knots.back(), max(fit.knots.front(), x));
    const auto above = std::upper_bound(fit.knots.begin() + 1, fit.knots.end() - 1, inside);
    return on_bundle(fit, static_cast<std::size_t>(above - fit.knots.begin()) - 1, inside);
}

/// By Gauss and Legendre's rule on panels of at most one deviation of the move within each bundle: the
/// density moves by one deviation a panel, so that its error is below 1e-15.
double RegressedOption::expected(std::size_t choice, double deviation, double x) const {
    if (!(deviation > 0.0)) return fitted(choice, x);
    const Fit& fit = fits_[choice];
    const double per_deviation = 1.0 / deviation, low = x - reach * deviation, high = x + reach * deviation;
    double sum = 0.0;
    for (std::size_t bundle = 0; bundle + 1 < fit.knots.size(); ++bundle) {
        const double from = max(low, fit.knots[bundle]), to = min(high, fit.knots[bundle + 1]);
        if (!(to > from)) continue;
        const int panels = static_cast<int>((to - from) * per_deviation) + 1;
        const double width = (to - from) / panels;
        for (int panel = 0; panel < panels; ++panel)
            for (const GaussNode& node : gauss_nodes) {
                const double y = from + (panel + node.at) * width, z = (y - x) * per_deviation;
                sum += node.weight * width * exp(-0.5 * z * z) * on_bundle(fit, bundle, y);
            }
    }
    sum *= 0.3989422804014327 * per_deviation;  // 1 / sqrt(2 pi)
    const double first = fit.knots.front(), last = fit.knots.back();
    return sum + fitted(choice, first) * normal_cdf((first - x) * per_deviation) +
           fitted(choice, last) * normal_cdf((x - last) * per_deviation);
}

SeenRegressedOption::SeenRegressedOption(const MarketView& view, const RegressedOption& right,
                                         double position, int day)
    : right_(&right),
      position_(position),
      choice_(right.next(day)),
      growth_(-1.0 * MarketDay(view, day).deflator(right.currency())),
      deviation_(right.deviation(day, choice_)) {}

double SeenRegressedOption::operator()(double x) const {
    return position_ * right_->expected(choice_, deviation_, x) * exp(growth_.level - growth_.slope * x);
}

std::vector<int> Teller::early_option(std::vector<RateOption> choices, double position) {
    const auto right = std::make_shared<RegressedOption>(book_->view(), book_->bases(), std::move(choices),
                                                         book_->rules().regression);
    EarlyOption option{right, position, {}};
    std::vector<int> taken;
    for (std::size_t k = 0; k < right->choices().size() && right->choices()[k].expiry <= book_->last(); ++k) {
        Event waits;
        waits.kind = Event::Kind::exercise;
        waits.day = right->choices()[k].expiry;
        waits.state = right->currency();
        waits.roots = right->roots(k);
        waits.below = 1.0 - right->below(k);
        int alive = book_->own_row(waits);
        if (k > 0) alive = book_->product_row(option.alive.back(), alive, waits.day);
        if (k + 1 < right->choices().size()) book_->keep_until(alive, right->choices()[k + 1].expiry);
        option.alive.push_back(alive);
        Event gone;
        gone.kind = Event::Kind::payoff;
        gone.day = waits.day;
        gone.first = alive;
        gone.sign = gone.fixed = 1.0;
        gone.floating = -1.0;
        taken.push_back(book_->own_row(gone));
    }
    unit_.early_options.push_back(std::move(option));
    return taken;
}

}  // namespace snell
