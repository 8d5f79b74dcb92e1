#include "engine/exercise/regress.h"

#include <algorithm>

#include "core/least_squares.h"
#include "engine/exercise/rule_shape.h"
#include "engine/parallel.h"

namespace snell {
namespace {

/// A fit on fewer paths than this for each function would follow their noise; all paths are taken instead.
constexpr double least_paths_per_function = 8.0;

class Regression {
  public:
    Regression(const ExerciseKernels& kernels, int threads, const OptionWalk& option,
               const ExerciseSettings& settings)
        : kernels_(kernels), threads_(threads), option_(option), settings_(settings) {}

    RuleNumbers run() {
        blocks_ = static_cast<std::size_t>((settings_.training_paths + block_paths - 1) / block_paths);
        trace();
        const bool split = settings_.selection == ExerciseSettings::Selection::in_the_money;
        for (int date = option_.dates() - 2; date >= 0; --date) fit(date, split);
        return std::move(rule_);
    }

  private:
    using Doubles = std::vector<double>;

    std::size_t dates() const { return static_cast<std::size_t>(option_.dates()); }
    std::size_t block_size() const { return dates() * (1 + shown_.size()) * block_paths; }

    /// Paths of all blocks; the first tells which states move.
    void trace() {
        shown_.resize(static_cast<std::size_t>(states_of(option_.walk.payoffs.front())));
        for (std::size_t s = 0; s < shown_.size(); ++s) shown_[s] = static_cast<int>(s);
        Doubles columns(block_size()), spreads(dates() * shown_.size() * 2);
        kernels_.trace(option_, shown_, 0, columns.data(), spreads.data());
        std::vector<int> moving;
        for (std::size_t s = 0; s < shown_.size(); ++s)
            for (std::size_t k = 0; k < dates(); ++k)
                if (deviation(spreads.data() + 2 * (k * shown_.size() + s), block_paths) > 0.0) {
                    moving.push_back(static_cast<int>(s));
                    break;
                }
        shown_ = std::move(moving);
        rule_ = empty_rule(settings_, shown_, option_.dates());
        const std::size_t spread_size = dates() * shown_.size() * 2;
        columns_.resize(blocks_ * block_size());
        paid_.resize(blocks_ * block_paths);
        Doubles rows(blocks_ * spread_size);
        parallel_ranges(threads_, blocks_, 1, [&](std::size_t at, std::size_t end) {
            for (; at < end; ++at)
                kernels_.trace(option_, shown_, at * block_paths, columns_.data() + at * block_size(),
                               rows.data() + at * spread_size);
        });
        scale(sum_rows(rows, spread_size));
    }

    /// Square root of the variance; 0 where it is rounding of a constant.
    static double deviation(const double* sums, double paths) {
        const double mean = sums[0] / paths;
        const double variance = sums[1] / paths - mean * mean;
        return variance > 1e-12 * mean * mean ? sqrt(variance) : 0.0;
    }

    void scale(const Doubles& spreads) {
        const double paths = static_cast<double>(blocks_ * block_paths);
        for (std::size_t k = 0; k < dates(); ++k)
            for (std::size_t s = 0; s < shown_.size(); ++s) {
                const double* const sums = spreads.data() + 2 * (k * shown_.size() + s);
                const double width = deviation(sums, paths);
                double* const to =
                    rule_.data() + ExerciseRule(rule_.data()).date(static_cast<int>(k)) + 2 * s;
                to[0] = sums[0] / paths;
                to[1] = width > 0.0 ? 1.0 / width : 0.0;
            }
    }

    Doubles sum_rows(const Doubles& rows, std::size_t size) const {
        Doubles sums(size, 0.0);
        for (std::size_t b = 0; b < blocks_; ++b)
            for (std::size_t i = 0; i < size; ++i) sums[i] += rows[b * size + i];
        return sums;
    }

    void fit(int date, bool split) {
        const ExerciseRule rule(rule_.data());
        const int functions = rule.at(ExerciseRule::functions);
        const auto n = static_cast<std::size_t>(functions);
        const std::size_t side = n * (n + 1) / 2 + n + 1, size = split ? 2 * side : side;
        const RegressionTask task{rule_.data(), date, option_.dates(), split};
        Doubles rows(blocks_ * size);
        parallel_ranges(threads_, blocks_, 1, [&](std::size_t at, std::size_t end) {
            for (; at < end; ++at) {
                const TracedBlock block{columns_.data() + at * block_size(), static_cast<int>(shown_.size())};
                kernels_.regress(task, block, paid_.data() + at * block_paths, rows.data() + at * size);
            }
        });
        const Doubles sums = sum_rows(rows, size);
        Doubles all(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(side));
        if (split)
            for (std::size_t i = 0; i < side; ++i) all[i] += sums[side + i];
        for (int which = 0; which < 2; ++which) {
            const double* own = sums.data() + (split ? static_cast<std::size_t>(which) * side : 0);
            if (own[side - 1] < least_paths_per_function * functions) own = all.data();
            const NormalEquations equations{
                functions, {own, own + n * (n + 1) / 2}, {own + n * (n + 1) / 2, own + side - 1}};
            const Doubles coefficients = least_squares(equations);
            std::copy(coefficients.begin(), coefficients.end(),
                      rule_.data() + (which == 0 ? rule.inside(date) : rule.outside(date)));
        }
    }

    const ExerciseKernels& kernels_;
    int threads_;
    const OptionWalk& option_;
    const ExerciseSettings& settings_;
    std::size_t blocks_ = 0;
    std::vector<int> shown_;  ///< states that move
    RuleNumbers rule_;
    Doubles columns_;  ///< [block] TracedBlock
    Doubles paid_;     ///< [path]
};

}  // namespace

RuleNumbers regress_rule(const ExerciseKernels& kernels, int threads, const OptionWalk& option,
                         const ExerciseSettings& settings) {
    return Regression(kernels, threads, option, settings).run();
}

}  // namespace snell
