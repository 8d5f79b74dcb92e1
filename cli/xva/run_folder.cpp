#include "cli/xva/run_folder.h"

#include <fmt/format.h>

#include <filesystem>

#include "core/archive.h"

namespace snell {

template <class A>
void archive(A& a, UnvaluedTrade& trade) {
    auto& [position, reason] = trade;
    a(position, reason);
}

template <class A>
void archive(A& a, ReplicateProfile& profile) {
    auto& [means, values] = profile;
    a(means, values);
}

template <class A>
void archive(A& a, UnitResult& found) {
    auto& [unvalued, profile] = found;
    a(unvalued, profile);
}

namespace {

constexpr const char* plan_name = "plan.snell";
constexpr std::string_view unit_kind = "SNELUNT1";

std::string unit_name(int unit) { return fmt::format("{:06}.unit", unit); }

/// Which unit of which plan a file holds.
void check_label(const std::string& plan_hash, int unit, const std::string& found_plan, int found_unit) {
    if (found_plan != plan_hash)
        throw IntegrityError(
            fmt::format("it is of the plan with SHA-256 {}, not of {}", found_plan, plan_hash));
    if (found_unit != unit) throw IntegrityError(fmt::format("it holds unit {}, not {}", found_unit, unit));
}

}  // namespace

RunFolder::RunFolder(const std::string& folder)
    : results_(folder), units_((std::filesystem::path(folder) / "units").string()) {}

void RunFolder::begin(const std::string& plan) const {
    results_.make_folder();
    std::error_code ignored;
    for (const char* name :
         {"manifest.json", "npv.csv", "xva.csv", "exposure.csv", "replicates.csv", "convergence.csv",
          "calibration.csv", "failures.csv", "timings.json", "report.html", plan_name})
        std::filesystem::remove(results_.path(name), ignored);
    remove_units();
    remove_partial();
    units_.make_folder();
    results_.commit(plan_name, plan);
}

std::string RunFolder::plan() const {
    return read_input(results_.path(plan_name), "Make a plan with snell plan RUN -o DIR.");
}

bool RunFolder::has_unit(int unit) const {
    std::error_code ignored;
    return std::filesystem::is_regular_file(units_.path(unit_name(unit)), ignored);
}

void RunFolder::commit_unit(const std::string& plan_hash, int unit, const UnitResult& found) const {
    ArchiveWriter out;
    out(plan_hash, unit, found);
    units_.commit(unit_name(unit), seal(unit_kind, out.take()));
}

UnitResult RunFolder::read_unit(const std::string& plan_hash, int unit) const {
    const std::string path = units_.path(unit_name(unit));
    std::string bytes, found_plan;
    int found_unit = -1;
    UnitResult found;
    if (!read_bytes(path, bytes))
        throw IntegrityError(fmt::format("'{}' is missing. snell resume makes what is missing", path));
    try {
        ArchiveReader in(unseal(unit_kind, bytes));
        in(found_plan, found_unit);
        check_label(plan_hash, unit, found_plan, found_unit);
        in(found);
        in.finish();
    } catch (const std::runtime_error& fault) {  // IntegrityError or ArchiveFault
        throw IntegrityError(fmt::format("'{}': {}. snell resume makes it again", path, fault.what()));
    }
    return found;
}

void RunFolder::remove_units() const {
    std::error_code ignored;
    std::filesystem::remove_all(units_.folder(), ignored);
}

void RunFolder::remove_partial() const {
    results_.remove_partial();
    units_.remove_partial();
}

StoredPlan load_plan(const RunFolder& folder) {
    const std::string bytes = folder.plan();
    try {
        return {read_plan_file(bytes), sha256(bytes)};
    } catch (const IntegrityError& fault) {
        throw IntegrityError(fmt::format("'{}/{}': {}", folder.results().folder(), plan_name, fault.what()));
    }
}

void check_inputs(const FrozenRun& run) {
    for (const InputFile& input : run.inputs) {
        std::string text;
        const std::string found = read_bytes(input.path, text) ? sha256(text) : "none: it cannot be read";
        if (found != input.sha256)
            throw IntegrityError(fmt::format(
                "'{}' has changed since the plan was made: its SHA-256 was {} and is {}. Plan again",
                input.path, input.sha256, found));
    }
}

}  // namespace snell
