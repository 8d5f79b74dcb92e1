#pragma once
#include "core/lane_bits.h"
#include "core/math/exp.h"
#include "engine/a2/program.h"

/// The paths of workload a2, a pack at a time; compiled once per instruction set.  Scenarios reuse the paths
/// of the base wherever they can: an asset's path depends on its own parameters and its own rows of the
/// driver matrix alone, a shifted spot shifts the logarithm of its maximum.
namespace snell::a2 {

/// Steps that a pack goes at a time, so that states stay in registers and draws in the first-level cache.
inline constexpr int chunk_steps = 4;

template <class R>
struct AssetState {
    R v;    ///< [1/year]
    R x;    ///< ln S less its start
    R top;  ///< running maximum of x
};

/// What a step of ln S is made of, given the variances: mean + deviation * noise.
template <class R>
struct PriceMove {
    R mean, deviation;
};

template <class R>
ALWAYS_INLINE R dot(const double* row, const R* z, int count) {
    R sum = spread<R>(row[0]) * z[0];
    for (int k = 1; k < count; ++k) sum = fma(spread<R>(row[k]), z[k], sum);
    return sum;
}

/// One step of an asset's variance.
template <Martingale martingale, class R>
ALWAYS_INLINE PriceMove<R> move_variance_of(const HestonStep<double>& own, const R& driver, R& v) {
    const VarianceMove<R> move = move_variance<martingale>(own, v, driver);
    const PriceMove<R> price{move_log_price(own, v, move), sqrt(spread<R>(own.half_dt) * (v + move.next))};
    v = move.next;
    return price;
}
template <class R>
ALWAYS_INLINE void move_price(const PriceMove<R>& move, const R& noise, AssetState<R>& state) {
    state.x = fma(move.deviation, noise, state.x + move.mean);
    state.top = max(state.top, state.x);
}

/// Room of a pack: doubles aligned to 64 bytes.
template <class R>
struct Workspace {
    R *z, *x, *top;            ///< [step of the chunk][normal], [..][asset]
    R *driver, *noise;         ///< [..][asset]
    PriceMove<R>* price;       ///< [..][asset]
    AssetState<R>*base, *own;  ///< [asset], [move]
    R* drifted;                ///< [scenario][asset] running maximum with another drift
    R* last;                   ///< [scenario] ln M

    static std::size_t size(const Program& p, int moves) {
        const auto n = static_cast<std::size_t>(p.assets);
        return (chunk_steps * 8 * n + 3 * n + 3 * static_cast<std::size_t>(moves) +
                (n + 1) * static_cast<std::size_t>(p.scenario_count)) *
               lanes_of<R>;
    }
    ALWAYS_INLINE Workspace(const Program& p, int moves, double* room) {
        R* at = reinterpret_cast<R*>(room);
        const auto take = [&](int count) {
            R* const from = at;
            at += count;
            return from;
        };
        const int n = p.assets;
        z = take(chunk_steps * 2 * n);
        x = take(chunk_steps * n);
        top = take(chunk_steps * n);
        driver = take(chunk_steps * n);
        noise = take(chunk_steps * n);
        price = reinterpret_cast<PriceMove<R>*>(take(2 * chunk_steps * n));
        base = reinterpret_cast<AssetState<R>*>(take(3 * n));
        own = reinterpret_cast<AssetState<R>*>(take(3 * moves));
        drifted = take(n * p.scenario_count);
        last = take(p.scenario_count);
    }
};

/// The loop of a pack over its steps.
template <Martingale martingale, class R>
class Tracer {
  public:
    ALWAYS_INLINE Tracer(const Program& program, int moves, double* room)
        : p_(program), w_(program, moves, room), moves_(moves) {}

    ALWAYS_INLINE void run(std::uint64_t first_path, std::uint32_t valid, Trail* trails) {
        start();
        Draws<R> draws(*p_.draws);
        draws.start(p_.replicate, first_path);
        for (int first = 0; first < p_.steps; first += chunk_steps) {
            const int count = first + chunk_steps <= p_.steps ? chunk_steps : p_.steps - first;
            for (int s = 0; s < count; ++s) {
                const R* const row = draws.step(first + s);
                for (int k = 0; k < 2 * p_.assets; ++k) w_.z[2 * p_.assets * s + k] = row[k];
            }
            for (int i = 0; i < p_.assets; ++i) move_base(i, count);
            for (int k = 0; k < p_.scenario_count; ++k) {
                R best[chunk_steps];
                find_best(k, first, count, best);
                for (int s = 0; s < count; ++s) record(best[s], first + s, valid, w_.last[k], trails[k]);
            }
        }
        for (int k = 0; k < p_.scenario_count; ++k) finish(w_.last[k], valid, trails[k]);
    }

  private:
    ALWAYS_INLINE void start() {
        const auto at_start = [&](int scheme) {
            return AssetState<R>{spread<R>(variance(scheme)), R(0.0), R(0.0)};
        };
        for (int i = 0; i < p_.assets; ++i) w_.base[i] = at_start(i);
        for (int m = 0; m < moves_; ++m) w_.own[m] = at_start(p_.moves[m].scheme);
        for (int k = 0; k < p_.scenario_count; ++k) {
            w_.last[k] = R(p_.log_spot);
            for (int i = 0; i < p_.assets; ++i) {
                w_.drifted[k * p_.assets + i] = R(0.0);
                w_.last[k] = max(w_.last[k], R(p_.log_spot + shift(k, i)));
            }
        }
    }
    ALWAYS_INLINE double variance(int scheme) const { return p_.schemes[scheme_size * scheme]; }
    ALWAYS_INLINE HestonStep<double> scheme(int which) const {
        return HestonStep<double>::read(p_.schemes + scheme_size * which + 1);
    }
    ALWAYS_INLINE double shift(int scenario, int asset) const {
        const int shifts = p_.scenarios[scenario].shifts;
        return shifts < 0 ? 0.0 : p_.shifts[shifts * p_.assets + asset];
    }

    ALWAYS_INLINE void move_base(int i, int count) {
        const HestonStep<double> own = scheme(i);
        const double* const rows = p_.rows + 4 * p_.assets * i;
        AssetState<R> state = w_.base[i];
        for (int s = 0; s < count; ++s) {
            const R* const z = w_.z + 2 * p_.assets * s;
            const int at = p_.assets * s + i;
            w_.driver[at] = dot(rows, z, 2 * i + 1);
            w_.noise[at] = dot(rows + 2 * p_.assets, z, 2 * i + 2);
            w_.price[at] = move_variance_of<martingale>(own, w_.driver[at], state.v);
            move_price(w_.price[at], w_.noise[at], state);
            w_.x[at] = state.x;
            w_.top[at] = state.top;
        }
        w_.base[i] = state;
    }

    /// ln M of a scenario at each step of the chunk.
    ALWAYS_INLINE void find_best(int k, int first, int count, R* best) {
        const Scenario& scenario = p_.scenarios[k];
        if (scenario.drift != 0.0) return drift_all(k, first, count, best);
        int move = scenario.first_move;
        const int end = move + scenario.moves;
        for (int s = 0; s < count; ++s) best[s] = w_.last[k];
        for (int i = 0; i < p_.assets; ++i) {
            if (move < end && p_.moves[move].asset == i) {
                move_own(move++, count, best);
                continue;
            }
            const R level(p_.log_spot + shift(k, i));
            for (int s = 0; s < count; ++s) best[s] = max(best[s], w_.top[p_.assets * s + i] + level);
        }
    }
    ALWAYS_INLINE void drift_all(int k, int first, int count, R* best) {
        for (int s = 0; s < count; ++s) best[s] = w_.last[k];
        for (int i = 0; i < p_.assets; ++i) {
            R top = w_.drifted[k * p_.assets + i];
            for (int s = 0; s < count; ++s) {
                const R x = w_.x[p_.assets * s + i] + R(p_.scenarios[k].drift * (first + s + 1));
                top = max(top, x);
                best[s] = max(best[s], top + R(p_.log_spot));
            }
            w_.drifted[k * p_.assets + i] = top;
        }
    }
    ALWAYS_INLINE void move_own(int m, int count, R* best) {
        const Move& move = p_.moves[m];
        const HestonStep<double> own = scheme(move.scheme);
        const double* const rows = p_.rows + 4 * p_.assets * move.rows;
        const bool by_base = move.rows == move.asset;
        const R level(p_.log_spot);
        AssetState<R> state = w_.own[m];
        for (int s = 0; s < count; ++s) {
            const R* const z = w_.z + 2 * p_.assets * s;
            const int at = p_.assets * s + move.asset;
            PriceMove<R> price;
            if (move.shares_variance)
                price = w_.price[at];
            else
                price = move_variance_of<martingale>(
                    own, by_base ? w_.driver[at] : dot(rows, z, 2 * move.asset + 1), state.v);
            move_price(price, by_base ? w_.noise[at] : dot(rows + 2 * p_.assets, z, 2 * move.asset + 2),
                       state);
            best[s] = max(best[s], state.top + level);
        }
        w_.own[m] = state;
    }

    /// Leaves ln M as it was where it rises.
    ALWAYS_INLINE void record(const R& now, int step, std::uint32_t valid, R& last, Trail& trail) {
        const std::uint32_t rose = lane_bits(now > last) & valid;
        trail.marks[step] = static_cast<std::uint16_t>(rose);
        if (rose == 0) return;
        alignas(64) double was[lanes_of<R>];
        store(was, last);
        for (std::uint32_t bits = rose; bits != 0; bits &= bits - 1)
            trail.before[trail.rises++] = was[__builtin_ctz(bits)];
        last = now;
    }

    /// From logarithms to what exercise pays.
    ALWAYS_INLINE void finish(const R& last, std::uint32_t valid, Trail& trail) {
        const R strike(p_.strike);
        store(trail.last, max(exp(last) - strike, R(0.0)));
        for (int i = 0; i < lanes_of<R>; ++i)
            if ((valid >> i & 1u) == 0) trail.last[i] = 0.0;
        for (std::uint32_t i = trail.rises; i % lanes_of<R> != 0; ++i) trail.before[i] = 0.0;
        for (std::uint32_t i = 0; i < trail.rises; i += lanes_of<R>)
            store(trail.before + i, max(exp(load<R>(trail.before + i)) - strike, R(0.0)));
    }

    static constexpr int scheme_size = HestonStep<double>::size + 1;  // v0 first
    const Program& p_;
    Workspace<R> w_;
    int moves_;
};

}  // namespace snell::a2
