#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/unit_cube.h"
#include "core/math/log.h"
#include "core/math/normal_inverse.h"
#include "core/math/sincos.h"
#include "core/philox.h"
#include "core/sobol.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;
using Block = PhiloxBlock<std::uint64_t>;

/// Prints as JSON, or each entry on a line of its own.
void show(const Json& answer, bool json) {
    std::string text;
    for (const auto& [name, value] : answer.items())
        text += fmt::format("{}  {}\n", name, value.is_string() ? value.get<std::string>() : value.dump());
    write_output("", json ? answer.dump(2) + "\n" : text);
}

std::uint64_t word(const std::string& hex) {
    std::size_t used = 0;
    const unsigned long long number = hex.empty() ? 0 : std::stoull(hex, &used, 16);
    if (used == 0 || used < hex.size() || number > 0xffffffffull)
        throw UsageError(fmt::format("'{}' is no word of 32 bits in hexadecimal digits", hex));
    return number;
}

Json hex(const Block& block) {
    Json words = Json::array();
    for (std::uint64_t w : block.word) words.push_back(fmt::format("{:08x}", w & 0xffffffffu));
    return words;
}

void add_philox(CLI::App& draws) {
    struct Options {
        std::vector<std::string> counter, key;
        int rounds = 10;
        bool json = false;
    };
    auto o = std::make_shared<Options>();
    CLI::App* command =
        draws.add_subcommand("philox", "The four words of Philox4x32 for a counter and a key");
    command->add_option("--counter", o->counter, "Four words in hexadecimal digits")
        ->delimiter(',')
        ->expected(4)
        ->required();
    command->add_option("--key", o->key, "Two words in hexadecimal digits")
        ->delimiter(',')
        ->expected(2)
        ->required();
    command->add_option("--rounds", o->rounds, "7 or 10 [10]")->check(CLI::IsMember({7, 10}));
    command->add_flag("--json", o->json, "Print JSON");
    command->footer(
        "Example: snell draws philox --counter 243f6a88,85a308d3,13198a2e,03707344 --key a4093822,299f31d0");
    command->callback([o] {
        const Block counter{
            {word(o->counter[0]), word(o->counter[1]), word(o->counter[2]), word(o->counter[3])}};
        const std::uint64_t key = word(o->key[0]) | word(o->key[1]) << 32;
        const Block words = o->rounds == 7 ? philox_words<7>(counter, key) : philox_words<10>(counter, key);
        show({{"words", hex(words)}}, o->json);
    });
}

/// The words that cuRAND's Philox state of this seed, subsequence and offset gives next, and the numbers it
/// makes of them (cuRAND's documentation, "Device API overview"; the formulas are those of its header).
Json curand_answer(std::uint64_t seed, std::uint64_t subsequence, std::uint64_t offset) {
    std::uint64_t words[4];
    for (std::uint64_t i = 0; i < 4; ++i) {
        const std::uint64_t at = (offset + i) / 4;
        const Block block = philox_words(
            Block{{at & 0xffffffffu, at >> 32, subsequence & 0xffffffffu, subsequence >> 32}}, seed);
        words[i] = block.word[(offset + i) % 4] & 0xffffffffu;
    }
    const auto real = [](std::uint64_t n) { return static_cast<double>(n); };
    const double first = real(words[0] ^ (words[1] << 21)) * 0x1p-53 + 0x1p-54;
    const double second = real(words[2] ^ (words[3] << 21));
    double sine, cosine;
    constexpr double pi = 0x1.921fb54442d18p1;
    sincos(pi * (second * 0x1p-52 + 0x1p-53), sine, cosine);
    const double radius = sqrt(-2.0 * log(first));
    return {{"words", hex(Block{{words[0], words[1], words[2], words[3]}})},
            {"uniform_float", static_cast<float>(words[0]) * 0x1p-32f + 0x1p-33f},
            {"uniform_double", real(words[0]) * 0x1p-32 + 0x1p-32},
            {"uniform2_double", {first, second * 0x1p-53 + 0x1p-54}},
            {"normal2_double", {radius * sine, radius * cosine}}};
}

void add_curand(CLI::App& draws) {
    struct Options {
        std::uint64_t seed = 0, subsequence = 0, offset = 0;
        bool json = false;
    };
    auto o = std::make_shared<Options>();
    CLI::App* command =
        draws.add_subcommand("curand", "What cuRAND's Philox state gives, from this product's Philox");
    command->add_option("--seed", o->seed, "Seed [0]");
    command->add_option("--subsequence", o->subsequence, "Subsequence [0]");
    command->add_option("--offset", o->offset, "Words already drawn [0]");
    command->add_flag("--json", o->json, "Print JSON");
    command->footer("Example: snell draws curand --seed 1234 --subsequence 5 --offset 6");
    command->callback([o] { show(curand_answer(o->seed, o->subsequence, o->offset), o->json); });
}

double coordinate(int dimension, std::uint64_t index) {
    return static_cast<double>(sobol_coordinate(direction_vectors(dimension - 1), index) >> 11) * 0x1p-53;
}

void add_sobol(CLI::App& draws) {
    struct Options {
        std::uint64_t index = 0;
        std::vector<int> dimensions{1};
        std::string order = "natural";
        bool json = false;
    };
    auto o = std::make_shared<Options>();
    CLI::App* command =
        draws.add_subcommand("sobol", "Coordinates of an unscrambled Sobol' point (Joe and Kuo 2008)");
    command->add_option("--index", o->index, "Index of the point; 0 is the origin")->required();
    command->add_option("--dimensions", o->dimensions, "Which coordinates, from 1 to 21201 [1]")
        ->delimiter(',')
        ->check(CLI::Range(1, sobol_dimensions));
    command->add_option("--order", o->order, "Order of the points: natural or gray [natural]")
        ->check(CLI::IsMember({"natural", "gray"}));
    command->add_flag("--json", o->json, "Print JSON");
    command->footer("Example: snell draws sobol --index 1000 --dimensions 1,2,10");
    command->callback([o] {
        const std::uint64_t index = o->order == "gray" ? gray_index(o->index) : o->index;
        Json numbers = Json::array();
        for (int d : o->dimensions) numbers.push_back(coordinate(d, index));
        show({{"coordinates", numbers}}, o->json);
    });
}

/// Dimensions in which the first 2^m points do not fall one into each cell of width 2^-m.
int unstratified(int dimensions, std::uint64_t points) {
    int failing = 0;
    for (int d = 0; d < dimensions; ++d) {
        const auto vectors = direction_vectors(d);
        std::vector<bool> hit(points, false);
        for (std::uint64_t i = 0; i < points; ++i) {
            const double x = static_cast<double>(sobol_coordinate(vectors, i) >> 11) * 0x1p-53;
            hit[static_cast<std::uint64_t>(x * static_cast<double>(points))] = true;
        }
        if (std::find(hit.begin(), hit.end(), false) != hit.end()) ++failing;
    }
    return failing;
}

void add_stratification(CLI::App& draws) {
    struct Options {
        int dimensions = 64;
        int log2_points = 12;
        bool json = false;
    };
    auto o = std::make_shared<Options>();
    CLI::App* command = draws.add_subcommand(
        "stratification", "Count dimensions whose first 2^m Sobol' points miss a cell of width 2^-m");
    command->add_option("--dimensions", o->dimensions, "How many, from the first [64]")
        ->check(CLI::Range(1, sobol_dimensions));
    command->add_option("--log2-points", o->log2_points, "m [12]")->check(CLI::Range(0, 24));
    command->add_flag("--json", o->json, "Print JSON");
    command->footer("Example: snell draws stratification --dimensions 64 --log2-points 12");
    command->callback([o] {
        show({{"failing_dimensions", unstratified(o->dimensions, std::uint64_t{1} << o->log2_points)}},
             o->json);
    });
}

void add_quantile(CLI::App& draws) {
    struct Options {
        double probability = 0.5;
        bool json = false;
    };
    auto o = std::make_shared<Options>();
    CLI::App* command = draws.add_subcommand("quantile", "Inverse of the standard normal distribution");
    command->add_option("PROBABILITY", o->probability, "Strictly between 0 and 1")
        ->required()
        ->check(CLI::Range(0x1p-1022, 1.0 - 0x1p-53));
    command->add_flag("--json", o->json, "Print JSON");
    command->footer("Example: snell draws quantile 0.975");
    command->callback([o] { show({{"quantile", normal_inverse(o->probability)}}, o->json); });
}

/// The options of `integral` and `slope`.
struct CubeOptions {
    std::string family = "oscillatory", sampler = "sobol";
    std::vector<double> a, u;
    std::uint64_t seed = 1;
    int replicates = 32;
    int log2_points = 16;
    int from = 6;
    double exact = 1.0;
    bool json = false;

    Integrand integrand() const {
        if (a.size() != u.size())
            throw UsageError(
                fmt::format("--a has {} numbers, --u has {}: one each for a dimension", a.size(), u.size()));
        const auto names = integrand_names();
        const auto at = std::find(names.begin(), names.end(), family) - names.begin();
        return {static_cast<Integrand::Family>(at), a, u};
    }
    Sampler drawn() const {
        return sampler == "sobol" ? Sampler(Sobol{.seed = seed}) : Sampler(Philox{.seed = seed});
    }
};

CLI::App* add_cube(CLI::App& draws, const char* name, const char* about, CubeOptions& o) {
    CLI::App* command = draws.add_subcommand(name, about);
    const auto names = integrand_names();
    command->add_option("--integrand", o.family, fmt::format("{} [oscillatory]", fmt::join(names, ", ")))
        ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())));
    command->add_option("--a", o.a, "Parameters a, one for each dimension")->delimiter(',')->required();
    command->add_option("--u", o.u, "Parameters u, one for each dimension")->delimiter(',')->required();
    command->add_option("--sampler", o.sampler, "sobol (scrambled) or philox [sobol]")
        ->check(CLI::IsMember({"sobol", "philox"}));
    command
        ->add_option("--replicates", o.replicates, fmt::format("Independent repetitions [{}]", o.replicates))
        ->check(CLI::Range(2, 4096));
    command
        ->add_option("--log2-points", o.log2_points, fmt::format("Points of a replicate [{}]", o.log2_points))
        ->check(CLI::Range(1, 30));
    command->add_option("--seed", o.seed, "Seed [1]");
    command->add_flag("--json", o.json, "Print JSON");
    return command;
}

void add_integral(CLI::App& draws) {
    auto o = std::make_shared<CubeOptions>();
    CLI::App* command =
        add_cube(draws, "integral", "Integrate a test function over the unit cube (Genz 1984)", *o);
    command->footer("Example: snell draws integral --integrand corner_peak --a 0.5,1 --u 0.1,0.2");
    command->callback([o] {
        const std::int64_t points = std::int64_t{1} << o->log2_points;
        const Estimate e =
            estimate(cube_means(o->integrand(), o->drawn(), points, o->replicates), points * o->replicates);
        show({{"value", e.value},
              {"std_error", e.std_error},
              {"points", e.paths},
              {"replicates", e.replicates}},
             o->json);
    });
}

void add_slope(CLI::App& draws) {
    auto o = std::make_shared<CubeOptions>();
    o->family = "linear";
    o->replicates = 24;
    o->log2_points = 14;
    CLI::App* command = add_cube(
        draws, "slope", "Rate at which the error of an integral falls with the number of points", *o);
    command->add_option("--log2-from", o->from, "Fewest points of a replicate [6]")->check(CLI::Range(0, 29));
    command->add_option("--exact", o->exact, "Value of the integral [1]");
    command->footer("Example: snell draws slope --integrand linear --a 1,0.25 --u 0.5,0.5 --sampler philox");
    command->callback([o] {
        if (o->from >= o->log2_points) throw UsageError("--log2-from must be below --log2-points");
        show({{"rmse_slope",
               rmse_slope(o->integrand(), o->drawn(), o->exact, o->from, o->log2_points, o->replicates)}},
             o->json);
    });
}

}  // namespace

void add_draws(CLI::App& root, ExitCode&) {
    CLI::App* draws =
        root.add_subcommand("draws", "Show random words, Sobol' points and how integrals converge");
    draws->require_subcommand(1);
    add_philox(*draws);
    add_curand(*draws);
    add_sobol(*draws);
    add_stratification(*draws);
    add_quantile(*draws);
    add_integral(*draws);
    add_slope(*draws);
    draws->footer("Example: snell draws sobol --index 1000 --dimensions 1,2,10");
}

}  // namespace snell
