#include "cli/xva/frozen_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/build.h"
#include "cli/xva/footprint.h"
#include "cli/xva/stopwatch.h"
#include "cli/xva/value_today.h"
#include "core/commit.h"
#include "core/seal.h"
#include "engine/xva/units.h"
#include "models/archive_world.h"
#include "portfolios/archive_book.h"

namespace snell {

template <class A>
void archive(A& a, XvaSettings& settings) {
    auto& [dates, rules, curve_nodes, sampler, paths, replicates, quantiles, quantile_of, units, audit,
           future, own_credit, borrow_curve, lend_curve, threads, isa, memory, board, backend] = settings;
    a(dates, rules.fixing, rules.option, rules.regression.degree, rules.regression.bundles, curve_nodes,
      sampler, paths, replicates, quantiles, quantile_of, units, audit.kind, audit.points, future, own_credit,
      borrow_curve, lend_curve);
}

template <class A>
void archive(A& a, FailureRow& row) {
    auto& [kind, id, netting_set, type, diagnostic] = row;
    a(kind, id, netting_set, type, diagnostic);
}

template <class A>
void archive(A& a, Holding& holding) {
    auto& [notional, currency] = holding;
    a(notional, currency);
}

template <class A>
void archive(A& a, InputFile& file) {
    auto& [role, path, digest, bytes, records] = file;
    a(role, path, digest, bytes, records);
}

template <class A>
void archive(A& a, Setting& setting) {
    auto& [name, value, origin] = setting;
    a(name, value, origin);
}

template <class A>
void archive(A& a, Estimate& estimate) {
    auto& [value, std_error, paths, replicates] = estimate;
    a(value, std_error, paths, replicates);
}

template <class A>
void archive(A& a, EarlyValue& early) {
    auto& [position, value, low, high, fault] = early;
    a(position, value, low, high, fault);
}

template <class A>
void archive(A& a, FrozenRun& run) {
    auto& [build, path, base, trades, book, world, model, settings, holdings, not_valued, npvs, start,
           modelled, early, groups, calibration, notes, inputs, configuration, put_aside] = run;
    a(build, path, base, trades, book, world, model, settings, holdings, not_valued, npvs, start, modelled,
      early, groups, calibration, notes, inputs, configuration);
}

namespace {

std::int64_t count_records(std::string_view text) {
    std::int64_t records = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::size_t first = text.substr(0, end).find_first_not_of(" \t\r");
        if (first != std::string_view::npos && text[first] != '#') ++records;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return records;
}

InputFile fingerprint(const RunSource& source) {
    const std::string text = read_input(source.path);
    return {source.role, std::filesystem::absolute(source.path).lexically_normal().string(), sha256(text),
            text.size(), count_records(text)};
}

}  // namespace

FrozenRun freeze(RunInput& input, const std::string& path, Journal& journal) {
    FrozenRun run;
    run.build = build_hash();
    run.path = std::filesystem::absolute(path).lexically_normal().string();
    Stopwatch watch(journal);
    watch.start("values today");
    for (const Position& position : input.book.positions) run.holdings.push_back(holding_of(position));
    run.npvs = value_today(input);
    watch.stop();
    tell_faults(input, journal);
    if (input.simulate && !run.npvs.empty()) {
        watch.start("calibration");
        check_settings(input.world, input.settings);
        Calibration calibration = calibrate(input.world, input.dynamics);
        run.model = calibration.model.parts();
        run.calibration = std::move(calibration.report);
        run.early = value_early(input, calibration.model, run.npvs, journal);
        run.start = value_at_start(input, run.npvs);
        run.modelled = option_values(input.book, input.world, calibration.model, input.settings);
    }
    const bool simulates = input.simulate && !run.npvs.empty();
    for (const RunSource& source : input.sources) run.inputs.push_back(fingerprint(source));
    run.base = std::move(input.base);
    run.trades = input.trades;
    run.not_valued = std::move(input.not_valued);
    run.book = std::move(input.book);
    run.world = std::move(input.world);
    run.settings = std::move(input.settings);
    run.notes = std::move(input.notes);
    run.configuration = std::move(input.configuration);
    if (simulates) group_to_fit(run);
    return run;
}

int group_of_set(const FrozenRun& run, int netting_set) {
    for (std::size_t g = 0; g < run.groups.size(); ++g)
        if (std::binary_search(run.groups[g].begin(), run.groups[g].end(), netting_set))
            return static_cast<int>(g);
    throw IntegrityError(fmt::format("no group works netting set {}", netting_set));
}

void put_aside(FrozenRun& run, int position, const std::string& problem) {
    Position& found = run.book.positions.at(static_cast<std::size_t>(position));
    const std::string& set = run.book.netting_sets.at(static_cast<std::size_t>(found.netting_set)).id;
    run.book.failed.push_back(
        {found.id, set, found.type, put_aside(fmt::format("trade '{}'", found.id), problem)});
    run.put_aside.push_back({position, group_of_set(run, found.netting_set)});
    found.netting_set = -1;
    if (!run.modelled.empty()) run.modelled[static_cast<std::size_t>(position)].reset();
}

std::vector<int> put_aside_in(const FrozenRun& run, int group) {
    std::vector<int> found;
    for (const FrozenRun::Aside& each : run.put_aside)
        if (each.group == group) found.push_back(each.position);
    return found;
}

std::string plan_file(const FrozenRun& run) {
    ArchiveWriter out;
    out(run);
    return seal(plan_kind, out.take());
}

std::vector<std::pair<std::string, std::string>> part_hashes(const FrozenRun& run) {
    const auto hash = [](const auto& part) {
        ArchiveWriter out;
        out(part);
        return sha256(out.take());
    };
    return {{"trades", hash(run.book)},
            {"market", hash(run.world)},
            {"model", hash(run.model)},
            {"settings", hash(run.settings)}};
}

FrozenRun read_plan_file(const std::string& file) {
    FrozenRun run;
    ArchiveReader in(unseal(plan_kind, file));
    try {
        // Another build may lay out the rest in another way.
        ArchiveReader head = in;
        head(run.build);
        if (run.build != build_hash())
            throw IntegrityError(
                fmt::format("the plan was made by the program with SHA-256 {}; this one has {}. Use that "
                            "one, or plan again",
                            run.build, build_hash()));
        in(run);
        in.finish();
    } catch (const ArchiveFault& fault) {
        throw IntegrityError(fmt::format("the plan cannot be read: {}", fault.what()));
    }
    return run;
}

}  // namespace snell
