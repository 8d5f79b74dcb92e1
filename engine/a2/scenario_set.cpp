#include "engine/a2/scenario_set.h"

#include <algorithm>
#include <stdexcept>

#include "core/math/log.h"

namespace snell::a2 {
namespace {

enum class Side : std::uint8_t { up, down };
double signed_by(Side side, double bump) { return side == Side::up ? bump : -bump; }

Matrix<double> factor_of(const Matrix<double>& correlation) {
    const Matrix<double> factor = cholesky(correlation);
    for (int i = 0; i < factor.size(); ++i)
        if (!(factor(i, i) > 0.0))
            throw std::invalid_argument("the correlation of the drivers is not positive definite at " +
                                        driver_name(i) + ". Move its entries towards 0");
    return factor;
}

/// Writes the tables of a plan, scenario by scenario.
class Planner {
  public:
    Planner(const Option& option, const Method& method)
        : option_(option), method_(method), factor_(factor_of(option.correlation)) {
        set_.assets = option.assets();
        set_.steps = method.steps;
        set_.martingale = method.martingale;
        set_.log_spot = log(option.spot);
        set_.strike = option.strike;
        for (int i = 0; i < option.assets(); ++i) {
            add_scheme(option, i);
            add_rows(factor_, i, option.terms[index(i)].rho, 1.0);
        }
        add("price", {{add_scenario(option_, {}), 1.0}});
    }
    ScenarioSet finish() { return std::move(set_); }

    void time_and_rate() {
        const double time = method_.bumps.time, rate = method_.bumps.rate;
        first("theta", -time, [&](Side side) {
            Option moved = option_;
            moved.maturity += signed_by(side, time);
            std::vector<Move> all;
            for (int i = 0; i < set_.assets; ++i) all.push_back({i, add_scheme(moved, i), i, false});
            return add_scenario(moved, all);
        });
        first("rho", rate, [&](Side side) {
            Option moved = option_;
            moved.rate += signed_by(side, rate);
            const int scenario = add_scenario(moved, {});
            set_.scenarios[index(scenario)].drift = (moved.rate - option_.rate) * dt(option_);
            return scenario;
        });
    }

    void spots() {
        const double bump = method_.bumps.spot * option_.spot;
        const int n = set_.assets;
        std::vector<int> up, down;
        for (int i = 0; i < n; ++i) {
            up.push_back(shifted({{i, Side::up}}));
            down.push_back(shifted({{i, Side::down}}));
        }
        for (int i = 0; i < n; ++i)
            add(numbered("delta", i),
                method_.difference == Difference::central
                    ? std::vector<Share>{{up[index(i)], 0.5 / bump}, {down[index(i)], -0.5 / bump}}
                    : std::vector<Share>{{up[index(i)], 1.0 / bump}, {0, -1.0 / bump}});
        const double second = 1.0 / (bump * bump);
        for (int i = 0; i < n; ++i)
            add(numbered("gamma", i), {{up[index(i)], second}, {0, -2.0 * second}, {down[index(i)], second}});
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < i; ++j)
                add(numbered("cross_gamma", j) + "_" + std::to_string(i + 1), cross(j, i, up, second));
    }

    void model() {
        for (int i = 0; i < set_.assets; ++i) {
            const auto vega = [&](const char* name, double HestonTerms<double>::*number, double bump) {
                first(numbered(name, i), bump, [&](Side side) {
                    Option moved = option_;
                    moved.terms[index(i)].*number += signed_by(side, bump);
                    return add_scenario(moved, {moved_model(moved, i)});
                });
            };
            const HestonTerms<double>& terms = option_.terms[index(i)];
            const double share = method_.bumps.variance;
            vega("vega_kappa", &HestonTerms<double>::kappa, share * terms.kappa);
            vega("vega_theta", &HestonTerms<double>::theta, share * terms.theta);
            vega("vega_xi", &HestonTerms<double>::xi, share * terms.xi);
            vega("vega_rho", &HestonTerms<double>::rho, method_.bumps.correlation);
            vega("vega_v0", &HestonTerms<double>::v0, share * terms.v0);
        }
    }

    void correlations() {
        for (int j = 1; j < 2 * set_.assets; ++j)
            for (int k = 0; k < j; ++k)
                first("vega_" + driver_name(k) + "_" + driver_name(j), method_.bumps.correlation,
                      [&](Side side) { return correlated(j, k, side); });
    }

  private:
    static std::size_t index(int i) { return static_cast<std::size_t>(i); }
    static std::string numbered(const char* name, int asset) {
        return std::string(name) + "_" + std::to_string(asset + 1);
    }
    double dt(const Option& option) const { return option.maturity / method_.steps; }

    void add(std::string name, std::vector<Share> shares) {
        set_.results.push_back({std::move(name), std::move(shares)});
    }
    /// A first derivative; `make` adds the scenario of a side.  A negative bump turns the sign.
    template <class Make>
    void first(const std::string& name, double bump, Make make) {
        const int up = make(Side::up);
        if (method_.difference == Difference::one_sided) {
            add(name, {{up, 1.0 / bump}, {0, -1.0 / bump}});
        } else {
            const int down = make(Side::down);
            add(name, {{up, 0.5 / bump}, {down, -0.5 / bump}});
        }
    }

    int add_scheme(const Option& option, int asset) {
        const auto& terms = option.terms[index(asset)];
        const double step = dt(option);
        set_.schemes.push_back(terms.v0);
        auto scheme = HestonStep<double>::make(terms, step, option.rate * step);
        scheme.leg_mean = scheme.leg_deviation = 0.0;  // no lognormal twin here
        scheme.push(set_.schemes);
        return static_cast<int>(set_.schemes.size()) / (HestonStep<double>::size + 1) - 1;
    }
    /// The driver of V_i, and what is left of that of S_i without rho times it, times `scale`.
    int add_rows(const Matrix<double>& factor, int asset, double rho, double scale) {
        for (int k = 0; k < 2 * set_.assets; ++k) set_.rows.push_back(factor(2 * asset, k));
        for (int k = 0; k < 2 * set_.assets; ++k)
            set_.rows.push_back(scale * (factor(2 * asset + 1, k) - rho * factor(2 * asset, k)));
        return static_cast<int>(set_.rows.size()) / (4 * set_.assets) - 1;
    }
    int add_scenario(const Option& option, const std::vector<Move>& moves) {
        set_.scenarios.push_back({static_cast<int>(set_.moves.size()), static_cast<int>(moves.size()), -1,
                                  0.0, -option.rate * dt(option)});
        set_.moves.insert(set_.moves.end(), moves.begin(), moves.end());
        return static_cast<int>(set_.scenarios.size()) - 1;
    }

    /// A scenario in which spots move.
    int shifted(const std::vector<std::pair<int, Side>>& spots) {
        const int scenario = add_scenario(option_, {});
        set_.scenarios[index(scenario)].shifts = static_cast<int>(set_.shifts.size()) / set_.assets;
        std::vector<double> shifts(index(set_.assets), 0.0);
        for (const auto& [asset, side] : spots)
            shifts[index(asset)] = log(1.0 + signed_by(side, method_.bumps.spot));
        set_.shifts.insert(set_.shifts.end(), shifts.begin(), shifts.end());
        return scenario;
    }
    std::vector<Share> cross(int j, int i, const std::vector<int>& up, double second) {
        const int both = shifted({{j, Side::up}, {i, Side::up}});
        if (method_.difference == Difference::one_sided)
            return {{both, second}, {up[index(j)], -second}, {up[index(i)], -second}, {0, second}};
        const double quarter = 0.25 * second;
        return {{both, quarter},
                {shifted({{j, Side::up}, {i, Side::down}}), -quarter},
                {shifted({{j, Side::down}, {i, Side::up}}), -quarter},
                {shifted({{j, Side::down}, {i, Side::down}}), quarter}};
    }

    Move moved_model(const Option& moved, int asset) {
        const double before = option_.terms[index(asset)].rho, now = moved.terms[index(asset)].rho;
        if (!(now > -1.0 && now < 1.0))
            throw std::invalid_argument("rho of asset " + std::to_string(asset + 1) +
                                        " with its bump is not inside (-1, 1)");
        const int rows = now == before ? asset
                                       : add_rows(factor_, asset, before,
                                                  sqrt((1.0 - now * now) / (1.0 - before * before)));
        return {asset, add_scheme(moved, asset), rows, false};
    }

    int correlated(int j, int k, Side side) {
        Option moved = option_;
        const double entry = moved.correlation(j, k) + signed_by(side, method_.bumps.correlation);
        moved.correlation(j, k) = moved.correlation(k, j) = entry;
        const bool own = k == j - 1 && k % 2 == 0;  // (V_i, S_i)
        if (own) moved.terms[index(j / 2)].rho = entry;
        const Matrix<double> factor = factor_of(moved.correlation);
        std::vector<Move> moves;
        for (int i = j / 2; i < set_.assets; ++i) {
            const bool of_own = own && i == j / 2;
            moves.push_back({i, of_own ? add_scheme(moved, i) : i,
                             add_rows(factor, i, moved.terms[index(i)].rho, 1.0), j == 2 * i + 1 && !own});
        }
        return add_scenario(moved, moves);
    }

    const Option& option_;
    const Method& method_;
    Matrix<double> factor_;
    ScenarioSet set_;
};

}  // namespace

int ScenarioSet::variance_paths() const {
    return asset_paths() - static_cast<int>(std::count_if(moves.begin(), moves.end(), [](const Move& move) {
               return move.shares_variance;
           }));
}

ScenarioSet make_scenarios(const Option& option, const Method& method) {
    Planner planner(option, method);
    planner.time_and_rate();
    planner.spots();
    planner.model();
    planner.correlations();
    return planner.finish();
}

ScenarioSet price_scenario(const Option& option, const Method& method) {
    return Planner(option, method).finish();
}

std::string driver_name(int driver) { return (driver % 2 == 0 ? "V" : "S") + std::to_string(driver / 2 + 1); }

}  // namespace snell::a2
