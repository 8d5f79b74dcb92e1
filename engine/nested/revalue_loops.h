#pragma once
#include <deque>

#include "engine/exercise/mover.h"
#include "engine/nested/kernels.h"

/// The loop of nested simulation; compiled once per instruction set.  All lanes of a pack are inner paths of
/// one outer path, whose state and history they share.
namespace snell {

/// Draws of a pack of outer paths, written down so that one path's can be given to all lanes.
template <class R>
class OuterDraws {
  public:
    explicit OuterDraws(const DrawPlan& plan, int steps)
        : draws_(plan),
          steps_(steps),
          width_(plan.tables().width()),
          rows_(static_cast<std::size_t>(steps * width_) * lanes_of<R>),
          one_(new R[static_cast<std::size_t>(width_) + 1]) {}

    void start(std::uint32_t replicate, std::uint64_t first_path) {
        draws_.start(replicate, first_path);
        for (int s = 0; s < steps_; ++s) {
            const R* const row = draws_.step(s);
            for (int i = 0; i < width_; ++i) store(place(s, i), row[i]);
        }
    }
    /// The row of a step of path `lane` of the pack, in all lanes.
    const R* row(int step, int lane) {
        for (int i = 0; i < width_; ++i) one_[i] = R(place(step, i)[lane]);
        return one_.get();
    }

  private:
    Draws<R> draws_;
    int steps_, width_;
    Scratch rows_;  // [step][draw][lane]
    std::unique_ptr<R[]> one_;

    double* place(int step, int i) {
        return rows_.data() + static_cast<std::ptrdiff_t>(step * width_ + i) * lanes_of<R>;
    }
};

template <class R>
class Revaluation {
  public:
    explicit Revaluation(const NestedWalk& plan)
        : plan_(plan),
          mover_(mover_of<R>(plan.outer)),
          outer_draws_(*plan.outer.draws, plan.dates.back().step),
          states_(2 * mover_.state_size),
          columns_(static_cast<std::size_t>(plan.outer.slots + 1) * lanes_of<R>),
          values_(static_cast<std::size_t>(plan.payoffs()) * column_size()) {
        for (const ValuationDate& date : plan.dates) {
            draws_.emplace_back(*date.inner.draws);
            payoffs_.emplace_back();
            for (const Payoff& payoff : date.inner.payoffs) payoffs_.back().push_back(bound<R>(payoff));
        }
    }

    void run(std::uint32_t replicate, std::uint64_t first, int count, double* rows, std::size_t stride) {
        for (int done = 0; done < count; done += lanes_of<R>) {
            outer_draws_.start(replicate, first + static_cast<std::uint64_t>(done));
            for (int lane = 0; lane < lanes_of<R> && done + lane < count; ++lane)
                value_path(replicate, first + static_cast<std::uint64_t>(done + lane), lane,
                           rows + static_cast<std::size_t>(done + lane) * stride);
        }
    }

  private:
    const NestedWalk& plan_;
    Mover<R> mover_;
    OuterDraws<R> outer_draws_;
    std::deque<Draws<R>> draws_;                        // [date]
    std::vector<std::vector<BoundPayoff<R>>> payoffs_;  // [date][payoff]
    Scratch states_, columns_, values_;

    double* state() { return states_.data(); }
    double* ahead() { return states_.data() + mover_.state_size; }
    int samples() const { return plan_.inner_paths / (plan_.dates.front().inner.antithetic ? 2 : 1); }
    std::size_t column_size() const {
        return static_cast<std::size_t>(samples() > lanes_of<R> ? samples() : lanes_of<R>);
    }

    void know(const Walk<double>& walk) {
        for (const auto& [slot, number] : walk.known) store(columns_.data() + slot * lanes_of<R>, R(number));
    }

    /// One outer path through all dates.
    void value_path(std::uint32_t replicate, std::uint64_t path, int lane, double* row) {
        mover_.start(plan_.outer, state());
        int step = 0;
        for (std::size_t d = 0; d < plan_.dates.size(); ++d) {
            for (; step < plan_.dates[d].step; ++step)
                mover_.step(plan_.outer, outer_draws_.row(step, lane), step, state(), columns_.data());
            value_state(replicate | static_cast<std::uint32_t>(d) << 12, path, d, row);
            row += static_cast<std::size_t>(plan_.payoffs()) * inner_quarters;
        }
    }

    /// From the state at a date: inner paths in packs, then the means of their quarters.  What they observe
    /// lies in slots that the outer path has not come to yet.
    void value_state(std::uint32_t key, std::uint64_t path, std::size_t date, double* row) {
        const Walk<double>& inner = plan_.dates[date].inner;
        know(inner);
        const int all = samples();
        for (int at = 0; at < all; at += lanes_of<R>) {
            const std::uint64_t first = path << 32 | static_cast<std::uint64_t>(at);
            walk_on(date, key, first, false);
            for (int k = 0; k < plan_.payoffs(); ++k) store(value(k, at), payoff(date, k));
            if (!inner.antithetic) continue;
            walk_on(date, key, first, true);
            for (int k = 0; k < plan_.payoffs(); ++k)
                store(value(k, at), (load<R>(value(k, at)) + payoff(date, k)) * R(0.5));
        }
        const int part = all / inner_quarters;
        for (int k = 0; k < plan_.payoffs(); ++k)
            for (int q = 0; q < inner_quarters; ++q)
                *row++ = sum_halving(value(k, 0) + q * part, part) / part;
    }

    void walk_on(std::size_t date, std::uint32_t key, std::uint64_t first, bool mirrored) {
        const ValuationDate& from = plan_.dates[date];
        Draws<R>& draws = draws_[date];
        draws.start(key, first, mirrored);
        memcpy(ahead(), state(), mover_.state_size * sizeof(double));
        for (int step = from.step; step < from.inner.steps; ++step)
            mover_.step(from.inner, draws.step(step - from.step), step, ahead(), columns_.data());
    }

    double* value(int k, int at) { return values_.data() + static_cast<std::size_t>(k) * column_size() + at; }
    R payoff(std::size_t date, int k) {
        const BoundPayoff<R>& each = payoffs_[date][static_cast<std::size_t>(k)];
        return each.function(each.payoff,
                             Path<R>{columns_.data(), lanes_of<R>, plan_.dates[date].inner.constants.data()});
    }
};

template <class R>
void revalue(const NestedWalk& plan, std::uint32_t replicate, std::uint64_t first, int count, double* rows,
             std::size_t stride) {
    Revaluation<R>(plan).run(replicate, first, count, rows, stride);
}

}  // namespace snell
