#pragma once
#include <vector>

#include "cli/exit_code.h"
#include "cli/xva/journal.h"
#include "cli/xva/run_folder.h"

namespace snell {

/// What to do where units are missing.
enum class Missing { refuse, leave_out };

/// What a merge came to.
struct Merged {
    ExitCode code = ExitCode::done;
    std::string summary;  ///< for the terminal
};

/// Reads the units of a plan, verifies each, reduces them in their order, and commits the results, the
/// manifest last; then the units are taken away, unless some were left out.  Where units
/// may be missing, the replicates that are whole in every group are merged.  Throws IntegrityError if a unit
/// is missing that must not be, or damaged, or the trades do not add up; CommitError if fewer than two
/// replicates are whole, or nothing can be written.
Merged merge(const StoredPlan& plan, const RunFolder& folder, Missing missing, Journal& journal);

}  // namespace snell
