#pragma once
#include <span>
#include <string>
#include <vector>

#include "engine/settings.h"
#include "engine/walk.h"

namespace snell {

/// A payoff of known expectation on the same path, whose error is subtracted from the product's.
struct Control {
    enum class Reads : std::uint8_t {
        assets,  ///< the prices that the product reads
        legs,    ///< those of the assets' lognormal twins
    };
    Product product;
    double expectation;
    Reads reads = Reads::assets;
};

/// True if a model's steps have no bias for this product, whatever their length: exact at the product's dates
/// and, for a product that watches an asset between them, bridged exactly by a payoff without a bias of its
/// own.
bool exact_for(const Model& model, const Product& product);

/// The time grid for a product under a model: every date the product needs, and between them as many equal
/// steps as the model (or `steps`) asks for.  [years], increasing.
std::vector<Years> grid_for(const Model& model, const Product& product, int steps);
/// The same for several products, with dates beside theirs that belong to the grid.
std::vector<Years> grid_for(const Model& model, std::span<const Product> products,
                            std::span<const Years> beside, int steps);

/// The walk that prices a product, with its controls as further payoffs.
Walk<double> build_walk(const Model& model, const Product& product, const std::vector<Control>& controls,
                        const Settings& settings, const std::vector<Years>& grid);

/// The walk of products that are valued on a date of the grid, from what their paths have shown until then.
/// Walks of several dates have the same slots.
Walk<double> build_walk(const Model& model, std::span<const Product> products, Years valued_at,
                        const Settings& settings, const std::vector<Years>& grid);

/// The same with slopes: the model's parameters carry them.
Walk<Slope> build_walk(const ModelOf<Slope>& model, const Product& product, const Settings& settings,
                       const std::vector<Years>& grid, SlopeMethod method);

/// True if a small move of a path moves the payoff little, so that slopes of the path are slopes of the
/// price.
bool continuous(const Product& product, const std::vector<Years>& grid);
/// True if the grid's steps are dates of exercise.
bool exercised_between(const Product& product);
/// True if the payoff reads today's spot itself, beside the spots to come.
bool reads_spot_today(const Product& product, const std::vector<Years>& grid);

}  // namespace snell
