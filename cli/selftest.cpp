#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/device.h"
#include "core/math/normal_inverse.h"
#include "core/philox.h"
#include "core/sobol.h"
#include "engine/xva/conformance.h"
#include "engine/xva/exposure_backend.h"

namespace snell {
namespace {

struct Check {
    std::string name;
    bool holds;
    std::string detail;
};

/// Random123's known answer for the digits of pi.
Check philox_known_answer() {
    using Block = PhiloxBlock<std::uint64_t>;
    const Block words =
        philox_words(Block{{0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u}}, 0x299f31d0a4093822ull);
    const auto word = [&](int i) { return words.word[i] & 0xffffffffu; };
    const bool holds =
        word(0) == 0xd16cfe09u && word(1) == 0x94fdccebu && word(2) == 0x5001e420u && word(3) == 0x24126ea1u;
    return {"Philox4x32-10 known answer (Random123)", holds, fmt::format("{:08x}", word(0))};
}

Check sobol_known_answer() {
    const double x = static_cast<double>(sobol_coordinate(direction_vectors(9), 1000) >> 11) * 0x1p-53;
    return {"Sobol' point 1000, coordinate 10 (Joe and Kuo)", x == 0.1220703125, fmt::format("{}", x)};
}

Check normal_inverse_known_answer() {
    const double z = normal_inverse(0.975);
    return {"inverse normal at 0.975", abs(z - 1.959963984540054) < 1e-15, fmt::format("{:.17g}", z)};
}

Check check_of(const Conformance& run) {
    return {"bits of the fixed run '" + run.name + "'", run.holds(), fmt::format("{:016x}", run.found)};
}

struct SelftestOptions {
    std::string device = "cpu";
    std::string lanes = "auto";
    int threads = 0;
    bool json = false;
};

std::vector<Check> all_checks(const SelftestOptions& options) {
    std::vector<Check> checks{philox_known_answer(), sobol_known_answer(), normal_inverse_known_answer()};
    const auto backend = backend_for(options.device, options.threads, options.lanes);
    for (const Conformance& run : check_conformance(*backend)) checks.push_back(check_of(run));
    const auto exposures = exposures_for(options.device, {options.threads, nullptr, {}, tell_of_loss});
    for (const Conformance& run : check_exposure_conformance(exposures.get(), isa_named(options.lanes)))
        checks.push_back(check_of(run));
    if (exposures) {
        const TbbBackend processor(options.threads, isa_named(options.lanes));
        for (Conformance& run :
             check_conformance(*cuda_backend(processor, tell_of_loss, PhiloxFrom::curand))) {
            run.name += " with cuRAND's Philox";
            checks.push_back(check_of(run));
        }
    }
    return checks;
}

}  // namespace

void add_selftest(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<SelftestOptions>();
    CLI::App* command =
        root.add_subcommand("selftest", "Check known answers and the bits of a fixed run on this machine");
    add_device(*command, options->device);
    add_lanes(*command, options->lanes);
    command->add_option("--threads", options->threads, "Threads [one per core]")->check(CLI::Range(1, 1024));
    command->add_flag("--json", options->json, "Print JSON");
    command->footer("Example: snell selftest --lanes scalar");
    command->callback([options, &code] {
        nlohmann::ordered_json list = nlohmann::json::array();
        std::string text;
        for (const Check& check : all_checks(*options)) {
            if (!check.holds) code = ExitCode::check_failed;
            text += fmt::format("{}  {}  {}\n", check.holds ? "ok    " : "FAILED", check.detail, check.name);
            list.push_back({{"check", check.name}, {"holds", check.holds}, {"found", check.detail}});
        }
        write_output("", options->json ? list.dump(2) + "\n" : text);
    });
}

}  // namespace snell
