#include "cli/xva/run_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "cli/xva/result_names.h"
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
void archive(A& a, AuditProfile& audit) {
    auto& [trades, effects, by_fit, by_rule] = audit;
    a(trades, effects, by_fit, by_rule);
}

template <class A>
void archive(A& a, FutureProfile& future) {
    auto& [means, amounts] = future;
    a(means, amounts);
}

template <class A>
void archive(A& a, UnitLabel& label) {
    auto& [plan_hash, unit, put_aside] = label;
    a(plan_hash, unit, put_aside);
}

template <class A>
void archive(A& a, RunFolder::Aside& aside) {
    auto& [position, problem] = aside;
    a(position, problem);
}

template <class A>
void archive(A& a, RunFolder::DeviceFact& fact) {
    auto& [device, fault] = fact;
    a(device, fault);
}

template <class A>
void archive(A& a, UnitResult& found) {
    auto& [unvalued, profile, audit, future] = found;
    a(unvalued, profile, audit, future);
}

namespace {

constexpr std::string_view aside_ending = ".trade", device_ending = ".device";

std::string unit_name(int unit) { return fmt::format("{:06}.unit", unit); }

void check_plan(const std::string& expected, const std::string& found) {
    if (found != expected)
        throw IntegrityError(fmt::format("it is of the plan with SHA-256 {}, not of {}", found, expected));
}

void check_label(const UnitLabel& expected, const UnitLabel& found) {
    check_plan(expected.plan_hash, found.plan_hash);
    if (found.unit != expected.unit)
        throw IntegrityError(fmt::format("it holds unit {}, not {}", found.unit, expected.unit));
    if (found.put_aside != expected.put_aside)
        throw IntegrityError("it was worked before a trade of its netting sets was put aside");
}

/// Reads a sealed file whole; whatever is wrong with it becomes an IntegrityError that names it.
template <class Reader>
void read_sealed(const std::string& path, std::string_view kind, const char* remedy, const Reader& read) {
    std::string bytes;
    if (!read_bytes(path, bytes))
        throw IntegrityError(fmt::format("'{}' is missing. snell resume makes what is missing", path));
    try {
        ArchiveReader in(unseal(kind, bytes));
        read(in);
        in.finish();
    } catch (const std::runtime_error& fault) {  // IntegrityError or ArchiveFault
        throw IntegrityError(fmt::format("'{}': {}. {}", path, fault.what(), remedy));
    }
}

/// All sealed files of a folder with an ending, in the order of their names.
template <class T>
std::vector<T> read_all(const std::string& folder, std::string_view ending, std::string_view kind,
                        const std::string& plan_hash, const char* remedy) {
    std::vector<std::string> paths;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.path().extension() == ending) paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    std::vector<T> all;
    for (const std::string& path : paths)
        read_sealed(path, kind, remedy, [&](ArchiveReader& in) {
            std::string found_plan;
            in(found_plan);
            check_plan(plan_hash, found_plan);
            in(all.emplace_back());
        });
    return all;
}

}  // namespace

RunFolder::RunFolder(const std::string& folder)
    : results_(folder),
      units_((std::filesystem::path(folder) / "units").string()),
      quarantine_((std::filesystem::path(folder) / "quarantine").string()),
      devices_((std::filesystem::path(folder) / "devices").string()) {}

void RunFolder::begin(const std::string& plan) const {
    results_.make_folder();
    results_.remove(names::manifest);
    std::error_code ignored;
    for (const char* name : names::all) std::filesystem::remove(results_.path(name), ignored);
    remove_units();
    remove_partial();
    units_.make_folder();
    results_.commit(names::plan, plan);
}

std::string RunFolder::plan() const {
    return read_input(results_.path(names::plan), "Make a plan with snell plan RUN -o DIR.");
}

bool RunFolder::has_unit(int unit) const {
    std::error_code ignored;
    return std::filesystem::is_regular_file(units_.path(unit_name(unit)), ignored);
}

void RunFolder::commit_aside(const std::string& plan_hash, const Aside& found) const {
    ArchiveWriter out;
    out(plan_hash, found);
    quarantine_.make_folder();
    quarantine_.commit(fmt::format("{:08}{}", found.position, aside_ending), seal(aside_kind, out.take()));
}

std::vector<RunFolder::Aside> RunFolder::put_aside(const std::string& plan_hash) const {
    return read_all<Aside>(quarantine_.folder(), aside_ending, aside_kind, plan_hash,
                           "Remove it: the trade will be found again");
}

void RunFolder::commit_device(const std::string& plan_hash, const DeviceFact& fact) const {
    ArchiveWriter out;
    out(plan_hash, fact);
    const std::string bytes = seal(device_kind, out.take());
    devices_.make_folder();
    devices_.commit(sha256(bytes).substr(0, 16) + std::string(device_ending), bytes);
}

std::vector<RunFolder::DeviceFact> RunFolder::devices(const std::string& plan_hash) const {
    std::vector<DeviceFact> all = read_all<DeviceFact>(devices_.folder(), device_ending, device_kind,
                                                       plan_hash, "Remove it: it changes no number");
    std::sort(all.begin(), all.end(), [](const DeviceFact& a, const DeviceFact& b) {
        return std::tie(a.device, a.fault) < std::tie(b.device, b.fault);
    });
    return all;
}

void RunFolder::commit_unit(const UnitLabel& label, const UnitResult& found) const {
    ArchiveWriter out;
    out(label, found);
    units_.commit(unit_name(label.unit), seal(unit_kind, out.take()));
}

UnitResult RunFolder::read_unit(const UnitLabel& label) const {
    UnitResult found;
    read_sealed(units_.path(unit_name(label.unit)), unit_kind, "snell resume makes it again",
                [&](ArchiveReader& in) {
                    UnitLabel found_label;
                    in(found_label);
                    check_label(label, found_label);
                    in(found);
                });
    return found;
}

void RunFolder::remove_units() const {
    std::error_code ignored;
    std::filesystem::remove_all(units_.folder(), ignored);
    std::filesystem::remove_all(quarantine_.folder(), ignored);
    std::filesystem::remove_all(devices_.folder(), ignored);
}

void RunFolder::remove_partial() const {
    results_.remove_partial();
    units_.remove_partial();
    quarantine_.remove_partial();
    devices_.remove_partial();
}

StoredPlan load_plan(const RunFolder& folder) {
    const std::string bytes = folder.plan();
    StoredPlan plan;
    try {
        plan.run = read_plan_file(bytes);
        plan.hash = sha256(bytes);
    } catch (const IntegrityError& fault) {
        throw IntegrityError(
            fmt::format("'{}/{}': {}", folder.results().folder(), names::plan, fault.what()));
    }
    for (const RunFolder::Aside& each : folder.put_aside(plan.hash))
        put_aside(plan.run, each.position, each.problem);
    return plan;
}

void check_inputs(const std::vector<InputFile>& inputs) {
    for (const InputFile& input : inputs) {
        std::string text;
        const std::string found = read_bytes(input.path, text) ? sha256(text) : "none: it cannot be read";
        if (found != input.sha256)
            throw IntegrityError(fmt::format(
                "'{}' has changed since the plan was made: its SHA-256 was {} and is {}. Plan again",
                input.path, input.sha256, found));
    }
}

}  // namespace snell
