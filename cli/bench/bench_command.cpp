#include "cli/bench/bench_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/a2/a2_command.h"
#include "cli/bench/print.h"
#include "cli/command.h"
#include "cli/nested/nested_command.h"
#include "core/closest.h"

namespace snell {
namespace {

struct BenchOptions {
    race::Options race;
    std::vector<std::string> prices;
    std::string json, html, markdown, once;
    bool no_scaling = false;
};

/// Refuses a name that no work has, with the one that was meant.
std::string check_work(const std::string& name) {
    const std::vector<race::NamedWork> works = race::works();
    std::vector<std::string_view> known;
    for (const race::NamedWork& work : works) known.push_back(work.name);
    if (std::find(known.begin(), known.end(), name) != known.end()) return "";
    return fmt::format("there is no work '{}'. {}", name, suggestion(name, known));
}

/// Minutes of measuring are not to end in a file that cannot be written.  Throws OutputError.
void check_writable(const std::string& path) {
    if (path.empty() || path == "-") return;
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (access(folder.empty() ? "." : folder.c_str(), W_OK) != 0)
        throw OutputError(fmt::format("cannot write '{}': {}", path, std::strerror(errno)));
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        throw OutputError(fmt::format("cannot write '{}': it is a folder", path));
}

void add_what(CLI::App& command, race::Options& o) {
    std::string abouts;
    for (const race::NamedWork& work : race::works())
        abouts += fmt::format("{}{}: {}", abouts.empty() ? "" : "; ", work.name, work.about);
    command.add_option("--device", o.device, "all, cpu or cuda")
        ->capture_default_str()
        ->check(CLI::IsMember({"all", "cpu", "cuda"}));
    command.add_option("--suite", o.suite, "Works, by commas [all] (" + abouts + ")")
        ->delimiter(',')
        ->check(CLI::Validator(check_work, ""));
    command.add_option("--draws", o.draws, "philox, sobol or both, by commas")
        ->delimiter(',')
        ->capture_default_str()
        ->check(CLI::IsMember({"philox", "sobol"}));
    command.add_option("--book", o.book,
                       "Run of snell xva for xva-book [made up: 100 trades, 5 netting sets]");
}

void add_how_much(CLI::App& command, race::Options& o) {
    constexpr std::int64_t most = std::int64_t{1} << 32;
    command.add_option("--paths", o.paths, "Paths a run, on the processor; a 64th of them for xva-book")
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{race::replicates}, most));
    command.add_option("--gpu-paths", o.gpu_paths, "Paths a run, on GPUs, which few paths do not fill")
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{race::replicates}, most));
    command.add_option("--repeats", o.repeats, "Runs after the first, of which the median counts")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command.add_option("--threads", o.threads, "Threads of the processor [one per core]")
        ->check(CLI::Range(1, 1024));
}

void add_output(CLI::App& command, BenchOptions& o) {
    command
        .add_option("--price-per-hour", o.prices,
                    "What an hour costs, cpu=0.40,gpu=3.20: all threads, all GPUs, in any currency")
        ->delimiter(',');
    command.add_flag("--no-scaling", o.no_scaling,
                     "Leave out rates by paths, steps, assets and netting sets");
    command.add_option("--json", o.json, "Write the measurements as JSON, too");
    command.add_option("--html", o.html, "Write a page with charts, too");
    command.add_option("--markdown", o.markdown, "Write the tables as Markdown, too");
    command.add_option("--once", o.once, "Run this work once and print a hash: what a fresh process does")
        ->group("");
}

ExitCode bench(BenchOptions options) {
    if (!options.once.empty()) {
        write_output("", race::run_once(options.race, options.once));
        return ExitCode::done;
    }
    options.race.prices = race::read_prices(options.prices);
    options.race.scaling = !options.no_scaling;
    for (const std::string* file : {&options.json, &options.html, &options.markdown}) check_writable(*file);
    const race::Race race = race::run_race(options.race);
    if (!options.json.empty()) write_output(options.json, race::print_json(race));
    if (!options.html.empty()) write_output(options.html, race::print_page(race));
    if (!options.markdown.empty()) write_output(options.markdown, race::print_markdown(race));
    write_output("", race::print_text(race));
    return race.has_same_bits() ? ExitCode::done : ExitCode::check_failed;
}

}  // namespace

void add_bench(CLI::App& root, ExitCode& code) {
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command = root.add_subcommand(
        "bench", "Race this machine's devices on the same work: seconds, shares of the peak, energy, bits");
    add_what(*command, options->race);
    add_how_much(*command, options->race);
    add_output(*command, *options);
    command->footer(
        "Example: snell bench --suite gbm --paths 4096 --repeats 3 --no-scaling --html bench.html");
    add_a2(*command, code);
    add_bench_nested(*command, code);
    command->callback([options, command, &code] {
        if (command->get_subcommands().empty()) code = bench(*options);
    });
}

}  // namespace snell
