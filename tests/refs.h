#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace snell {

/// Published values, each with its inputs, tolerance and source: the cases of a group in the file cases.json
/// of the folder that SNELL_REFS names, or of ../shared/refs beside the checkout.  Empty where there is no
/// such file.
inline std::vector<nlohmann::json> published_cases(const std::string& group) {
    namespace fs = std::filesystem;
    const char* told = std::getenv("SNELL_REFS");
    const fs::path checkout = fs::path(__FILE__).parent_path().parent_path();
    std::ifstream file((told ? fs::path(told) : checkout / "../shared/refs") / "cases.json");
    std::vector<nlohmann::json> found;
    if (!file) return found;
    for (const nlohmann::json& each : nlohmann::json::parse(file))
        if (each.at("group") == group) found.push_back(each);
    return found;
}

/// The sharper value and its tolerance where the case has one.
inline double value_of_case(const nlohmann::json& each) {
    return each.contains("best_value") && each["best_value"].is_number() ? each["best_value"].get<double>()
                                                                         : each.at("value").get<double>();
}
inline double tolerance_of_case(const nlohmann::json& each) {
    return each.contains("best_tolerance") && each["best_tolerance"].is_number()
               ? each["best_tolerance"].get<double>()
               : each.at("tolerance").get<double>();
}

}  // namespace snell
