#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/a2/print.h"

namespace snell::a2 {
namespace {

Request tiny() {
    Request request;
    request.size = {5, 64, 8};
    request.method.steps = 8;
    request.method.difference = Difference::one_sided;
    request.repeats = 1;
    request.threads = 2;
    request.price_per_hour = 2.0;
    return request;
}

TEST(A2Parameters, in_the_repository_are_those_that_their_seed_draws) {
    for (int assets : {5, 10})
        EXPECT_EQ(print(parameters_of(assets)), print({draw_option(parameters_seed, assets), Bumps{}}))
            << assets;
}

TEST(A2Parameters, name_what_a_file_lacks) {
    EXPECT_THROW(read_parameters("seed = 1\n", "short.toml"), std::runtime_error);
    EXPECT_THROW(read_parameters("seed = 1\nspot = \"one\"\n", "text.toml"), std::runtime_error);
}

TEST(A2Report, has_the_keys_that_programs_read_and_the_disclaimer_everywhere) {
    Request request = tiny();
    request.quality = true;
    const Measurement m = measure(request, {});
    const auto json = nlohmann::json::parse(print_json(m));
    for (const char* key :
         {"size", "device", "threads", "scenarios", "warm_seconds", "cold_seconds", "peak_bytes"})
        EXPECT_TRUE(json.contains(key)) << key;
    EXPECT_EQ(json["size"], "5-64-8");
    EXPECT_EQ(json["scenarios"], 93);
    EXPECT_EQ(json["greeks"].size(), 93u);
    EXPECT_EQ(json["reference"].size(), 93u);
    for (const auto& greek : json["greeks"])
        EXPECT_GE(greek["std_error"].get<double>(), 0.0) << greek["name"];
    EXPECT_NEAR(json["price_of_million_options"].get<double>(), 2e6 * m.best().median / 3600.0,
                1e-9 * m.price_of_million());
    for (const std::string& output : {print_text(m), print_page(m), json["disclaimer"].get<std::string>()})
        EXPECT_NE(output.find(disclaimer), std::string::npos);
    EXPECT_NE(print_page(m).find("<svg"), std::string::npos);
}

TEST(A2Report, tells_of_scaling_and_of_a_portfolio) {
    Request request = tiny();
    request.time_box = 0.02;
    const std::vector<Axis> axes = measure_scaling(request);
    ASSERT_EQ(axes.size(), 3u);
    for (const Axis& axis : axes) EXPECT_GE(axis.points.size(), 1u) << axis.name;
    const Portfolio portfolio = value_portfolio(tiny(), 2);
    EXPECT_EQ(portfolio.options, 2);
    EXPECT_GT(portfolio.options_per_second(), 0.0);
    for (const std::string& output :
         {print_text(request, axes), print_json(request, axes), print_page(request, axes),
          print_text(request, portfolio), print_json(request, portfolio), print_page(request, portfolio)})
        EXPECT_NE(output.find(disclaimer), std::string::npos);
}

/// The largest size within the box is one that was run within it.
TEST(A2Scaling, finds_sizes_that_fit_the_time_box) {
    Request request = tiny();
    request.time_box = 0.5;
    for (const Axis& axis : measure_scaling(request)) {
        if (!axis.most) continue;
        const auto found = std::find_if(axis.points.begin(), axis.points.end(),
                                        [&](const Axis::Point& point) { return point.size == *axis.most; });
        ASSERT_NE(found, axis.points.end()) << axis.name;
        EXPECT_LE(found->seconds, request.time_box) << axis.name;
    }
}

}  // namespace
}  // namespace snell::a2
