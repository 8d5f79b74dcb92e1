#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/input.h"
#include "models/market/read_model.h"
#include "portfolios/native/read.h"

namespace snell {
namespace {

const nlohmann::json& schema() {
    static const nlohmann::json parsed = nlohmann::json::parse(input_schema());
    return parsed;
}

TEST(Schema, every_reference_leads_to_a_definition) {
    std::size_t references = 0;
    const std::function<void(const nlohmann::json&)> visit = [&](const nlohmann::json& node) {
        if (node.is_object() && node.contains("$ref")) {
            const std::string target = node["$ref"];
            EXPECT_TRUE(schema().contains(nlohmann::json::json_pointer(target.substr(1)))) << target;
            ++references;
        }
        if (node.is_structured())
            for (const auto& child : node) visit(child);
    };
    visit(schema());
    EXPECT_GT(references, 0u);
}

TEST(Schema, every_term_of_every_product_and_model_is_in_it) {
    const auto& trades = schema()["properties"]["trades"]["items"]["allOf"];
    const auto products = product_catalog();
    ASSERT_EQ(trades.size(), products.size());
    for (std::size_t i = 0; i < products.size(); ++i)
        for (const Field& field : products[i].fields)
            EXPECT_TRUE(trades[i]["then"]["properties"].contains(field.name))
                << products[i].name << field.name;
    const auto& kinds = schema()["$defs"]["model"]["allOf"];
    const auto models = model_catalog();
    ASSERT_EQ(kinds.size(), models.size());
    for (std::size_t i = 0; i < models.size(); ++i)
        for (const Field& field : models[i].fields)
            EXPECT_TRUE(kinds[i]["then"]["properties"].contains(field.name)) << models[i].name << field.name;
}

TEST(Schema, regions_and_required_terms_are_those_of_the_reader) {
    const auto& european = schema()["properties"]["trades"]["items"]["allOf"][0]["then"];
    EXPECT_EQ(european["properties"]["strike"]["minimum"], 0.0);
    EXPECT_EQ(european["required"], (nlohmann::json{"strike", "maturity"}));
    EXPECT_EQ(european["additionalProperties"], false);
    EXPECT_EQ(european["properties"]["type"]["enum"], (nlohmann::json{"call", "put"}));
}

TEST(Catalog, every_product_and_model_tells_its_help_source_and_terms) {
    for (const auto& all : {product_catalog(), model_catalog()}) {
        for (const FieldGroup& group : all) {
            EXPECT_FALSE(group.about.empty()) << group.name;
            EXPECT_FALSE(group.reference.empty()) << group.name;
            EXPECT_FALSE(group.fields.empty()) << group.name;
            for (const Field& field : group.fields)
                EXPECT_FALSE(field.about.empty()) << group.name << field.name;
        }
    }
}

}  // namespace
}  // namespace snell
