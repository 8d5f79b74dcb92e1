#include "cli/nested/nested_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/command.h"
#include "cli/nested/print.h"

namespace snell {
namespace {

struct NestedBenchOptions {
    int last = 12, runs = 16;
    std::uint64_t seed = 1;
    bool no_speed = false;
    std::string markdown, chart;
};

void run(const NestedBenchOptions& o) {
    const nested_bench::Complexity found = nested_bench::measure_complexity(o.last, o.runs, o.seed);
    std::string text = nested_bench::print(found);
    if (!o.no_speed) text += nested_bench::print(nested_bench::measure_speed());
    if (!o.chart.empty()) write_output(o.chart, nested_bench::chart(found));
    if (!o.markdown.empty()) write_output(o.markdown, text);
    write_output("", text);
}

}  // namespace

void add_bench_nested(CLI::App& bench, ExitCode& code) {
    auto o = std::make_shared<NestedBenchOptions>();
    CLI::App* command = bench.add_subcommand(
        "nested", "Nested simulation: error against cost of its methods on a known answer, and its speed");
    command->add_option("--last", o->last, "Budgets are 4^8 ... 4^LAST inner samples")
        ->capture_default_str()
        ->check(CLI::Range(9, 15));
    command->add_option("--runs", o->runs, "Independent runs that an error is the mean of")
        ->capture_default_str()
        ->check(CLI::Range(2, 1024));
    command->add_option("--seed", o->seed, "Seed of the first run")->capture_default_str();
    command->add_flag("--no-speed", o->no_speed, "Leave out the speed of the path loop and of nested paths");
    command->add_option("--markdown", o->markdown, "Write the tables to a file, too");
    command->add_option("--chart", o->chart, "Write a chart of error against cost as SVG, too");
    command->footer("Example: snell bench nested --last 9 --runs 2 --no-speed");
    command->callback([o, &code] {
        run(*o);
        code = ExitCode::done;
    });
}

}  // namespace snell
