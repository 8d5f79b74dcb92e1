#pragma once
#include <string>

#include "cli/xva/run_output.h"

namespace snell {

/// Says among the failures which trades the audit found to be off.  Returns what it says.
std::vector<Diagnostic> note_audit(RunOutput& output);

/// A line for the terminal about the audit; empty where nothing was audited.
std::string audit_summary(const RunOutput& output, const FrozenRun& run);

}  // namespace snell
