#include "engine/nested/samples.h"

#include "core/real.h"

namespace snell {
namespace {

/// The means of one outer state, over parts of its inner samples.
struct Parts {
    const double* quarters;

    double half(int i) const { return 0.5 * (quarters[2 * i] + quarters[2 * i + 1]); }
    double whole() const { return 0.5 * (half(0) + half(1)); }
};

/// Calls use(parts) for each outer state of one replicate, or of all.
template <class Use>
void each_state(const NestedSamples& samples, const NestedLevel& level, int output,
                std::optional<int> replicate, const Use& use) {
    const int from = replicate.value_or(0), to = replicate ? *replicate + 1 : samples.replicates;
    for (std::int64_t outer = 0; outer < level.outers; ++outer)
        for (int r = from; r < to; ++r) {
            const std::size_t row = static_cast<std::size_t>(outer * samples.replicates + r) *
                                        static_cast<std::size_t>(samples.outputs) +
                                    static_cast<std::size_t>(output);
            use(Parts{level.quarters.data() + row * inner_quarters});
        }
}

void add_whole(SignedLaw& law, Parts parts, double weight) { law.add(parts.whole(), weight); }
void add_halves(SignedLaw& law, Parts parts, double weight) {
    for (int i = 0; i < 2; ++i) law.add(parts.half(i), 0.5 * weight);
}
void add_quarters(SignedLaw& law, Parts parts, double weight) {
    for (int i = 0; i < inner_quarters; ++i) law.add(parts.quarters[i], 0.25 * weight);
}

/// What one state adds to the law, its weight being `weight`.
void add(SignedLaw& law, NestedMethod method, bool is_coarsest, Resolution resolution, Parts parts,
         double weight) {
    const bool full = resolution == Resolution::full;
    if (method == NestedMethod::jackknife) {
        if (full) add_whole(law, parts, 2.0 * weight), add_halves(law, parts, -weight);
        if (!full) add_halves(law, parts, 2.0 * weight), add_quarters(law, parts, -weight);
        return;
    }
    if (full || !is_coarsest) add_whole(law, parts, weight);
    if (!full && is_coarsest) add_halves(law, parts, weight);
    if (!is_coarsest) add_halves(law, parts, -weight);
}

/// What the difference of the two resolutions has to be taken times, to be the bias of the full one: it
/// falls by the order of the method when inner samples are doubled.
double bias_share(NestedMethod method) { return method == NestedMethod::jackknife ? 1.0 / 3.0 : 1.0; }

}  // namespace

std::int64_t NestedSamples::outers() const {
    std::int64_t sum = 0;
    for (const NestedLevel& level : levels) sum += level.outers * replicates;
    return sum;
}

double NestedSamples::inner_samples() const {
    double sum = 0.0;
    for (const NestedLevel& level : levels)
        sum += static_cast<double>(level.outers) * replicates * level.inner;
    return sum;
}

SignedLaw law_of(const NestedSamples& samples, int output, std::optional<int> replicate,
                 Resolution resolution) {
    SignedLaw law;
    const bool drops = samples.levels.size() > 1 && resolution == Resolution::coarser;
    const std::size_t levels = samples.levels.size() - (drops ? 1 : 0);
    for (std::size_t l = 0; l < levels; ++l) {
        const NestedLevel& level = samples.levels[l];
        const double states =
            static_cast<double>(level.outers) * (replicate ? 1.0 : static_cast<double>(samples.replicates));
        each_state(samples, level, output, replicate, [&](Parts parts) {
            add(law, samples.method, l == 0, drops ? Resolution::full : resolution, parts, 1.0 / states);
        });
    }
    return law;
}

std::vector<NestedEstimate> measure(const NestedSamples& samples, int output,
                                    const Functionals& functionals) {
    const double share = bias_share(samples.method);
    std::vector<std::vector<double>> values, biases;  // [functional][replicate]
    const auto take = [&](std::optional<int> replicate, const auto& use) {
        const auto found = [&](Resolution resolution) {
            SignedLaw law = law_of(samples, output, replicate, resolution);
            law.sort();
            return functionals(law);
        };
        const std::vector<double> full = found(Resolution::full);
        const std::vector<double> coarser = found(Resolution::coarser);
        values.resize(full.size());
        biases.resize(full.size());
        for (std::size_t i = 0; i < full.size(); ++i) use(i, full[i], share * (coarser[i] - full[i]));
    };
    for (int r = 0; r < samples.replicates; ++r)
        take(r, [&](std::size_t i, double value, double bias) {
            values[i].push_back(value);
            biases[i].push_back(bias);
        });
    std::vector<NestedEstimate> found;
    for (std::size_t i = 0; i < values.size(); ++i)
        found.push_back({estimate(values[i], samples.outers()), estimate(biases[i], samples.outers())});
    take(std::nullopt, [&](std::size_t i, double value, double bias) {
        found[i].estimate.value = value;
        found[i].bias.value = bias;
    });
    return found;
}

NestedEstimate measure(const NestedSamples& samples, int output, const Functional& functional) {
    return measure(samples, output,
                   Functionals([&](const SignedLaw& law) { return std::vector<double>{functional(law)}; }))
        .front();
}

LevelStatistics statistics(const NestedSamples& samples, std::size_t level,
                           const std::function<double(double)>& f) {
    const NestedLevel& at = samples.levels[level];
    const std::int64_t states = at.outers * samples.replicates;
    const auto n = static_cast<double>(states);
    LevelStatistics found{at.inner, states, {}, {}};
    for (int k = 0; k < samples.outputs; ++k) {
        const auto difference = [&](Parts parts) {
            const double coarse = level > 0 ? 0.5 * (f(parts.half(0)) + f(parts.half(1))) : 0.0;
            return f(parts.whole()) - coarse;
        };
        double sum = 0.0, squares = 0.0;
        each_state(samples, at, k, std::nullopt, [&](Parts parts) { sum += difference(parts); });
        const double mean = sum / n;
        each_state(samples, at, k, std::nullopt, [&](Parts parts) {
            const double excess = difference(parts) - mean;
            squares += excess * excess;
        });
        found.means.push_back(mean);
        found.variances.push_back(squares / (n - 1.0));
    }
    return found;
}

}  // namespace snell
