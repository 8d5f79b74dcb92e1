#include "cli/xva/told_run.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "cli/bounded_json.h"
#include "core/seal.h"

namespace snell {
namespace {

using Json = nlohmann::ordered_json;

ToldRun told(const Json& manifest) {
    ToldRun run{manifest.at("run"), manifest.at("status"), manifest.at("build").at("sha256"), {}, {}, {}, {}};
    for (const auto& [name, setting] : manifest.at("configuration").items())
        run.configuration[name] = setting.at("value");
    for (const auto& [part, hash] : manifest.at("plan").items()) run.parts[part] = hash;
    for (const Json& each : manifest.at("inputs"))
        run.inputs.push_back(
            {each.at("role"), each.at("path"), each.at("sha256"), each.at("bytes"), each.at("records")});
    for (const auto& [name, table] : manifest.at("outputs").items())
        run.outputs.emplace_back(name, table.at("sha256"));
    return run;
}

const std::string& setting(const ToldRun& told, const char* name) {
    const auto at = told.configuration.find(name);
    if (at == told.configuration.end())
        throw IntegrityError(fmt::format("the manifest of '{}' has no setting '{}'", told.run, name));
    return at->second;
}

template <class Number>
Number number(const char* name, std::string_view text) {
    Number value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size())
        throw IntegrityError(fmt::format("the manifest's setting '{}' is '{}', no number", name, text));
    return value;
}

}  // namespace

ToldRun read_manifest(std::string_view text, const std::string& file) {
    const Json manifest = bounded_json(text);
    try {
        if (manifest.is_object() && manifest.at("format") == 1) return told(manifest);
    } catch (const Json::exception& fault) {
        throw IntegrityError(fmt::format("'{}' is no sound manifest: {}", file, fault.what()));
    }
    throw IntegrityError(fmt::format("'{}' is no manifest of this format", file));
}

RunOptions options_of(const ToldRun& told) {
    const auto value = [&](const char* name) -> std::string_view { return setting(told, name); };
    RunOptions options;
    options.path = told.run;
    options.paths = number<std::int64_t>("paths", value("paths"));
    options.replicates = number<int>("replicates", value("replicates"));
    options.seed = number<std::uint64_t>("seed", value("seed"));
    options.sampler = value("sampler");
    if (value("fixing_rule") == "next_date") options.fixings = "ore";
    options.options = value("option_rule");
    options.regression = value("regression");
    options.audit = value("audit");
    options.future = value("future");
    if (!value("curve_nodes").empty()) options.curves = "nodes";
    for (std::string_view left = value("quantiles"); !left.empty();) {
        const std::size_t comma = left.find(',');
        options.quantiles.push_back(number<double>("quantiles", left.substr(0, comma)));
        left = comma == std::string_view::npos ? "" : left.substr(comma + 1);
    }
    (value("by_trade") == "true" ? options.by_trade : options.no_trades) = true;
    return options;
}

}  // namespace snell
