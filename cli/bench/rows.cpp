#include <fmt/format.h>

#include <algorithm>

#include "cli/bench/print.h"

namespace snell::race {
namespace {

constexpr const char* nothing = "-";

/// Four significant digits without an exponent, as far as that is short.
std::string seconds(double value) {
    return value >= 1e5 ? fmt::format("{:.2g}", value)
                        : fmt::format("{:.{}f}", value,
                                      value < 0.1      ? 5
                                      : value < 10.0   ? 3
                                      : value < 1000.0 ? 1
                                                       : 0);
}

std::string number(const std::optional<double>& value) {
    if (!value) return nothing;
    return *value >= 1e5 || (*value < 1e-3 && *value > 0.0) ? fmt::format("{:.2e}", *value)
                                                            : fmt::format("{:.{}f}", *value,
                                                                          *value < 0.1      ? 4
                                                                          : *value < 10.0   ? 2
                                                                          : *value < 1000.0 ? 1
                                                                                            : 0);
}

std::string percent(double share) { return fmt::format("{:.{}f} %", 100.0 * share, share < 0.1 ? 1 : 0); }

std::optional<double> times(const std::optional<double>& value, double factor) {
    if (!value) return {};
    return *value * factor;
}

template <class Row>
void each_timing(const Race& race, const std::string& draws, const Row& row) {
    for (const WorkTimings& work : race.works)
        if (work.draws == draws)
            for (const Timing& timing : work.timings) row(work, timing);
}

const std::string& name(const Race& race, const Timing& timing) {
    return race.entrants[timing.entrant].contender.name;
}

}  // namespace

Rows speed_rows(const Race& race, const std::string& draws) {
    const std::string all = race.has(Contender::Kind::processor) ? "x all" : "x cpu";
    Rows rows{{"work", "device", "cold s", "warm s", "1e6/s", "x 1", all, "s to 1e-4", "bits"},
              {"work", "device", "cold, s", "warm, s", "million path-steps/s", "over 1 thread",
               "over all threads", "to 1e-4, s", "bits"},
              {}};
    each_timing(race, draws, [&](const WorkTimings& work, const Timing& timing) {
        rows.rows.push_back(
            {work.work, name(race, timing), seconds(timing.cold), seconds(timing.warm),
             number(1e-6 * timing.rate()), number(race.ratio(work, timing, Contender::Kind::one_thread)),
             number(race.ratio(work, timing, Contender::Kind::processor)),
             seconds(work.seconds_to_accuracy(timing)) + (work.accuracy.is_extrapolated ? "*" : ""),
             timing.same_bits ? "same" : "DIFFER"});
    });
    return rows;
}

Rows cost_rows(const Race& race, const std::string& draws) {
    const bool has_gpu = race.has(Contender::Kind::gpu);
    const bool has_price = race.options.prices.cpu || race.options.prices.gpu;
    Rows rows{{"work", "device", "flop", "of peak", "bytes", "of memory", "J"},
              {"work", "device", "flop a path-step", "of the peak", "bytes a path-step", "of memory",
               "J for 1e9 path-steps"},
              {}};
    const auto add = [&](const char* head, const char* title) {
        rows.head.emplace_back(head);
        rows.titles.emplace_back(title);
    };
    if (has_gpu) add("J gpu", "J of GPUs for 1e9");
    if (has_price) add("price", "price of 1e12 path-steps");
    each_timing(race, draws, [&](const WorkTimings& work, const Timing& timing) {
        constexpr double energy_unit = 1e9;
        std::vector<std::string> row{work.work,
                                     name(race, timing),
                                     fmt::format("{:.0f}", work.cost.operations),
                                     percent(race.share_of_peak(work, timing)),
                                     fmt::format("{:.0f}", work.cost.bytes),
                                     percent(race.share_of_memory(work, timing)),
                                     number(times(timing.energy.processor, energy_unit))};
        if (has_gpu) row.push_back(number(times(timing.energy.gpu, energy_unit)));
        if (has_price) row.push_back(number(race.price(timing)));
        rows.rows.push_back(std::move(row));
    });
    return rows;
}

Rows scaling_rows(const Race& race, const Scaling& scaling) {
    Rows rows{{scaling.axis}, {}, {}};
    for (const Entrant& entrant : race.entrants) rows.head.push_back(entrant.contender.name);
    const std::size_t last = race.entrants.size() - 1;
    if (last > 0)
        rows.head.push_back(fmt::format("{} / {}", race.entrants[last].contender.name,
                                        race.entrants[last - 1].contender.name));
    rows.titles = rows.head;
    for (const Scaling::Point& point : scaling.points) {
        std::vector<std::string> row{fmt::format("{}", point.size)};
        for (const std::optional<double>& rate : point.rates) row.push_back(number(times(rate, 1e-6)));
        if (last > 0)
            row.push_back(point.rates[last] && point.rates[last - 1]
                              ? number(*point.rates[last] / *point.rates[last - 1])
                              : nothing);
        rows.rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<std::string> notes(const Race& race) {
    std::vector<std::string> lines;
    for (const Entrant& entrant : race.entrants)
        lines.push_back(fmt::format("{}: {:.1f} Gflop/s by fused multiply-adds{}, {:.1f} GB/s by the triad",
                                    entrant.contender.name, 1e-9 * entrant.limits.operations,
                                    entrant.contender.kind == Contender::Kind::gpu
                                        ? ""
                                        : fmt::format(" ({})", meter::peak_registers()),
                                    1e-9 * entrant.limits.bytes));
    if (race.gpus.empty()) lines.push_back("no GPU took part: " + race.no_gpu);
    if (!race.no_rapl.empty()) lines.push_back("energy of the processor is not readable: " + race.no_rapl);
    if (race.has(Contender::Kind::gpu) && !race.no_nvml.empty())
        lines.push_back("energy of the GPUs is not readable: " + race.no_nvml);
    return lines;
}

}  // namespace snell::race
