#include "cli/a2/a2_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/a2/print.h"
#include "cli/command.h"
#include "cli/device.h"

namespace snell {
namespace {

using a2::Request;

struct A2Options {
    Request request;
    std::string size = "5-25k-252", device = "cpu", scheme = "qe-m", differences = "central";
    std::int64_t paths = 0;
    int steps = 0, options = 20, parameters = 0;
    bool no_cold = false, once = false;
    std::string json, html;
};

/// The sizes that have a name; scaling and portfolio start from the first.
a2::Size size_named(const std::string& name) {
    return name == "10-100k-1260" ? a2::Size{10, 100000, 1260} : a2::Size{};
}

void finish(A2Options& o) {
    if (o.device == "cuda")
        throw DeviceError("--device cuda: workload a2 has no kernels for GPUs. Use --device cpu");
    Request& request = o.request;
    request.size = size_named(o.size);
    if (o.paths > 0) request.size.paths = o.paths;
    if (o.steps > 0) request.size.steps = o.steps;
    request.method.steps = request.size.steps;
    request.method.martingale = o.scheme == "qe" ? Martingale::plain : Martingale::corrected;
    request.method.difference =
        o.differences == "one-sided" ? a2::Difference::one_sided : a2::Difference::central;
}

/// What a fresh process is told, to value the same once.
std::vector<std::string> words_of_one_run(const A2Options& o) {
    const Request& r = o.request;
    std::vector<std::string> words{"bench", "a2", "--once"};
    const auto add = [&](const char* flag, const std::string& value) {
        words.emplace_back(flag);
        words.push_back(value);
    };
    add("--size", o.size);
    add("--paths", std::to_string(r.size.paths));
    add("--steps", std::to_string(r.size.steps));
    if (r.threads > 0) add("--threads", std::to_string(r.threads));
    add("--lanes", r.lanes);
    add("--scheme", o.scheme);
    add("--differences", o.differences);
    add("--seed", std::to_string(r.seed));
    return words;
}

template <class... Found>
void write_all(const A2Options& o, const Found&... found) {
    if (!o.json.empty()) write_output(o.json, print_json(found...));
    if (!o.html.empty()) write_output(o.html, print_page(found...));
    write_output("", print_text(found...));
}

void run(A2Options& o) {
    if (o.parameters > 0) return write_output("", print(a2::parameters_of(o.parameters)));
    finish(o);
    if (o.once) {
        double seconds = 0.0;
        write_output("", print(a2::value_once(o.request, seconds).front().estimate) + "\n");
    } else if (o.size == "scaling") {
        write_all(o, o.request, measure_scaling(o.request));
    } else if (o.size == "portfolio") {
        write_all(o, o.request, value_portfolio(o.request, o.options));
    } else {
        write_all(o, measure(o.request, o.no_cold ? std::vector<std::string>{} : words_of_one_run(o)));
    }
}

void add_what(CLI::App& command, A2Options& o) {
    command
        .add_option(
            "--size", o.size,
            "Assets-paths-steps: 5-25k-252 or 10-100k-1260; scaling: most assets and paths within the time "
            "box; portfolio: options a second")
        ->capture_default_str()
        ->check(CLI::IsMember({"5-25k-252", "10-100k-1260", "scaling", "portfolio"}));
    command.add_option("--device", o.device, "cpu (GPUs have no kernels of this workload)")
        ->capture_default_str()
        ->check(CLI::IsMember({"cpu", "cuda"}));
    command.add_option("--scheme", o.scheme, "qe-m: with martingale correction, or qe: without")
        ->capture_default_str()
        ->check(CLI::IsMember({"qe-m", "qe"}));
    command.add_option("--differences", o.differences, "Greeks by central or one-sided differences")
        ->capture_default_str()
        ->check(CLI::IsMember({"central", "one-sided"}));
    command.add_option("--paths", o.paths, "Other paths than the size's")->check(CLI::Range(16, 1 << 30));
    command.add_option("--steps", o.steps, "Other steps than the size's")->check(CLI::Range(4, 10000));
    command.add_option("--seed", o.request.seed, "Seed of the paths")->capture_default_str();
    command
        .add_option("--parameters", o.parameters,
                    "Print the parameters of so many assets, and do nothing else")
        ->check(CLI::Range(1, 200));
}

void add_how(CLI::App& command, A2Options& o) {
    command.add_option("--threads", o.request.threads, "Threads of the processor [one per core]")
        ->check(CLI::Range(1, 1024));
    add_lanes(command, o.request.lanes);
    command.add_option("--repeats", o.request.repeats, "Runs after the first, of which the median counts")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command
        .add_option("--time-box", o.request.time_box,
                    "Seconds for the runs after the first, or for one run of scaling")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command.add_option("--options", o.options, "Options of the portfolio")
        ->capture_default_str()
        ->check(CLI::Range(1, 100000));
    command.add_flag("--quality", o.request.quality, "Compare every Greek with a run of 100 times the paths");
    command
        .add_option("--price-per-hour", o.request.price_per_hour,
                    "What an hour of the machine costs, in any currency")
        ->check(CLI::PositiveNumber);
    command.add_flag("--no-cold", o.no_cold, "Leave out the run of a fresh process");
    command.add_option("--json", o.json, "Write the measurements as JSON, too");
    command.add_option("--html", o.html, "Write a page with charts, too");
    command.add_flag("--once", o.once, "Value once and print the price: what a fresh process does")
        ->group("");
}

}  // namespace

void add_a2(CLI::App& bench, ExitCode&) {
    auto options = std::make_shared<A2Options>();
    CLI::App* command =
        bench.add_subcommand("a2", "Time all Greeks of an American option on the best of many Heston assets");
    add_what(*command, *options);
    add_how(*command, *options);
    command->footer("Example: snell bench a2 --paths 2000 --repeats 3 --json a2.json --html a2.html");
    command->callback([options] { run(*options); });
}

}  // namespace snell
