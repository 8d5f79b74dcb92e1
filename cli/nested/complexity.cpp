#include "cli/nested/complexity.h"

#include <algorithm>
#include <bit>

#include "core/math/exp.h"
#include "core/math/log.h"
#include "core/power_law.h"
#include "core/real.h"
#include "engine/nested/problems.h"

namespace snell::nested_bench {
namespace {

constexpr double tau = 0.2;
constexpr int replicates = 16, first_power = 8;

/// Outer states and inner samples of one level for a budget: errors fall fastest where bias and noise stay
/// alike, which is at states ~ inner^2 (plain) and inner^4 (jackknife).
NestedSettings split(NestedMethod method, double budget) {
    NestedSettings settings;
    settings.method = method;
    settings.replicates = replicates;
    const double exponent = method == NestedMethod::plain ? 1.0 / 3.0 : 1.0 / 5.0;
    constexpr double scale = 2.0;
    const auto inner = static_cast<unsigned>(scale * exp(exponent * log(budget)));
    settings.inner = static_cast<int>(std::max(8u, std::bit_floor(inner)));
    settings.outers = static_cast<std::int64_t>(budget / settings.inner);
    return settings;
}

/// Multilevel finds its levels itself; the states are scaled until it spends the budget.
NestedRun run_multilevel(const InnerSimulation& simulation, double budget) {
    NestedSettings settings;
    settings.method = NestedMethod::multilevel;
    settings.replicates = replicates;
    settings.outers = static_cast<std::int64_t>(budget / 32.0);
    NestedRun run;
    for (int attempt = 0; attempt < 4; ++attempt) {
        run = simulate(simulation, 1, settings);
        const double ratio = budget / run.samples.inner_samples();
        if (ratio > 0.9 && ratio < 1.1) break;
        settings.outers = static_cast<std::int64_t>(static_cast<double>(settings.outers) * ratio);
        if (settings.outers < replicates) break;
    }
    return run;
}

NestedRun run_once(NestedMethod method, double budget, std::uint64_t seed) {
    const InnerSimulation simulation = QuadraticProblem{tau, seed}.simulation();
    if (method == NestedMethod::multilevel) return run_multilevel(simulation, budget);
    return simulate(simulation, 1, split(method, budget));
}

ErrorCurve curve_of(NestedMethod method, int last, int runs, std::uint64_t seed) {
    ErrorCurve curve{method, {}, {}, {}, {}, 0.0};
    const double truth = QuadraticProblem{tau, seed}.expected_positive();
    for (int power = first_power; power <= last; ++power) {
        const double budget = static_cast<double>(std::int64_t{1} << (2 * power));
        double squares = 0.0, cost = 0.0;
        int inner = 0;
        for (int i = 0; i < runs; ++i) {
            const NestedRun run = run_once(method, budget, seed + static_cast<std::uint64_t>(i));
            const double error = law_of(run.samples, 0, std::nullopt).expected_positive() - truth;
            squares += error * error / runs;
            cost += run.samples.inner_samples() / runs;
            inner = std::max(inner, run.samples.levels.back().inner);
        }
        curve.budgets.push_back(budget);
        curve.costs.push_back(cost);
        curve.errors.push_back(sqrt(squares));
        curve.inner.push_back(inner);
    }
    curve.slope = 2.0 * power_law(curve.costs, curve.errors);
    return curve;
}

}  // namespace

double theory(NestedMethod method) {
    switch (method) {
        case NestedMethod::plain:
            return -2.0 / 3.0;
        case NestedMethod::jackknife:
            return -4.0 / 5.0;
        case NestedMethod::multilevel:
            return -1.0;
    }
    return 0.0;
}

Complexity measure_complexity(int last, int runs, std::uint64_t seed) {
    Complexity found{QuadraticProblem{tau, seed}.expected_positive(), runs, {}, {}};
    for (const NestedMethod method : {NestedMethod::plain, NestedMethod::jackknife, NestedMethod::multilevel})
        found.curves.push_back(curve_of(method, last, runs, seed));
    NestedSettings settings;
    settings.method = NestedMethod::multilevel;
    settings.inner = 1024;
    settings.outers = 1 << 18;
    found.levels = simulate(QuadraticProblem{tau, seed}.simulation(), 1, settings);
    return found;
}

}  // namespace snell::nested_bench
