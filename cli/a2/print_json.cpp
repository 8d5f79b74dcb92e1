#include <nlohmann/json.hpp>

#include "cli/a2/print.h"

namespace snell::a2 {
namespace {

using Json = nlohmann::ordered_json;

Json numbers(const std::vector<Named>& results) {
    Json list = Json::array();
    for (const Named& result : results)
        list.push_back({{"name", result.name},
                        {"value", result.estimate.value},
                        {"std_error", result.estimate.std_error}});
    return list;
}

Json head(const Request& request) {
    return {{"disclaimer", disclaimer},
            {"size", request.size.name()},
            {"device", "cpu"},
            {"threads", request.threads},
            {"differences", name_of(request.method.difference)},
            {"scheme", name_of(request.method.martingale)},
            {"paths_seed", request.seed}};
}

std::string written(const Json& json) { return json.dump(2) + "\n"; }

}  // namespace

std::string print_json(const Measurement& m) {
    Json json = head(m.request);
    json["processor"] = m.processor;
    json["scenarios"] = m.scenarios;
    json["asset_paths"] = m.asset_paths;
    json["asset_paths_with_variance"] = m.variance_paths;
    json["warm_seconds"] = m.best().median;
    json["cold_seconds"] = m.cold > 0.0 ? Json(m.cold) : Json();
    json["first_seconds"] = m.first;
    for (const Warm& warm : m.warm)
        json["warm"].push_back({{"threads", warm.threads},
                                {"repeats", warm.repeats},
                                {"median_seconds", warm.median},
                                {"least_seconds", warm.least},
                                {"greatest_seconds", warm.greatest}});
    json["options_per_second"] = m.options_per_second();
    json["path_steps_per_second"] = m.path_steps_per_second();
    json["peak_bytes"] = m.peak_bytes;
    json["joules"] = m.joules >= 0.0 ? Json(m.joules) : Json();
    if (m.request.price_per_hour > 0.0) {
        json["price_per_hour"] = m.request.price_per_hour;
        json["price_of_million_options"] = m.price_of_million();
    }
    json["other_scheme"] = {{"price", m.other.estimate.value},
                            {"std_error", m.other.estimate.std_error},
                            {"seconds", m.other_seconds}};
    json["greeks"] = numbers(m.greeks);
    if (!m.reference.empty()) {
        json["reference"] = numbers(m.reference);
        json["reference_seconds"] = m.reference_seconds;
        Json apart = Json::array();
        for (std::size_t i = 0; i < m.greeks.size(); ++i)
            apart.push_back(distance(m.greeks[i], m.reference[i]));
        json["apart_in_std_errors"] = apart;
    }
    json["parameters"] = print(m.parameters);
    return written(json);
}

std::string print_json(const Request& request, const std::vector<Axis>& axes) {
    Json json = head(request);
    json["time_box_seconds"] = request.time_box;
    for (const Axis& axis : axes) {
        Json points = Json::array();
        for (const Axis::Point& point : axis.points)
            points.push_back({{"size", point.size}, {"seconds", point.seconds}});
        json["axes"].push_back({{"name", axis.name},
                                {"exponent", axis.exponent},
                                {"most", axis.most ? Json(*axis.most) : Json()},
                                {"bound_by_memory", axis.bound_by_memory},
                                {"points", points}});
    }
    return written(json);
}

std::string print_json(const Request& request, const Portfolio& portfolio) {
    Json json = head(request);
    json["options"] = portfolio.options;
    json["seconds"] = portfolio.seconds;
    json["options_per_second"] = portfolio.options_per_second();
    json["prices"] = numbers(portfolio.prices);
    return written(json);
}

}  // namespace snell::a2
