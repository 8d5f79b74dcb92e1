#pragma once
#include <string>
#include <string_view>

#include "cli/xva/frozen_run.h"
#include "core/commit.h"
#include "core/seal.h"
#include "engine/xva/units.h"

namespace snell {

/// Kinds of the sealed files (core/seal.h) of a run.
constexpr std::string_view unit_kind = "SNELUNT2", aside_kind = "SNELASD1", device_kind = "SNELDEV1";

/// What a unit is a function of.
struct UnitLabel {
    std::string plan_hash;
    int unit = 0;
    std::vector<int> put_aside;  ///< positions of its group, increasing
};

/// Where a run keeps its plan (plan.snell), what its units found (units/), which trades are
/// put aside (quarantine/), what became of devices (devices/) and its results.  Every file is
/// committed (core/commit.h): whole, or not there.
class RunFolder {
  public:
    explicit RunFolder(const std::string& folder);

    const Committer& results() const { return results_; }

    /// Takes what an earlier run left away and puts the plan down.  Throws CommitError.
    void begin(const std::string& plan) const;
    /// Bytes of the plan.  Throws InputError E101 where there is none.
    std::string plan() const;

    /// A position that is put aside, and why.
    struct Aside {
        int position = 0;
        std::string problem;
    };
    /// Throws CommitError.
    void commit_aside(const std::string& plan_hash, const Aside& found) const;
    /// All that are put aside, by position.  Throws IntegrityError, naming the file, if one is damaged or of
    /// another plan.
    std::vector<Aside> put_aside(const std::string& plan_hash) const;

    /// What was seen of a device that units were worked on.
    struct DeviceFact {
        std::string device;
        std::string fault;  ///< what it said as it failed; empty: it worked
    };
    /// The same fact may be committed again, by any worker.  Throws CommitError.
    void commit_device(const std::string& plan_hash, const DeviceFact& fact) const;
    /// All that were committed, each once.  Throws IntegrityError as `put_aside` does.
    std::vector<DeviceFact> devices(const std::string& plan_hash) const;

    bool has_unit(int unit) const;
    /// Throws CommitError.
    void commit_unit(const UnitLabel& label, const UnitResult& found) const;
    /// Throws IntegrityError, naming the file, if it is missing, damaged, or has another label.
    UnitResult read_unit(const UnitLabel& label) const;

    /// Takes units and unfinished commits away: only for one who knows that nobody writes.
    void remove_units() const;
    void remove_partial() const;

  private:
    Committer results_, units_, quarantine_, devices_;
};

/// The plan of a folder and its SHA-256, which every unit names.
struct StoredPlan {
    FrozenRun run;
    std::string hash;
    std::string device = "cpu";  ///< where units are worked: auto, cpu or cuda

    UnitLabel label(int unit) const { return {hash, unit, put_aside_in(run, run.group_of(unit))}; }
};
/// With the trades put aside that the folder has put aside.  Throws InputError E101 where there is no plan,
/// IntegrityError if it is damaged or of another build.
StoredPlan load_plan(const RunFolder& folder);

/// Throws IntegrityError, naming both hashes, where a file that the plan was read from is not what it was.
void check_inputs(const std::vector<InputFile>& inputs);

}  // namespace snell
