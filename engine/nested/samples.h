#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/estimate.h"
#include "engine/nested/signed_law.h"

/// Estimators of functionals of the law of E[X|Y] by nested simulation: at outer states Y, means of inner
/// samples of X (docs/theory/nested.md).
namespace snell {

/// Inner samples are averaged in so many parts, one after the other, that are kept apart.
inline constexpr int inner_quarters = 4;

/// How functionals of E[X|Y] are made of inner means; with m inner samples the bias is of order
enum class NestedMethod : std::uint8_t {
    plain,      ///< 1/m: the mean in place of the expectation
    jackknife,  ///< 1/m^2: twice the mean, less what the two halves give
    multilevel  ///< 1/m of the finest level, at about the cost of the coarsest (Giles and Haji-Ali 2019)
};

/// What inner simulation found with one number of inner samples.
struct NestedLevel {
    int inner = 0;                 ///< samples at an outer state, a power of two, at least 4
    std::int64_t outers = 0;       ///< outer states of each replicate
    std::vector<double> quarters;  ///< means, [outer][replicate][output][inner_quarters]
};

/// All that was simulated.  Plain and jackknife have one level; multilevel several, each with twice the inner
/// samples of the one before and outer states of its own.
struct NestedSamples {
    NestedMethod method = NestedMethod::plain;
    int replicates = 0;
    int outputs = 0;
    std::vector<NestedLevel> levels;

    std::int64_t outers() const;
    double inner_samples() const;
};

/// How far bias has been taken off.
enum class Resolution : std::uint8_t {
    full,    ///< by all that was simulated
    coarser  ///< as with half of the inner samples; multilevel: without the finest level
};

/// The law of an output, of one replicate or of all.
SignedLaw law_of(const NestedSamples& samples, int output, std::optional<int> replicate,
                 Resolution resolution = Resolution::full);

/// A functional of a law: its estimate, and an estimate of the bias that inner sampling leaves in it (value
/// minus truth), of the method's order if inner samples are independent.
struct NestedEstimate {
    Estimate estimate;
    Estimate bias;
};
using Functional = std::function<double(const SignedLaw&)>;
using Functionals = std::function<std::vector<double>(const SignedLaw&)>;
/// They are given sorted laws.  The value is that of all outer states together, the error from the spread of
/// replicates.
std::vector<NestedEstimate> measure(const NestedSamples& samples, int output, const Functionals& functionals);
NestedEstimate measure(const NestedSamples& samples, int output, const Functional& functional);

/// E of f over one level's own states: of level 0 f of the mean, of others its excess over the mean of f of
/// the halves.
struct LevelStatistics {
    int inner = 0;
    std::int64_t outers = 0;               ///< all replicates together
    std::vector<double> means, variances;  ///< [output], per outer state
};
LevelStatistics statistics(const NestedSamples& samples, std::size_t level,
                           const std::function<double(double)>& f);

}  // namespace snell
