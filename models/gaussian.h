#pragma once
#include <vector>

#include "core/matrix.h"
#include "core/path.h"

namespace snell {

/// Most assets that one model may have.
inline constexpr int max_assets = 32;

template <class R>
inline constexpr bool has_slopes = !std::is_same_v<R, ValueOf<R>>;

/// How the slopes of an expectation are taken.
enum class SlopeMethod : std::uint8_t {
    pathwise,          ///< slopes of the path itself; needs a continuous payoff
    likelihood_ratio,  ///< slopes of the density of the path; any payoff (Glasserman 2004, sec. 7.3)
};

/// What a run with slopes keeps beside a log-price.  Empty in a run without slopes.
template <class R, bool = has_slopes<R>>
struct Likelihood {};
template <class R>
struct Likelihood<R, true> {
    using V = ValueOf<R>;
    V score = V(0.0);        ///< sum of s y up to the first observation, y = C^-1 z
    V square = V(0.0);       ///< sum of s^2 up to the first observation
    V information = V(1.0);  ///< diagonal entry of C^-1
    R mean = R(0.0);         ///< of the move since the last observation, with its slopes
    R variance = R(0.0);
    V noise = V(0.0);
};

/// The (conditionally) Gaussian move of the log-prices of N assets (N = 0: any number, `assets`).  Every
/// model that is Gaussian given the rest of its state moves its log-prices through here; in a run with slopes
/// this keeps the books of the path's likelihood, too.
template <class P, int N>
struct Gaussian {
    static constexpr int capacity = N ? N : max_assets;

    int assets;
    int first_observed;  ///< step of the first observation
    SlopeMethod method;

    template <class R>
    struct State {
        R x[capacity];  ///< ln S
        Likelihood<R> likelihood[capacity];
        R weight;  ///< value 0; slopes of the log-likelihood of all that was observed
    };

    HOST_DEVICE int size() const { return N ? N : assets; }
    /// Place of an asset in a state; of one asset the compiler knows it, so that a GPU keeps the state in
    /// registers.
    static HOST_DEVICE int place(int asset) { return N == 1 ? 0 : asset; }
    HOST_DEVICE int table_size() const { return size() > 1 ? 3 * size() * size() : 0; }

    /// Table: Cholesky factor, correlation and its inverse, [n][n] each; nothing for one asset.
    static void tabulate(const Matrix<P>& correlation, std::vector<P>& table) {
        if (correlation.size() < 2) return;
        for (const Matrix<P>& m : {cholesky(correlation), correlation, inverse(correlation)})
            table.insert(table.end(), m.cells().begin(), m.cells().end());
    }

    template <class R>
    ALWAYS_INLINE void start(State<R>& state, const P* log_spots) const {
        for (int i = 0; i < size(); ++i) {
            state.x[i] = spread<R>(log_spots[i]);
            if constexpr (has_slopes<R>) {
                state.likelihood[i] = {};
                if (method == SlopeMethod::likelihood_ratio) {
                    state.likelihood[i].mean = state.x[i] - state.x[i].value;
                    state.x[i] = R(state.x[i].value);
                }
            }
        }
        if constexpr (has_slopes<R>) state.weight = R(0.0);
    }

    /// x_i += mean_i + volatility_i z_i, z correlated.  `observed`: something is seen at the end of this
    /// step.
    template <class R>
    ALWAYS_INLINE void step(const P* table, State<R>& state, const R* mean, const R* volatility,
                            const ValueOf<R>* draws, int step, bool observed) const {
        if constexpr (!has_slopes<R>) {
            for (int i = 0; i < size(); ++i)
                state.x[i] = fma(volatility[i], correlated<R>(table, draws, i), state.x[i] + mean[i]);
        } else {
            step_with_slopes(table, state, mean, volatility, draws, step, observed);
        }
    }

    /// A further move of ln S_i that the rest of the state decides; call before `step`.
    template <class R>
    ALWAYS_INLINE void shift(State<R>& state, int i, const R& move) const {
        if constexpr (has_slopes<R>) {
            if (method == SlopeMethod::likelihood_ratio) {
                state.likelihood[i].mean = state.likelihood[i].mean + (move - move.value);
                state.x[i] = state.x[i] + move.value;
                return;
            }
        }
        state.x[i] = state.x[i] + move;
    }

    /// The correlated normal of asset i.
    template <class R>
    ALWAYS_INLINE R normal(const P* table, const ValueOf<R>* draws, int i) const {
        return correlated<R>(table, draws, i);
    }

    /// Score of ln S_0 of an asset and its expected square, from the path up to the first observation.
    template <class V, class R>
    HOST_DEVICE void spot_score(const State<R>& state, int i, V& score, V& information) const {
        const Likelihood<R>& own = state.likelihood[i];
        const V per_square = inverse_unless_zero(own.square);
        score = own.score * per_square;
        information = own.information * per_square;
    }

  private:
    /// A log-price that did not move bears no slopes.
    template <class V>
    static ALWAYS_INLINE V inverse_unless_zero(const V& x) {
        return select(x > V(0.0), V(1.0) / x, V(0.0));
    }

    template <class R>
    ALWAYS_INLINE R correlated(const P* table, const ValueOf<R>* draws, int i) const {
        if constexpr (N == 1) {
            return R(draws[0]);
        } else {
            if (size() == 1) return R(draws[0]);
            R z = spread<R>(table[i * size()]) * draws[0];
            for (int k = 1; k <= i; ++k) z = fma(spread<R>(table[i * size() + k]), draws[k], z);
            return z;
        }
    }

    template <class R>
    HOST_DEVICE void step_with_slopes(const P* table, State<R>& state, const R* mean, const R* volatility,
                                      const ValueOf<R>* draws, int step, bool observed) const {
        using V = ValueOf<R>;
        const int n = size();
        const P* const factor_inverse = table + 2 * n * n;
        R z[capacity];
        V y[capacity];
        for (int i = 0; i < n; ++i) z[i] = correlated<R>(table, draws, i);
        for (int i = 0; i < n; ++i) {
            y[i] = n == 1 ? z[0].value : V(0.0);
            for (int k = 0; n > 1 && k < n; ++k)
                y[i] = fma(V(value_of(factor_inverse[i * n + k])), z[k].value, y[i]);
        }
        if (method == SlopeMethod::pathwise) {
            for (int i = 0; i < n; ++i) state.x[i] = fma(volatility[i], z[i], state.x[i] + mean[i]);
        } else {
            for (int i = 0; i < n; ++i) {
                Likelihood<R>& own = state.likelihood[i];
                const V noise = volatility[i].value * z[i].value;
                state.x[i] = R(fma(volatility[i].value, z[i].value, state.x[i].value + mean[i].value));
                own.mean = own.mean + mean[i];
                own.variance = own.variance + volatility[i] * volatility[i];
                own.noise = own.noise + noise;
            }
            if (n > 1)
                settle_step(table, state, volatility, z, y);
            else if (observed)
                settle_observation(state);
        }
        if (step <= first_observed) {
            for (int i = 0; i < n; ++i) {
                Likelihood<R>& own = state.likelihood[i];
                own.score = fma(volatility[i].value, y[i], own.score);
                own.square = fma(volatility[i].value, volatility[i].value, own.square);
                if (n > 1) own.information = V(value_of(factor_inverse[i * n + i]));
            }
        }
    }

    /// One asset, N(M, V) since the last observation: d ln p = n / V dM + (n^2 / V - 1) / (2 V) dV.  Settling
    /// per observation, not per step, keeps the variance of the weight bounded as steps shrink.
    template <class R>
    HOST_DEVICE void settle_observation(State<R>& state) const {
        using V = ValueOf<R>;
        Likelihood<R>& own = state.likelihood[0];
        const V per_variance = inverse_unless_zero(own.variance.value);
        const V pull = own.noise * per_variance;
        const V stretch = (pull * own.noise - V(1.0)) * (V(0.5) * per_variance);
        state.weight =
            state.weight + (own.mean - own.mean.value) * pull + (own.variance - own.variance.value) * stretch;
        own.mean = R(0.0);
        own.variance = R(0.0);
        own.noise = V(0.0);
    }

    /// Many assets, per step: d ln p = sum y_i / s_i dm_i + (z_i y_i - 1) / s_i ds_i + sum_{i<j} (y_i y_j -
    /// C^-1_ij) dC_ij.
    template <class R>
    HOST_DEVICE void settle_step(const P* table, State<R>& state, const R* volatility, const R* z,
                                 const ValueOf<R>* y) const {
        using V = ValueOf<R>;
        const int n = size();
        const P* const correlation = table + n * n;
        const P* const inverse = table + 2 * n * n;
        for (int i = 0; i < n; ++i) {
            Likelihood<R>& own = state.likelihood[i];
            const V per_volatility = inverse_unless_zero(volatility[i].value);
            state.weight =
                state.weight + (own.mean - own.mean.value) * (y[i] * per_volatility) +
                (volatility[i] - volatility[i].value) * ((z[i].value * y[i] - V(1.0)) * per_volatility);
            own.mean = R(0.0);
            for (int j = 0; j < i; ++j) {
                const R entry = spread<R>(correlation[i * n + j]);
                const V pull = y[i] * y[j] - V(value_of(inverse[i * n + j]));
                state.weight = state.weight + (entry - entry.value) * pull;
            }
        }
    }
};

}  // namespace snell
