#include "portfolios/native/schema.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace snell {
namespace {

using Json = nlohmann::ordered_json;

Json number_in(const Range& range, const char* type) {
    Json schema{{"type", type}};
    const auto bound = [&](const char* key, double at) {
        if (std::isfinite(at)) schema[key] = at;
    };
    bound("exclusiveMinimum", range.above);
    bound("exclusiveMaximum", range.below);
    bound("minimum", range.at_least);
    bound("maximum", range.at_most);
    return schema;
}

Json list_of(const Json& item) { return {{"type", "array"}, {"items", item}, {"minItems", 1}}; }

Json any_of(std::initializer_list<Json> forms) { return {{"anyOf", Json::array_t(forms)}}; }

Json reference_to(const char* definition) { return {{"$ref", std::string("#/$defs/") + definition}}; }

Json closed_object(const Json& properties, const Json& required) {
    return {{"type", "object"},
            {"properties", properties},
            {"required", required},
            {"additionalProperties", false}};
}

Json form_of(const Field& field) {
    const Json number = number_in(field.range, "number");
    switch (field.type) {
        case FieldType::asset:
        case FieldType::text:
            return {{"type", "string"}};
        case FieldType::assets:
            return any_of({{{"type", "string"}}, list_of({{"type", "string"}})});
        case FieldType::number:
            return number;
        case FieldType::numbers:
            return any_of({number, list_of(number)});
        case FieldType::integer:
            return number_in(field.range, "integer");
        case FieldType::time:
            return reference_to("time");
        case FieldType::schedule:
            return reference_to("schedule");
        case FieldType::curve:
            return any_of(
                {number, closed_object({{"times", reference_to("times")}, {"values", list_of(number)}},
                                       {"times", "values"})});
        case FieldType::surface:
            return closed_object({{"times", reference_to("times")},
                                  {field.axis, list_of({{"type", "number"}, {"exclusiveMinimum", 0}})},
                                  {"volatilities", list_of(list_of(number))}},
                                 {"times", field.axis, "volatilities"});
        case FieldType::choice:
            return {{"enum", field.choices}};
        case FieldType::flag:
            return {{"type", "boolean"}};
        case FieldType::date:
            return reference_to("date");
        case FieldType::tolerance:
            return any_of({{{"type", "number"}, {"exclusiveMinimum", 0}},
                           {{"type", "string"}, {"pattern", "^[0-9.eE+-]+%$"}}});
        case FieldType::correlation:
            return any_of({number, list_of(list_of(number))});
        case FieldType::matrix:
            return list_of(list_of(number));
    }
    return Json::object();
}

/// The form with its help, unit and default.
Json schema_of(const Field& field) {
    Json schema = form_of(field);
    std::string about = field.about;
    if (field.range.unit != "-") about += " [" + std::string(field.range.unit) + "]";
    schema["description"] = about;
    const bool is_value = field.type != FieldType::asset && field.type != FieldType::assets &&
                          field.type != FieldType::text && !field.fallback.empty();
    if (is_value) {
        const Json value = Json::parse(field.fallback, nullptr, false);
        schema["default"] = value.is_discarded() ? Json(field.fallback) : value;
    }
    return schema;
}

Json properties_of(const std::vector<Field>& fields) {
    Json properties = Json::object();
    for (const Field& field : fields) properties[field.name] = schema_of(field);
    return properties;
}

Json required_of(const std::vector<Field>& fields) {
    Json required = Json::array();
    for (const Field& field : fields)
        if (field.required) required.push_back(field.name);
    return required;
}

Json market_schema(const FileFields& fields) {
    Json asset = closed_object(properties_of(fields.asset), required_of(fields.asset));
    asset["properties"]["quanto"] = closed_object(properties_of(fields.quanto), required_of(fields.quanto));
    Json market = closed_object(properties_of(fields.market), required_of(fields.market));
    market["properties"].update(asset["properties"]);
    market["properties"]["assets"] = {{"type", "object"}, {"additionalProperties", asset}};
    market["oneOf"] = {{{"required", {"spot"}}}, {{"required", {"assets"}}}};
    return market;
}

/// A model's terms may stand in the tables of its assets instead, so none is required here.
Json model_schema(const FileFields& fields) {
    Json kinds = Json::array();
    Json choices = Json::array();
    for (const FieldGroup& model : fields.models) {
        choices.push_back(model.name);
        Json terms = {{"properties", properties_of(model.fields)},
                      {"additionalProperties", {{"type", "object"}}},
                      {"description", model.about + "; " + model.reference}};
        terms["properties"]["kind"] = Json::object();
        kinds.push_back(
            {{"if", {{"properties", {{"kind", {{"const", model.name}}}}}, {"required", {"kind"}}}},
             {"then", terms}});
    }
    return {{"type", "object"}, {"properties", {{"kind", {{"enum", choices}}}}}, {"allOf", kinds}};
}

Json trade_schema(const FileFields& fields) {
    Json kinds = Json::array();
    for (const FieldGroup& product : fields.products) {
        Json names = {product.name};
        for (const Field& field : product.fields)
            if (field.name == "type")
                for (const std::string& type : field.choices) names.push_back(product.name + "_" + type);
        std::vector<Field> terms = fields.trade;
        terms.insert(terms.end(), product.fields.begin(), product.fields.end());
        Json then = closed_object(properties_of(terms), required_of(product.fields));
        if (!then["properties"].contains("maturity"))
            for (const Field& field : product.fields)
                if (field.type == FieldType::schedule)
                    then["properties"]["maturity"] = {
                        {"$ref", "#/$defs/time"}, {"description", "end of a schedule given by its count"}};
        then["description"] = product.about + "; " + product.reference;
        kinds.push_back({{"if", {{"properties", {{"product", {{"enum", names}}}}}}}, {"then", then}});
    }
    return {{"type", "object"},
            {"properties", properties_of(fields.trade)},
            {"required", required_of(fields.trade)},
            {"allOf", kinds}};
}

Json definitions() {
    const Json number = {{"type", "number"}};
    const Json tenor = {{"type", "string"}, {"pattern", "^[0-9]+[DWMYdwmy]$"}};
    const Json time = any_of({{{"type", "number"}, {"exclusiveMinimum", 0}}, reference_to("date"), tenor});
    const Json start = any_of({{{"type", "number"}, {"minimum", 0}}, reference_to("date"), tenor});
    Json every = closed_object({{"every", tenor}, {"to", reference_to("time")}, {"from", start}}, {"every"});
    Json count = closed_object(
        {{"count", {{"type", "integer"}, {"minimum", 1}}}, {"to", reference_to("time")}, {"from", start}},
        {"count"});
    Json definitions = {
        {"date", {{"type", "string"}, {"format", "date"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}},
        {"time", time},
        {"times", list_of(reference_to("time"))},
        {"schedule", any_of({reference_to("times"), every, count, {{"type", "integer"}, {"minimum", 1}}})}};
    definitions["time"]["description"] = "years from today, a date, or a tenor such as \"18M\"";
    definitions["schedule"]["description"] =
        "increasing times; { every = \"1M\", to = 1.0, from = 0 }; { count = 12, to = 1.0 }; or a count "
        "beside a "
        "maturity";
    return definitions;
}

}  // namespace

std::string json_schema(const FileFields& fields) {
    Json definition = definitions();
    definition["model"] = model_schema(fields);
    const Json schema = {
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"title", "Snell portfolio"},
        {"description", "A market, one or more models, trades, and how surely they are to be priced"},
        {"type", "object"},
        {"properties",
         {{"market", market_schema(fields)},
          {"model", reference_to("model")},
          {"models",
           {{"type", "object"}, {"additionalProperties", reference_to("model")}, {"minProperties", 1}}},
          {"settings", closed_object(properties_of(fields.settings), required_of(fields.settings))},
          {"trades", list_of(trade_schema(fields))}}},
        {"required", {"market", "trades"}},
        {"oneOf", {{{"required", {"model"}}}, {{"required", {"models"}}}}},
        {"additionalProperties", false},
        {"$defs", definition}};
    return schema.dump(2) + "\n";
}

}  // namespace snell
