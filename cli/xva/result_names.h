#pragma once

/// Names of the files that a run leaves in its folder.
namespace snell::names {

inline constexpr const char *plan = "plan.snell", *npv = "npv.csv", *xva = "xva.csv",
                            *exposure = "exposure.csv", *replicates = "replicates.csv",
                            *convergence = "convergence.csv", *calibration = "calibration.csv",
                            *audit = "audit.csv", *future = "future.csv", *failures = "failures.csv",
                            *timings = "timings.json", *report = "report.html", *manifest = "manifest.json";

/// In the order in which a new run takes those of an earlier one away: what says that all are there goes
/// first.
inline constexpr const char* all[] = {manifest,    npv,         xva,   exposure, replicates,
                                      convergence, calibration, audit, future,   failures,
                                      timings,     report,      plan};

}  // namespace snell::names
