/// snell_bench_peers: the same works by Snell and by QuantLib, in turn, in one run.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string_view>
#include <thread>

#include "bench/peers/report.h"
#include "engine/meter/cost.h"

namespace {
using namespace snell::peers;

constexpr std::string_view usage =
    "usage: snell_bench_peers [--json FILE] [--quick] [--work NAME]\n"
    "  --json FILE   write the measurements as a list of objects\n"
    "  --quick       a tenth of the work, for a first look\n"
    "  --work NAME   only this work\n"
    "exit status: 0 measured; 2 bad usage; 5 the prices differ by more than 4 standard errors;\n"
    "             6 twice the work does not take about twice the time\n";

struct Options {
    std::string json;
    std::string work;
    bool quick = false;
    bool valid = true;
};

Options read(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--quick")
            options.quick = true;
        else if (word == "--json" && i + 1 < count)
            options.json = words[++i];
        else if (word == "--work" && i + 1 < count)
            options.work = words[++i];
        else
            options.valid = false;
    }
    return options;
}

/// 0, 5 or 6, and a line for each work that is wrong.
int verdict(const std::vector<Measured>& all) {
    int status = 0;
    for (const Measured& m : all) {
        if (!m.race.work_is_done()) {
            fmt::print(stderr,
                       "{}: twice the paths took {:.2f} (QuantLib) and {:.2f} (Snell) times as long\n",
                       m.work->name, m.race.peer_growth, m.race.snell_growth);
            status = std::max(status, 6);
        }
        if (!m.race.same_price()) {
            fmt::print(stderr, "{}: the prices are {:.1f} standard errors apart\n", m.work->name,
                       m.race.distance());
            status = 5;
        }
    }
    return status;
}

}  // namespace

int main(int count, char** words) {
    const Options options = read(count, words);
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const Effort effort = options.quick ? Effort{10'000, 3, 0.05, std::min(2, cores)}
                                        : Effort{100'000, 3, 0.5, std::min(2, cores)};
    const Budget budget = options.quick ? Budget{10'000, 512, 2.0} : Budget{100'000, 4096, 20.0};
    std::vector<Measured> all;
    if (options.valid)
        for (const Work& work : works) {
            if (!options.work.empty() && options.work != work.name) continue;
            fmt::print(stderr, "{} ...\n", work.name);
            all.push_back(
                {&work, race(work, effort), accuracy(work, budget),
                 snell::meter::cost_of_path(snell::meter::walk_of(work.path, snell::Philox{.seed = 1}))
                         .operations /
                     work.path.path_steps(1)});
        }
    if (all.empty()) {
        fmt::print(stderr, "{}", usage);
        return 2;
    }
    const Machine here = machine(effort.threads);
    fmt::print("{}", tables(all, here, effort));
    if (!options.json.empty()) {
        std::ofstream file(options.json);
        file << json(all, here, effort);
        if (!file.flush()) {
            fmt::print(stderr, "{}: cannot be written\n", options.json);
            return 2;
        }
    }
    return verdict(all);
}
