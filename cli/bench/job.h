#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/bench/contender.h"
#include "core/draws.h"
#include "core/estimate.h"
#include "engine/meter/cost.h"
#include "engine/meter/path_work.h"

namespace snell {
struct FrozenRun;
}

/// `snell bench`: the same work on every device of this machine.
namespace snell::race {

/// The work that values a book.
inline const std::string book_work = "xva-book";

/// What a run of a work found: its value, and a hash of every number that it came to.
struct Found {
    Estimate value;
    std::uint64_t hash = 0;
};

/// Something to simulate again and again, on any device and any number of paths.
struct Job {
    std::string work;  ///< as in --suite
    std::string draws;
    int steps = 0;                       ///< of a path
    int width = 1;                       ///< what each step moves or values
    std::string width_of;                ///< "assets" or "netting sets"
    std::int64_t paths_of_a_thousand{};  ///< for each 1,000 of --paths: dear works take fewer
    std::int64_t reach = 16;             ///< accuracy is looked for from 1 / reach to reach times the paths
    std::function<Found(const Contender&, std::int64_t paths)> run;
    std::function<meter::Cost()> cost;  ///< of a path; counted when asked for

    /// Books are valued on the processor.
    bool runs_on(const Contender& contender) const {
        return work != book_work || contender.kind != Contender::Kind::gpu;
    }
    /// Steps of everything along so many paths.
    double path_steps(std::int64_t paths) const { return static_cast<double>(paths) * steps * width; }
    /// For --paths; at least one a replicate.
    std::int64_t paths(std::int64_t asked) const;
};

/// Independent repetitions that errors come from; fewer of a book, each of which walks whole blocks of paths.
inline constexpr int replicates = 32, book_replicates = 8;

/// "philox" or "sobol".
Sampler sampler_of(const std::string& draws);

Job path_job(const meter::PathWork& work, const std::string& draws);

/// A run of snell xva, read, valued and calibrated, as a work: its exposures and CVA.
Job book_job(std::shared_ptr<const FrozenRun> run, const std::string& draws);

/// Reads a run.  Throws InputError, and UsageError where it has no exposures or no CVA.
std::shared_ptr<const FrozenRun> read_book(const std::string& path);

/// Name and purpose of every work.
struct NamedWork {
    std::string name, about;
};
std::vector<NamedWork> works();
}  // namespace snell::race
