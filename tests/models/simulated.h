#pragma once
#include <vector>

#include "core/draws.h"
#include "core/lanes.h"
#include "models/gaussian.h"

namespace snell {

/// Mean of independent paths and its standard error.
struct SampleMean {
    double value, std_error;
};

inline SampleMean mean_of(const std::vector<double>& sample) {
    const auto n = static_cast<double>(sample.size());
    double sum = 0.0, squares = 0.0;
    for (double x : sample) sum += x;
    for (double x : sample) squares += (x - sum / n) * (x - sum / n);
    return {sum / n, sqrt(squares / (n * (n - 1.0)))};
}

/// A fixed seed's deviation is a failure beyond this many standard errors: 1 in 16,000 for one look.
inline constexpr double sigmas = 4.0;

inline std::vector<Years> equal_steps(Years to, int steps) {
    std::vector<Years> grid;
    for (int i = 1; i <= steps; ++i) grid.push_back(to * i / steps);
    return grid;
}

/// One register: under a sanitizer the loops over four take forty times as long to compile.
using TestLanes = Lanes<4, 1>;

/// What `read(state)` says of each of `paths` independent paths at the end of the grid, N assets (0: any).
template <int N, class R = TestLanes, class ModelType, class Read>
std::vector<double> simulate(const ModelType& model, const std::vector<Years>& grid, int paths,
                             const Read& read) {
    std::vector<double> table;
    const std::vector<unsigned char> seen(grid.size(), 1);
    const auto kernel = model.template freeze<N>(grid, seen, 0, SlopeMethod::pathwise, table);
    const DrawPlan plan(Philox{.seed = 2026}, DrawShape{grid, kernel.normals(), kernel.uniforms()});
    Draws<R> draws(plan);
    typename std::decay_t<decltype(kernel)>::template State<R> state;
    std::vector<double> sample(static_cast<std::size_t>(paths));
    for (int path = 0; path + lanes_of<R> <= paths; path += lanes_of<R>) {
        draws.start(0, static_cast<std::uint64_t>(path));
        kernel.start(table.data(), state);
        for (int step = 0; step < static_cast<int>(grid.size()); ++step)
            kernel.step(table.data(), state, draws.step(step), step);
        store(sample.data() + path, read(state));
    }
    return sample;
}

}  // namespace snell
