#include "tests/contributing/lattice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>

#include "core/lanes.h"
#include "engine/build.h"
#include "engine/kernels/block.h"
#include "tests/engine/underlyings.h"
#include "tests/engine/worlds.h"

namespace snell {
namespace {

using Wide = Lanes<4, 4>;
using Pack = Lanes<4, 1>;  // compiled twice as fast with all payoffs
const Lattice lattice{.seed = 5};

TEST(Lattice, first_points_of_a_power_of_two_are_alone_in_their_cells) {
    constexpr int points = 64;
    for (std::uint32_t d = 0; d < 40; ++d) {
        const Lattice::Dimension of = lattice.dimension(3, d);
        std::vector<double> coordinates;
        for (std::uint64_t i = 0; i < points; ++i) coordinates.push_back(Lattice::uniform<double>(of, i));
        std::sort(coordinates.begin(), coordinates.end());
        for (int i = 1; i < points; ++i) {
            const auto at = static_cast<std::size_t>(i);
            // Uniforms have 52 bits, each rounded to the middle of its cell.
            EXPECT_NEAR(coordinates[at] - coordinates[at - 1], 1.0 / points, 0x1p-51) << d;
        }
    }
}

TEST(Lattice, first_points_are_what_the_definition_says) {
    const Lattice::Dimension of = lattice.dimension(0, 2);
    const double shift = static_cast<double>(of.shift) * 0x1p-64;
    EXPECT_EQ(of.generator, Lattice::multiplier * Lattice::multiplier);  // modulo 2^32
    // 6 = 110 in binary is 011 mirrored: 3/8 of the generator.
    const double product = std::fmod(0.375 * of.generator, 1.0);
    EXPECT_NEAR(Lattice::uniform<double>(of, 6), std::fmod(product + shift, 1.0), 0x1p-51);
}

TEST(Lattice, has_the_same_bits_for_every_lane_width_and_any_order) {
    LatticeRows<double> one(lattice, 3, 2, 1);
    LatticeRows<Wide> many(lattice, 3, 2, 1);
    double lanes[lanes_of<Wide>];
    for (std::uint64_t first : {32u, 0u, 16u}) {
        many.start(7, first);
        for (int i = 0; i < lanes_of<Wide>; ++i) {
            one.start(7, first + static_cast<std::uint64_t>(i));
            for (int k = 0; k < 9; ++k) {
                store(lanes, many.step(k / 3)[k % 3]);
                EXPECT_EQ(one.step(k / 3)[k % 3], lanes[i]);
            }
        }
    }
}

const worlds::BlackScholesFormula formula{1.0, 100.0, 105.0, 0.03, 0.01, 0.25, 1.0};

/// A European call over four steps, by the path loop on rows of the lattice.
Estimate price_on(const Lattice& points, int replicates, int paths_each) {
    using Kernel = BlackScholes<double>::Kernel<1>;
    Settings settings;
    settings.steps = 4;
    const Model model = worlds::black_scholes(100.0, 0.03, 0.01, 0.25);
    const European call{0, OptionType::call, formula.strike, formula.maturity};
    const Walk<double> plan = build_walk(model, call, {}, settings, grid_for(model, call, settings.steps));
    const Kernel& kernel = std::get<Kernel>(plan.kernel);
    std::vector<double> columns(static_cast<std::size_t>(plan.slots * lanes_of<Pack>));
    for (const auto& [slot, number] : plan.known) store(columns.data() + slot * lanes_of<Pack>, Pack(number));
    const Path<Pack> path{columns.data(), lanes_of<Pack>, plan.constants.data()};
    const BoundPayoff<Pack> payoff = bound<Pack>(plan.payoffs[0]);
    LatticeRows<Pack> rows(points, plan.steps, kernel.normals(), kernel.uniforms());
    Kernel::State<Pack> state;
    std::vector<double> means, values(static_cast<std::size_t>(lanes_of<Pack>));
    for (int replicate = 0; replicate < replicates; ++replicate) {
        double sum = 0.0;
        for (int first = 0; first < paths_each; first += lanes_of<Pack>) {
            rows.start(static_cast<std::uint32_t>(replicate), static_cast<std::uint64_t>(first));
            walk<Pack>(kernel, plan.program(), rows, state, columns.data(), lanes_of<Pack>);
            store(values.data(), payoff.function(payoff.payoff, path));
            for (double value : values) sum += value;
        }
        means.push_back(sum / paths_each);
    }
    return estimate(means, std::int64_t{replicates} * paths_each);
}

TEST(Lattice, prices_with_less_error_than_pseudo_random_paths) {
    const Estimate found = price_on(lattice, 32, 1 << 10);
    EXPECT_TRUE(agrees(found, formula.price()));
    Settings settings;
    settings.sampler = Philox{.seed = 5};
    settings.paths = 32 << 10;
    const Estimate random = price(TbbBackend(), worlds::black_scholes(100.0, 0.03, 0.01, 0.25),
                                  European{0, OptionType::call, formula.strike, formula.maturity}, settings)
                                .estimate;
    // Errors of 32 replicates are themselves off by an eighth each.
    EXPECT_LT(found.std_error, random.std_error / 4.0);
}

TEST(Lattice, intervals_cover_the_true_price) {
    constexpr int seeds = 400, replicates = 16;
    const double bound = boost::math::quantile(boost::math::students_t(replicates - 1), 0.975);
    int covered = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Estimate e = price_on(Lattice{.seed = seed}, replicates, 256);
        if (abs(e.value - formula.price()) <= bound * e.std_error) ++covered;
    }
    // Binomial(400, 0.95) lies in [368, 392] with probability 0.994.
    EXPECT_GE(covered, 368);
    EXPECT_LE(covered, 392);
}

}  // namespace
}  // namespace snell
