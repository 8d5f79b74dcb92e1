#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/xva/run_terms.h"
#include "core/error_catalog.h"
#include "models/market/read_model.h"
#include "portfolios/native/read.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::vector<FieldGroup>& groups) {
    Json all = Json::array();
    for (const FieldGroup& group : groups) {
        Json fields = Json::array();
        for (const Field& field : group.fields)
            fields.push_back({{"name", field.name},
                              {"type", name_of(field.type)},
                              {"about", field.about},
                              {"unit", field.range.unit},
                              {"valid", region(field.range)},
                              {"required", field.required},
                              {"default", field.fallback},
                              {"choices", field.choices}});
        all.push_back({{"name", group.name},
                       {"about", group.about},
                       {"reference", group.reference},
                       {"fields", fields}});
    }
    return all;
}

std::string describe(const FieldGroup& group) {
    std::string text = fmt::format("{}\n    {} ({})\n", group.name, group.about, group.reference);
    for (const Field& field : group.fields) {
        std::string type(name_of(field.type));
        if (!field.choices.empty()) type = fmt::format("{}", fmt::join(field.choices, " | "));
        std::string facts = field.range.unit == "-" ? "" : fmt::format(" [{}]", field.range.unit);
        if (const std::string valid = region(field.range); !valid.empty()) facts += ", " + valid;
        if (!field.required && !field.fallback.empty()) facts += ", default " + field.fallback;
        text += fmt::format("    {:<18} {}; {}{}{}\n", field.name, field.about, type, facts,
                            field.required ? ", required" : "");
    }
    return text;
}

/// Prints all groups in one line each, or those whose name was asked for in full.
void print_groups(const std::vector<FieldGroup>& groups, const std::string& name, bool json,
                  const char* what) {
    std::vector<FieldGroup> chosen;
    for (const FieldGroup& group : groups)
        if (name.empty() || group.name == name || name.rfind(group.name + "_", 0) == 0)
            chosen.push_back(group);
    if (chosen.empty()) {
        std::string known;
        for (const FieldGroup& group : groups) known += (known.empty() ? "" : ", ") + group.name;
        throw UsageError(fmt::format("'{}' is no {}. There are {}", name, what, known));
    }
    if (json) return write_output("", to_json(chosen).dump(2) + "\n");
    std::string text;
    for (const FieldGroup& group : chosen) text += (text.empty() ? "" : "\n") + describe(group);
    write_output("", text);
}

void add_catalog(CLI::App& root, const char* name, const char* about, const char* what, const char* example,
                 std::vector<FieldGroup> (*catalog)()) {
    struct Options {
        std::string name;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command = root.add_subcommand(name, about);
    command->add_option("NAME", options->name, fmt::format("Only this {}", what));
    command->add_flag("--json", options->json, "Print JSON");
    command->footer(example);
    command->callback([=] { print_groups(catalog(), options->name, options->json, what); });
}

}  // namespace

void add_models(CLI::App& root, ExitCode&) {
    add_catalog(root, "models", "List the models: parameters, units, valid region, reference", "model",
                "Example: snell models heston", &model_catalog);
}

void add_products(CLI::App& root, ExitCode&) {
    add_catalog(root, "products", "List the products: terms, units, valid region, reference", "product",
                "Example: snell products asian", &product_catalog);
}

void add_terms(CLI::App& root, ExitCode&) {
    add_catalog(root, "terms", "List what the files of a run of snell xva may say", "part of a run",
                "Example: snell terms quotes", &run_catalog);
}

void add_schema(CLI::App& root, ExitCode&) {
    CLI::App* command = root.add_subcommand("schema", "Print the JSON schema of a portfolio file");
    command->footer("Example: snell schema > snell.schema.json");
    command->callback([] { write_output("", input_schema()); });
}

void add_explain(CLI::App& root, ExitCode& code) {
    auto wanted = std::make_shared<std::string>();
    CLI::App* command = root.add_subcommand("explain", "Explain an error code, or list all");
    command->add_option("CODE", *wanted, "The code at the end of a message, as E104");
    command->footer("Example: snell explain E104");
    command->callback([wanted, &code] {
        std::string text;
        for (const ErrorEntry& entry : error_catalog())
            if (wanted->empty())
                text += fmt::format("{}  {}\n", entry.code, entry.title);
            else if (entry.code == *wanted)
                text = fmt::format("{}: {}\n\n{}\n", entry.code, entry.title, entry.explanation);
        if (text.empty())
            throw UsageError(fmt::format("'{}' is no error code. 'snell explain' lists them", *wanted));
        write_output("", text);
        code = ExitCode::done;
    });
}

}  // namespace snell
