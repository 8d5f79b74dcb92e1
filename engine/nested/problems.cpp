#include "engine/nested/problems.h"

#include "core/box_muller.h"
#include "core/draws.h"
#include "core/math/normal_cdf.h"
#include "core/math/normal_pdf.h"
#include "engine/nested/nested_walk.h"
#include "engine/parallel.h"

namespace snell {
namespace {

struct Normals {
    double first, second;
};

Normals normals(const Philox& philox, std::uint64_t path) {
    Normals z{};
    double u = 0.0, turn = 0.0;
    philox.uniforms(path, 0, u, turn);
    box_muller(u, turn, 1.0, z.first, z.second);
    return z;
}

/// sample(y, z): X given the outer normal and two inner ones.
template <class Sample>
InnerSimulation simulation_of(std::uint64_t seed, const Sample& sample) {
    return [=](const InnerTask& task, double* quarters) {
        const auto level = static_cast<std::uint32_t>(task.level);
        const auto one = [&](std::uint64_t outer, std::uint32_t replicate, double* means) {
            const Philox own{seed, replicate_purpose(outer_purpose | level, replicate)};
            const Philox inner{seed, replicate_purpose(inner_purpose | level, replicate)};
            const double y = normals(own, outer).first;
            const int part = task.inner / inner_quarters;
            for (int q = 0, n = 0; q < inner_quarters; ++q) {
                double sum = 0.0;
                for (int i = 0; i < part; ++i, ++n)
                    sum += sample(y, normals(inner, outer << 32 | static_cast<std::uint64_t>(n)));
                means[q] = sum / part;
            }
        };
        const auto replicates = static_cast<std::size_t>(task.replicates);
        parallel_ranges(0, static_cast<std::size_t>(task.outers) * replicates, 64,
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t i = begin; i < end; ++i)
                                one(static_cast<std::uint64_t>(task.first_outer) + i / replicates,
                                    static_cast<std::uint32_t>(i % replicates),
                                    quarters + i * inner_quarters);
                        });
    };
}

double upper_tail(double x) { return normal_cdf(-x); }

}  // namespace

InnerSimulation QuadraticProblem::simulation() const {
    const double weight = tau, cross = 2.0 * sqrt(tau * (1.0 - tau));
    return simulation_of(seed, [=](double y, Normals z) {
        return weight * (y * y - z.first * z.first) + cross * y * z.second;
    });
}

double QuadraticProblem::expected_positive() const { return 2.0 * tau * normal_pdf(1.0); }

double QuadraticProblem::tail(double u) const { return 2.0 * upper_tail(sqrt(1.0 + u / tau)); }

InnerSimulation NoisyLoss::simulation() const {
    const double noise = nu;
    return simulation_of(seed, [=](double y, Normals z) { return y + noise * z.first; });
}

double NoisyLoss::tail(double u, double m) const { return upper_tail(u / sqrt(1.0 + nu * nu / m)); }

}  // namespace snell
