#pragma once
#include <algorithm>
#include <cstddef>
#include <functional>
#include <numbers>
#include <utility>
#include <vector>

#include "core/math/exp.h"

/// Rights to one of several annual swaps on a flat curve, by a method that shares nothing with the engine's.
namespace snell::rate_lattice {

inline constexpr double rate = 0.02, kappa = 0.02, sigma = 0.01;

/// Annual periods of 365 days from a year on; the right is on the starts of the first `choices` of them.
struct Terms {
    double strike = 0.02, payer = 1.0;
    int first = 10, periods = 10, choices = 10;
    bool is_physical = true;
};

/// The same right by recursion on a grid of x, whose expectations are sums over the grid: Hull and White's
/// model as dx = sigma exp(kappa t) dW with H(t) = (1 - exp(-kappa t)) / kappa, written down a second time.
class Lattice {
  public:
    /// Whether choice k is taken in state x.
    using Rule = std::function<bool(int k, double x)>;
    /// Without a rule, by the best.
    explicit Lattice(const Terms& terms, Rule rule = {}) : terms_(terms), rule_(std::move(rule)) {
        for (int k = terms.choices - 1; k >= 0; --k) step_back(k);
    }
    double value() const { return expectation(values_.front(), grid(0), 0.0, deviation(0.0, time(0))); }

    /// E[V^+ / N] on the day of choice k, after exercise: what is left of the right, and, of a physical one,
    /// the swap where it was entered.
    double exposure(int k) const {
        return mean(k, [this](const Place& at) {
            return at.is_left ? at.waiting : terms_.is_physical ? std::max(at.swap, 0.0) : 0.0;
        });
    }

    /// A state on the day of a choice, after exercise; values over N.
    struct Place {
        double x, waiting, swap;
        bool is_left;
    };
    /// E[f] over the places on the day of choice k.
    template <class Function>
    double mean(int k, const Function& f) const {
        std::vector<double> left = density(grid(0), 0.0, deviation(0.0, time(0)));
        for (int j = 0; j <= k; ++j) {
            const auto n = static_cast<std::size_t>(j);
            for (std::size_t i = 0; i < left.size(); ++i)
                if (taken_[n][i]) left[i] = 0.0;
            if (j < k) left = moved(left, j);
        }
        const auto n = static_cast<std::size_t>(k);
        const std::vector<double> x = grid(k), all = density(x, 0.0, deviation(0.0, time(k)));
        double sum = 0.0;
        for (std::size_t i = 0; i < x.size(); ++i)
            for (const bool is_left : {true, false})
                sum += (is_left ? left[i] : all[i] - left[i]) *
                       f(Place{x[i], waiting_[n][i], swaps_[n][i], is_left});
        return sum * (x[1] - x[0]);
    }
    /// The right's value over N on the day of choice k where that is not taken, in state x.
    double waiting(int k, double x) const {
        if (k + 1 == terms_.choices) return 0.0;
        return expectation(values_[static_cast<std::size_t>(k) + 1], grid(k + 1), x,
                           deviation(time(k), time(k + 1)));
    }
    double bond(double t, double maturity, double x) const {  // over N
        const double H = (1.0 - exp(-kappa * maturity)) / kappa, d = deviation(0.0, t);
        return exp(-rate * maturity - H * x - 0.5 * H * H * d * d);
    }
    static double deviation(double from, double to) {
        return sqrt(sigma * sigma * (exp(2 * kappa * to) - exp(2 * kappa * from)) / (2 * kappa));
    }

  private:
    static constexpr int points = 1601;
    static constexpr double width = 8.0;
    Terms terms_;
    Rule rule_;
    std::vector<std::vector<bool>> taken_;                       ///< [choice][x]
    std::vector<std::vector<double>> values_, waiting_, swaps_;  ///< [choice][x], over N

    double time(int k) const { return terms_.first + k; }
    std::vector<double> grid(int k) const {
        const double reach = width * deviation(0.0, time(k));
        std::vector<double> x;
        for (int i = 0; i < points; ++i) x.push_back(reach * (2.0 * i / (points - 1) - 1.0));
        return x;
    }
    static std::vector<double> density(const std::vector<double>& x, double mean, double deviation) {
        std::vector<double> found;
        for (const double each : x) {
            const double z = (each - mean) / deviation;
            found.push_back(exp(-0.5 * z * z) / (deviation * sqrt(2.0 * std::numbers::pi)));
        }
        return found;
    }
    static double expectation(const std::vector<double>& values, const std::vector<double>& x, double mean,
                              double deviation) {
        const double step = x[1] - x[0];
        const auto place = [&](double at) { return std::clamp((at - x[0]) / step, 0.0, points - 1.0); };
        double sum = 0.0;
        for (auto i = static_cast<std::size_t>(place(mean - width * deviation));
             i <= static_cast<std::size_t>(place(mean + width * deviation)); ++i) {
            const double z = (x[i] - mean) / deviation;
            sum += values[i] * exp(-0.5 * z * z);
        }
        return sum * step / (deviation * sqrt(2.0 * std::numbers::pi));
    }
    void step_back(int k) {
        const std::vector<double> x = grid(k);
        std::vector<double> swap, waits, value;
        std::vector<bool> taken;
        for (const double each : x) {
            const double end = terms_.first + terms_.periods;
            double worth = bond(time(k), time(k), each) - bond(time(k), end, each);
            for (double pay = time(k) + 1.0; pay <= end; pay += 1.0)
                worth -= terms_.strike * bond(time(k), pay, each);
            swap.push_back(terms_.payer * worth);
            waits.push_back(values_.empty() ? 0.0
                                            : expectation(values_.front(), grid(k + 1), each,
                                                          deviation(time(k), time(k + 1))));
            taken.push_back(rule_ ? rule_(k, each) : swap.back() > waits.back());
            value.push_back(taken.back() ? swap.back() : waits.back());
        }
        taken_.insert(taken_.begin(), taken);
        swaps_.insert(swaps_.begin(), swap);
        waiting_.insert(waiting_.begin(), waits);
        values_.insert(values_.begin(), value);
    }
    std::vector<double> moved(const std::vector<double>& alive, int k) const {
        const std::vector<double> x = grid(k), next = grid(k + 1);
        std::vector<double> found;
        for (const double each : next)
            found.push_back(expectation(alive, x, each, deviation(time(k), time(k + 1))));
        return found;
    }
};

}  // namespace snell::rate_lattice
