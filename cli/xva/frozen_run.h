#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/xva/run_input.h"
#include "engine/xva/model_value.h"
#include "models/calibrate.h"
#include "models/cross_asset.h"

namespace snell {

constexpr std::string_view plan_kind = "SNELPLN1";  ///< of its sealed file (core/seal.h)

/// A file that a run was read from.
struct InputFile {
    std::string role;  ///< "trades", "market" ...
    std::string path;  ///< absolute
    std::string sha256;
    std::uint64_t bytes = 0;
    std::int64_t records = 0;  ///< lines that are neither empty nor comments
};

/// A run that has been read, valued today and calibrated: all that its units and its results are a function
/// of.
struct FrozenRun {
    std::string build;  ///< SHA-256 of the program that made it
    std::string path;   ///< of the run, absolute
    std::string base;
    std::size_t trades = 0;  ///< in the files, whether they could be read or not
    Book book;
    World world;
    CrossAssetParts model;
    XvaSettings settings;
    std::vector<Holding> holdings,
        not_valued;                   ///< trades that were resolved; of these, without a value today
    std::vector<double> npvs, start;  ///< [position] today, and on the curves that are simulated
    std::vector<std::optional<double>> modelled;  ///< [position] of options: today, by the simulated model
    std::vector<EarlyValue> early;                ///< of positions with early exercise
    std::vector<std::vector<int>>
        groups;  ///< netting sets that are worked together; none: today's values only
    CalibrationReport calibration;
    std::vector<FailureRow> notes;
    std::vector<InputFile> inputs;
    std::vector<Setting> configuration;

    /// A position whose trade the program does not survive: in no netting set, and among the failed.
    struct Aside {
        int position = 0, group = 0;
    };
    std::vector<Aside> put_aside = {};  ///< by position; kept beside the plan's file, not in it

    int units() const { return static_cast<int>(groups.size()) * settings.replicates; }
    int group_of(int unit) const { return unit / settings.replicates; }
    int replicate_of(int unit) const { return unit % settings.replicates; }
};

/// Values the book today, calibrates, and freezes the run; a trade that the market cannot value moves to the
/// failed ones.
FrozenRun freeze(RunInput& input, const std::string& path, Journal& journal);

/// Puts a position aside; `problem` says what became of who worked it.
void put_aside(FrozenRun& run, int position, const std::string& problem);
/// The group that works a netting set.
int group_of_set(const FrozenRun& run, int netting_set);
/// Positions of a group that are put aside, increasing.
std::vector<int> put_aside_in(const FrozenRun& run, int group);

/// The run as a sealed file (core/seal.h).  How it is worked - threads, instruction set, memory - is left
/// out: the same inputs give the same bytes.
std::string plan_file(const FrozenRun& run);
/// What a run is a function of, part by part, as SHA-256: "trades", "market", "model", "settings".
std::vector<std::pair<std::string, std::string>> part_hashes(const FrozenRun& run);

/// The run of such a file.  Throws IntegrityError if it is damaged, or another build made it.
FrozenRun read_plan_file(const std::string& file);

}  // namespace snell
