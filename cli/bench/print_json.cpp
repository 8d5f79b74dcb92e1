#include <nlohmann/json.hpp>

#include "cli/bench/print.h"

namespace snell::race {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json entrant(const Entrant& each) {
    return {{"device", each.contender.name},
            {"kind", each.contender.device},
            {"threads", each.contender.threads},
            {"peak_flop_per_second", each.limits.operations},
            {"memory_bytes_per_second", each.limits.bytes}};
}

Json result(const Race& race, const WorkTimings& work, const Timing& timing) {
    return {{"work", work.work},
            {"draws", work.draws},
            {"device", race.entrants[timing.entrant].contender.name},
            {"paths", timing.paths},
            {"steps", work.steps},
            {"width", work.width},
            {"width_of", work.width_of},
            {"repeats", race.options.repeats},
            {"cold_seconds", timing.cold},
            {"median_seconds", timing.warm},
            {"least_seconds", timing.least},
            {"greatest_seconds", timing.greatest},
            {"path_steps_per_second", timing.rate()},
            {"over_one_thread", or_null(race.ratio(work, timing, Contender::Kind::one_thread))},
            {"over_all_threads", or_null(race.ratio(work, timing, Contender::Kind::processor))},
            {"value", timing.value.value},
            {"std_error", timing.value.std_error},
            {"error_rate", work.accuracy.rate},
            {"error_rate_is_measured", work.accuracy.is_rate_measured},
            {"paths_to_1e-4", work.accuracy.paths},
            {"paths_to_1e-4_is_extrapolated", work.accuracy.is_extrapolated},
            {"seconds_to_1e-4", work.seconds_to_accuracy(timing)},
            {"flop_per_path_step", work.cost.operations},
            {"share_of_peak", race.share_of_peak(work, timing)},
            {"bytes_per_path_step", work.cost.bytes},
            {"share_of_memory", race.share_of_memory(work, timing)},
            {"joules_per_path_step", or_null(timing.energy.processor)},
            {"gpu_joules_per_path_step", or_null(timing.energy.gpu)},
            {"price_per_1e12_path_steps", or_null(race.price(timing))},
            {"same_bits", timing.same_bits}};
}

Json scaling(const Race& race, const Scaling& scaling) {
    Json points = Json::array();
    for (const Scaling::Point& point : scaling.points) {
        Json rates = Json::object();
        for (std::size_t i = 0; i < point.rates.size(); ++i)
            rates[race.entrants[i].contender.name] = or_null(point.rates[i]);
        points.push_back({{"size", point.size}, {"path_steps_per_second", rates}});
    }
    return {{"axis", scaling.axis}, {"about", scaling.about}, {"points", points}};
}

}  // namespace

std::string print_json(const Race& race) {
    Json entrants = Json::array(), results = Json::array(), scalings = Json::array();
    for (const Entrant& each : race.entrants) entrants.push_back(entrant(each));
    for (const WorkTimings& work : race.works)
        for (const Timing& timing : work.timings) results.push_back(result(race, work, timing));
    for (const Scaling& each : race.scalings) scalings.push_back(scaling(race, each));
    const Json all{{"format", 1},
                   {"build", race.build},
                   {"date", race.date},
                   {"processor", race.processor},
                   {"gpus", race.gpus},
                   {"no_gpu", race.no_gpu},
                   {"no_processor_energy", race.no_rapl},
                   {"no_gpu_energy", race.no_nvml},
                   {"devices", entrants},
                   {"results", results},
                   {"scaling", scalings}};
    return all.dump(2) + "\n";
}

}  // namespace snell::race
