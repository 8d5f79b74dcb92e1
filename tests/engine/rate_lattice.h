#pragma once
#include <algorithm>
#include <cstddef>
#include <numbers>
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
    explicit Lattice(const Terms& terms) : terms_(terms) {
        for (int k = terms.choices - 1; k >= 0; --k) step_back(k);
    }
    double value() const { return expectation(values_.front(), grid(0), 0.0, deviation(0.0, time(0))); }

    /// E[V^+ / N] on the day of choice k, after exercise: what is left of the right, and, of a physical one,
    /// the swap where it was entered.
    double exposure(int k) const {
        std::vector<double> alive = density(grid(0), 0.0, deviation(0.0, time(0)));
        double sum = 0.0;
        for (int j = 0; j <= k; ++j) {
            const auto n = static_cast<std::size_t>(j);
            for (std::size_t i = 0; i < alive.size(); ++i)
                if (swaps_[n][i] > waiting_[n][i]) alive[i] = 0.0;
            if (j < k) alive = moved(alive, j);
        }
        const auto n = static_cast<std::size_t>(k);
        const std::vector<double> x = grid(k), all = density(x, 0.0, deviation(0.0, time(k)));
        for (std::size_t i = 0; i < x.size(); ++i) {
            sum += alive[i] * waiting_[n][i];
            if (terms_.is_physical) sum += (all[i] - alive[i]) * std::max(swaps_[n][i], 0.0);
        }
        return sum * (x[1] - x[0]);
    }

  private:
    static constexpr int points = 1601;
    static constexpr double width = 8.0;
    Terms terms_;
    std::vector<std::vector<double>> values_, waiting_, swaps_;  ///< [choice][x], over N

    double time(int k) const { return terms_.first + k; }
    static double deviation(double from, double to) {
        return sqrt(sigma * sigma * (exp(2 * kappa * to) - exp(2 * kappa * from)) / (2 * kappa));
    }
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
    double bond(double t, double maturity, double x) const {  // over N
        const double H = (1.0 - exp(-kappa * maturity)) / kappa, d = deviation(0.0, t);
        return exp(-rate * maturity - H * x - 0.5 * H * H * d * d);
    }
    void step_back(int k) {
        const std::vector<double> x = grid(k);
        std::vector<double> swap, waits, value;
        for (const double each : x) {
            const double end = terms_.first + terms_.periods;
            double worth = bond(time(k), time(k), each) - bond(time(k), end, each);
            for (double pay = time(k) + 1.0; pay <= end; pay += 1.0)
                worth -= terms_.strike * bond(time(k), pay, each);
            swap.push_back(terms_.payer * worth);
            waits.push_back(values_.empty() ? 0.0
                                            : expectation(values_.front(), grid(k + 1), each,
                                                          deviation(time(k), time(k + 1))));
            value.push_back(std::max(swap.back(), waits.back()));
        }
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
