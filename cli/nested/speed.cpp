#include "cli/nested/complexity.h"
#include "engine/build.h"
#include "engine/meter/timer.h"
#include "engine/nested/nested_walk.h"
#include "engine/tbb_backend.h"

namespace snell::nested_bench {
namespace {

constexpr int steps = 252, replicates = 1, repeats = 3;
constexpr std::uint64_t seed = 1;

Market<double> market() {
    Market<double> market;
    market.rate = Curve<double>(0.03);
    market.assets = {{"asset", 100.0, Curve<double>(0.01), std::nullopt}};
    market.correlation = Matrix<double>(1);
    return market;
}

Model black_scholes() {
    BlackScholes<double> model;
    model.market = market();
    model.volatility = {Curve<double>(0.2)};
    return model;
}

Model heston() {
    Heston<double> model;
    model.market = market();
    model.terms = {{0.04, 1.5, 0.04, 0.3, -0.6}};
    return model;
}

std::vector<Years> daily() {
    std::vector<Years> grid;
    for (int i = 1; i <= steps; ++i) grid.push_back(i / double{steps});
    return grid;
}

/// The best of some runs, as other programs only ever take time away.
template <class Work>
double best_rate(double path_steps, const Work& work) {
    double best = 0.0;
    for (int i = 0; i < repeats; ++i) {
        const meter::Timer timer;
        work();
        best = std::max(best, path_steps / timer.processor());
    }
    return best;
}

double plain_rate(const Backend& backend, const Model& model, const Product& product) {
    constexpr std::int64_t paths = 1 << 15;
    Settings settings;
    settings.sampler = Philox{.seed = seed};
    const Walk<double> walk = build_walk(model, product, {}, settings, daily());
    return best_rate(static_cast<double>(paths) * steps, [&] {
        Sums sums{replicates, walk.outputs(), 0,
                  std::vector<double>(static_cast<std::size_t>(walk.outputs()))};
        backend.average(walk, paths, sums);
    });
}

/// Of inner paths alone: what outer paths take is time, but no path-step.
double nested_rate(const Backend& backend, const Model& model, const Product& product, int inner) {
    const std::vector<Years> dates{0.25, 0.5, 0.75};
    const Held held{model, model, {product}};
    const NestedWalk walk =
        nested_walk(held, daily(), dates, {Philox{.seed = seed}, Philox{.seed = seed}, 0, false}, inner);
    double each = 0.0;
    for (const ValuationDate& date : walk.dates) each += inner * double(date.inner.steps - date.step);
    const auto outers = std::max<std::int64_t>(1, static_cast<std::int64_t>(8e6 / each));
    std::vector<double> rows(static_cast<std::size_t>(outers) * walk.row());
    return best_rate(each * static_cast<double>(outers), [&] {
        backend.revalue(walk, {replicates, 0, outers}, rows.data());
    });
}

}  // namespace

std::vector<Speed> measure_speed() {
    const TbbBackend backend(1);
    Asian asian;
    asian.strike = 100.0;
    asian.fixings = daily();
    const Product european = European{0, OptionType::call, 100.0, 1.0};
    const struct {
        const char* name;
        Model model;
        Product product;
    } works[] = {{"European, Black-Scholes", black_scholes(), european},
                 {"arithmetic Asian, Black-Scholes", black_scholes(), asian},
                 {"European, Heston", heston(), european}};
    std::vector<Speed> found;
    for (const auto& work : works) {
        const double plain = plain_rate(backend, work.model, work.product);
        for (const int inner : {8, 64, 1024})
            found.push_back({work.name, inner, plain, nested_rate(backend, work.model, work.product, inner)});
    }
    return found;
}

}  // namespace snell::nested_bench
