#pragma once
#include <array>
#include <cmath>

#include "core/draws.h"
#include "engine/a2/option.h"

/// Workload a2 in the plainest way: every path of a scenario anew, all in memory, prices rather than
/// logarithms, a regression by Gaussian elimination.  It shares the draws and the variance's step with the
/// engine, and nothing else.
namespace snell::a2 {

struct BruteForce {
    Option option;
    int steps;
    std::int64_t paths;
    std::uint64_t seed;
    std::vector<double> spots;  ///< [asset]

    std::vector<std::vector<double>> best = {};  ///< [step][path] running maximum of the best, from today on
    std::vector<std::vector<int>> leader = {};   ///< [step][path] asset that set it
    std::vector<double> paid = {};               ///< [path] deflated to today
    std::vector<int> stopped = {};               ///< [path] step of exercise

    void run() {
        simulate();
        exercise();
    }
    double value() const {
        double sum = 0.0;
        for (double each : paid) sum += each;
        return sum / static_cast<double>(paths);
    }
    double deflator(int step) const { return std::exp(-option.rate * option.maturity * step / steps); }

  private:
    using Fit = std::array<double, 3>;

    void simulate() {
        const int n = option.assets();
        const double dt = option.maturity / steps;
        const Matrix<double> factor = cholesky(option.correlation);
        DrawShape shape;
        for (int step = 1; step <= steps; ++step) shape.times.push_back(step);
        shape.normals_per_step = 2 * n;
        const DrawPlan plan(Philox{.seed = seed, .purpose = 2}, shape);
        Draws<double> draws(plan);
        std::vector<HestonStep<double>> schemes;
        for (const auto& terms : option.terms)
            schemes.push_back(HestonStep<double>::make(terms, dt, option.rate * dt));
        const auto size = static_cast<std::size_t>(paths);
        best.assign(static_cast<std::size_t>(steps) + 1, std::vector<double>(size));
        leader.assign(static_cast<std::size_t>(steps) + 1, std::vector<int>(size));
        for (std::size_t p = 0; p < size; ++p) {
            draws.start(0, p);
            std::vector<double> v, x;
            double top = -1.0;
            int who = 0;
            const auto look = [&](int step) {
                for (int i = 0; i < n; ++i) {
                    const double s = std::exp(x[static_cast<std::size_t>(i)]);
                    if (s > top) top = s, who = i;
                }
                best[static_cast<std::size_t>(step)][p] = top;
                leader[static_cast<std::size_t>(step)][p] = who;
            };
            for (int i = 0; i < n; ++i) {
                v.push_back(option.terms[static_cast<std::size_t>(i)].v0);
                x.push_back(std::log(spots[static_cast<std::size_t>(i)]));
            }
            look(0);
            for (int step = 0; step < steps; ++step) {
                const double* const z = draws.step(step);
                for (int i = 0; i < n; ++i) {
                    const auto a = static_cast<std::size_t>(i);
                    double of_variance = 0.0, of_price = 0.0;
                    for (int k = 0; k < 2 * n; ++k) {
                        of_variance += factor(2 * i, k) * z[k];
                        of_price += factor(2 * i + 1, k) * z[k];
                    }
                    const auto move = move_variance(schemes[a], v[a], of_variance);
                    const double noise = of_price - option.terms[a].rho * of_variance;
                    x[a] += move_log_price(schemes[a], v[a], move) +
                            std::sqrt(0.5 * dt * (v[a] + move.next)) * noise;
                    v[a] = move.next;
                }
                look(step + 1);
            }
        }
    }

    /// Coefficients of {1, m, m^2} in long double, by elimination with row pivots.
    static Fit solve(long double (&a)[3][4]) {
        for (int k = 0; k < 3; ++k) {
            int pivot = k;
            for (int i = k + 1; i < 3; ++i)
                if (std::abs(a[i][k]) > std::abs(a[pivot][k])) pivot = i;
            for (int j = 0; j < 4; ++j) std::swap(a[k][j], a[pivot][j]);
            for (int i = k + 1; i < 3; ++i)
                for (int j = 3; j >= k; --j) a[i][j] -= a[i][k] / a[k][k] * a[k][j];
        }
        Fit c{};
        for (int i = 2; i >= 0; --i) {
            long double sum = a[i][3];
            for (int j = i + 1; j < 3; ++j) sum -= a[i][j] * c[static_cast<std::size_t>(j)];
            c[static_cast<std::size_t>(i)] = static_cast<double>(sum / a[i][i]);
        }
        return c;
    }

    void exercise() {
        const auto size = static_cast<std::size_t>(paths);
        paid.resize(size);
        stopped.assign(size, steps);
        for (std::size_t p = 0; p < size; ++p)
            paid[p] = deflator(steps) * std::max(best.back()[p] - option.strike, 0.0);
        for (int step = steps - 1; step > 0; --step) {
            const std::vector<double>& now = best[static_cast<std::size_t>(step)];
            long double a[3][4] = {};
            for (std::size_t p = 0; p < size; ++p) {
                if (!(now[p] > option.strike)) continue;
                const long double m = now[p], f[3] = {1.0L, m, m * m};
                for (int i = 0; i < 3; ++i) {
                    for (int j = 0; j < 3; ++j) a[i][j] += f[i] * f[j];
                    a[i][3] += f[i] * paid[p];
                }
            }
            const Fit c = solve(a);
            for (std::size_t p = 0; p < size; ++p) {
                const double pays = deflator(step) * (now[p] - option.strike);
                if (!(pays > 0.0) || !(pays > c[0] + now[p] * (c[1] + now[p] * c[2]))) continue;
                paid[p] = pays;
                stopped[p] = step;
            }
        }
    }
};

}  // namespace snell::a2
