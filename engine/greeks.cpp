#include "engine/greeks.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/price.h"

namespace snell {
namespace {

/// A direction in the space of parameters: the cells (in the order of `parameters`) that move together.
struct Direction {
    std::string name;
    std::string unit;
    std::vector<int> cells;
    int spot_of = -1;  ///< asset whose spot it is
};

std::string greek_name(const std::string& parameter) {
    if (parameter == "spot") return "delta";
    if (parameter == "volatility") return "vega";
    if (parameter == "rate") return "rho";
    if (parameter == "today") return "theta";
    return "d_" + parameter;
}

/// Lists all directions of a model.  A curve gives its parallel shift and, with several pillars, each pillar.
class Directions {
  public:
    explicit Directions(bool many_assets) : many_assets_(many_assets) {}

    template <class P>
    void number(const std::string& name, const std::string& asset, const std::string& unit, P&) {
        list.push_back({label(name, asset), unit, {cell_++}, name == "spot" ? spots_++ : -1});
    }
    template <class P>
    void curve(const std::string& name, const std::string& asset, const std::string& unit, Curve<P>& c) {
        Direction parallel{label(name, asset), unit, {}, -1};
        for (std::size_t i = 0; i < c.quotes.size(); ++i)
            parallel.cells.push_back(cell_ + static_cast<int>(i));
        list.push_back(parallel);
        for (std::size_t i = 0; i < c.quotes.size() && c.quotes.size() > 1; ++i)
            list.push_back({fmt::format("{}@{:g}", label(name, asset), c.times[i]),
                            unit,
                            {cell_ + static_cast<int>(i)},
                            -1});
        cell_ += static_cast<int>(c.quotes.size());
    }
    template <class P>
    void matrix(const std::string& name, Matrix<P>& m) {
        for (int i = 0; i < m.size(); ++i)
            for (int j = 0; j < i; ++j, ++cell_)
                list.push_back({fmt::format("d_{}[{},{}]", name, j + 1, i + 1), "-", {cell_}, -1});
    }

    std::vector<Direction> list;

  private:
    std::string label(const std::string& name, const std::string& asset) const {
        return greek_name(name) + (many_assets_ && !asset.empty() ? "[" + asset + "]" : "");
    }
    bool many_assets_;
    int cell_ = 0;
    int spots_ = 0;
};

/// Gives the cells of up to `slopes_per_run` directions their slopes, in the same order as Directions.
class Seeds {
  public:
    explicit Seeds(std::span<const Direction> directions) : directions_(directions) {}

    void number(const std::string&, const std::string&, const std::string&, Slope& cell) { seed(cell); }
    void curve(const std::string&, const std::string&, const std::string&, Curve<Slope>& c) {
        for (Slope& quote : c.quotes) seed(quote);
    }
    void matrix(const std::string&, Matrix<Slope>& m) {
        for (int i = 0; i < m.size(); ++i)
            for (int j = 0; j < i; ++j) {
                seed(m(i, j));
                m(j, i) = m(i, j);
            }
    }

  private:
    void seed(Slope& cell) {
        for (std::size_t p = 0; p < directions_.size(); ++p) {
            const std::vector<int>& cells = directions_[p].cells;
            if (std::find(cells.begin(), cells.end(), cell_) != cells.end()) cell.slope[p] = 1.0;
        }
        ++cell_;
    }
    std::span<const Direction> directions_;
    int cell_ = 0;
};

ModelOf<Slope> with_slopes(const Model& model, std::span<const Direction> directions) {
    ModelOf<Slope> moved = std::visit(
        []<template <class> class M>(const M<double>& m) { return ModelOf<Slope>(M<Slope>(m)); }, model);
    Seeds seeds(directions);
    std::visit([&](auto& m) { m.parameters(seeds); }, moved);
    return moved;
}

Model with_spot(Model model, int asset, double spot) {
    std::visit([&](auto& m) { m.market.assets[static_cast<std::size_t>(asset)].spot = spot; }, model);
    return model;
}

/// Replicate means of each output of one run with slopes: [output][replicate].
std::vector<std::vector<double>> run(const Backend& backend, const Model& model, const Product& product,
                                     const Settings& settings, const std::vector<Years>& grid,
                                     SlopeMethod method, std::span<const Direction> directions) {
    Walk<Slope> walk = build_walk(with_slopes(model, directions), product, settings, grid, method);
    for (std::size_t p = 0; p < directions.size(); ++p) walk.spot_slopes[p] = directions[p].spot_of;
    Sums sums{settings.replicates, walk.outputs(), 0,
              std::vector<double>(static_cast<std::size_t>(settings.replicates) * walk.outputs(), 0.0)};
    backend.average(walk, paths_per_replicate(settings), sums);
    std::vector<std::vector<double>> means(static_cast<std::size_t>(sums.outputs));
    for (int k = 0; k < sums.outputs; ++k)
        for (int r = 0; r < sums.replicates; ++r)
            means[static_cast<std::size_t>(k)].push_back(sums.mean(r, k));
    return means;
}

/// Whether a move of ln S_0 moves ln S as much at all times, which the likelihood ratio for gamma rests on.
bool scales_with_spot(const Model& model) {
    return std::visit(
        []<class M>(const M&) {
            if constexpr (requires { M::scales_with_spot; }) return M::scales_with_spot;
            return true;
        },
        model);
}

/// Half-width of the central difference of deltas, relative to spot.
constexpr double gamma_width = 0.01;

std::vector<double> difference_gamma(const Backend& backend, const Model& model, const Product& product,
                                     const Settings& settings, const std::vector<Years>& grid,
                                     SlopeMethod method, const Direction& spot) {
    const double level = market_of(model).assets[static_cast<std::size_t>(spot.spot_of)].spot;
    const double width = gamma_width * level;
    const std::span<const Direction> one(&spot, 1);
    const auto up =
        run(backend, with_spot(model, spot.spot_of, level + width), product, settings, grid, method, one);
    const auto down =
        run(backend, with_spot(model, spot.spot_of, level - width), product, settings, grid, method, one);
    std::vector<double> gamma = up[1];
    for (std::size_t r = 0; r < gamma.size(); ++r) gamma[r] = (gamma[r] - down[1][r]) / (2.0 * width);
    return gamma;
}

}  // namespace

std::vector<Greek> greeks(const Backend& backend, const Model& model, const Product& held,
                          const Settings& settings) {
    const std::vector<Years> grid = grid_for(model, held, settings.steps);
    const Product product = trained(backend, model, held, settings, grid);
    const SlopeMethod method =
        continuous(product, grid) ? SlopeMethod::pathwise : SlopeMethod::likelihood_ratio;
    const bool differences = reads_spot_today(product, grid) || !scales_with_spot(model);
    const std::string first = method == SlopeMethod::pathwise ? "pathwise" : "likelihood ratio";
    const std::string second = differences                       ? "difference of " + first
                               : method == SlopeMethod::pathwise ? "pathwise x likelihood ratio"
                                                                 : "likelihood ratio";
    Model copy = model;
    Directions directions(market_of(model).size() > 1);
    std::visit([&](auto& m) { m.parameters(directions); }, copy);

    const std::int64_t paths = paths_per_replicate(settings) * settings.replicates;
    std::vector<Greek> all;
    for (std::size_t at = 0; at < directions.list.size(); at += slopes_per_run) {
        const std::span<const Direction> some(
            directions.list.data() + at, std::min<std::size_t>(slopes_per_run, directions.list.size() - at));
        const auto means = run(backend, model, product, settings, grid, method, some);
        for (std::size_t p = 0; p < some.size(); ++p) {
            all.push_back({some[p].name, some[p].unit, first, estimate(means[1 + p], paths)});
            if (some[p].spot_of < 0) continue;
            const std::vector<double> gamma =
                differences ? difference_gamma(backend, model, product, settings, grid, method, some[p])
                            : means[1 + slopes_per_run + p];
            all.push_back({"gamma" + some[p].name.substr(5), "-", second, estimate(gamma, paths)});
        }
    }
    return all;
}

}  // namespace snell
