#pragma once
#include <optional>
#include <string>

#include "core/estimate.h"
#include "engine/backend.h"
#include "engine/build.h"

namespace snell {

/// How far a product with early exercise may be worth more than what its rule earns.
struct ExerciseBounds {
    Estimate upper;  ///< no rule earns more [payment currency]
    Estimate gap;    ///< of the dual and the rule on the same dates of exercise and the same paths
    std::int64_t training_paths = 0;
    int functions = 0;  ///< that continuation values were regressed on
    int nodes = 0;
    std::string missing;  ///< why the bounds are further apart than was asked; empty where they are not
};

/// A product ready to be simulated on a grid: one with early exercise gets its rule, from training paths of
/// its own; any other is returned as it is.
Product trained(const Backend& backend, const Model& model, const Product& product, const Settings& settings,
                const std::vector<Years>& grid);

/// Bounds of a product with its rule, which earns `low`.  The gap is that of the dual of Rogers (2002), with
/// a hedge made of the rule's continuation values, to the rule's earnings on the same paths; each of its
/// paths takes `nodes` of settings.paths.  `between`: what exercise between the dates of the grid may add.
ExerciseBounds bounds_of(const Backend& backend, const Model& model, const Product& product,
                         const Settings& settings, const std::vector<Years>& grid, const Estimate& low,
                         const std::optional<Estimate>& between);

/// Distance of the bounds with two standard errors on either side.
double width(const ExerciseBounds& bounds, const Estimate& low);

/// Settings that bring the bounds closer: more paths where the errors are most of their distance, else a
/// richer regression.  None once that would take more than this program gives it.
std::optional<Settings> refined(const Settings& settings, const ExerciseBounds& bounds, const Estimate& low);

/// "0.031 of 0.01: ...": in a user's words.
std::string what_is_missing(const ExerciseBounds& bounds, const Estimate& low, double limit, bool late);

}  // namespace snell
