#include "core/field_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/closest.h"
#include "core/node_curve.h"

namespace snell {
namespace {

std::vector<std::string_view> views(const std::vector<std::string>& words) {
    return {words.begin(), words.end()};
}

std::string number_in_words(const Range& range) {
    std::string words = "a number";
    if (const std::string valid = region(range); !valid.empty()) words += " " + valid;
    if (range.unit != "-") words += fmt::format(" [{}]", range.unit);
    return words;
}

}  // namespace

FieldReader::FieldReader(std::vector<const Node*> layers, std::string owner, std::string whose,
                         const ReadingContext& context, Faults& faults)
    : layers_(std::move(layers)),
      owner_(std::move(owner)),
      whose_(std::move(whose)),
      context_(context),
      faults_(faults) {}

void FieldReader::preset(std::string_view name, std::string_view text) { presets_.emplace_back(name, text); }

const Entry* FieldReader::find(std::string_view name) const {
    for (const Node* layer : layers_)
        if (const Entry* entry = layer->find(name)) return entry;
    return nullptr;
}

const Entry* FieldReader::take(std::string_view name) {
    known_.emplace_back(name);
    return find(name);
}

void FieldReader::miss(std::string_view name, std::string_view about, std::string valid) {
    missing_.push_back({std::string(name), std::string(about), std::move(valid)});
}

template <class Read>
void FieldReader::attempt(Read read) {
    try {
        read();
    } catch (const NodeFault& fault) {
        faults_.add(fault, whose_);
        sound_ = false;
    }
}

int FieldReader::asset_index(const Node& node, std::string_view name) const {
    const auto* text = node.as<std::string>();
    if (!text)
        throw NodeFault{"E105", node.place,
                        fmt::format("{} must be the name of an asset, not {}", name, describe(node)), ""};
    const auto at = std::find(context_.assets.begin(), context_.assets.end(), *text);
    if (at != context_.assets.end()) return static_cast<int>(at - context_.assets.begin());
    if (!context_.assets_known) return 0;
    throw NodeFault{"E111", node.place, fmt::format("the market has no asset '{}'", *text),
                    suggestion(*text, views(context_.assets))};
}

void FieldReader::asset(std::string_view name, int& value, std::string_view about) {
    if (const Entry* entry = take(name))
        attempt([&] { value = asset_index(entry->value, name); });
    else if (context_.assets_known && context_.assets.size() != 1)
        miss(name, about, "one of the market's assets");
    else
        value = 0;
}

void FieldReader::assets(std::string_view name, std::vector<int>& value, std::string_view) {
    value.clear();
    const Entry* entry = take(name);
    if (!entry) {
        for (int i = 0; i < static_cast<int>(context_.assets.size()); ++i) value.push_back(i);
        return;
    }
    attempt([&] {
        for (const Node* each : elements(entry->value)) {
            const int index = asset_index(*each, name);
            if (context_.assets_known && std::find(value.begin(), value.end(), index) != value.end())
                throw NodeFault{"E111", each->place, fmt::format("{} lists {} twice", name, describe(*each)),
                                ""};
            value.push_back(index);
        }
        if (value.empty())
            throw NodeFault{"E105", entry->value.place, fmt::format("{} is an empty list", name),
                            "Leave it out for all assets"};
    });
}

void FieldReader::number(std::string_view name, double& value, const Range& range, std::string_view about) {
    if (const Entry* entry = take(name))
        attempt([&] { value = number_from(entry->value, name, range); });
    else if (!std::isnan(range.fallback))
        value = range.fallback;
    else if (!range.optional)
        miss(name, about, number_in_words(range));
}

void FieldReader::numbers(std::string_view name, std::vector<double>& value, const Range& range,
                          std::string_view about) {
    if (const Entry* entry = take(name))
        attempt([&] { value = numbers_from(entry->value, name, range); });
    else if (!std::isnan(range.fallback))
        value = {range.fallback};
    else if (!range.optional)
        miss(name, about, number_in_words(range) + ", or a list of such");
}

void FieldReader::time(std::string_view name, Years& value, std::string_view about, Presence presence) {
    const bool required = presence == Presence::required;
    if (const Entry* entry = take(name))
        attempt([&] {
            value = required ? time_from(entry->value, name, context_.today)
                             : time_or_today_from(entry->value, name, context_.today);
        });
    else if (required)
        miss(name, about, "years, a date or a tenor");
}

void FieldReader::schedule(std::string_view name, std::vector<Years>& value, std::string_view about,
                           Presence presence) {
    const Entry* entry = take(name);
    if (!entry) {
        if (presence == Presence::required)
            miss(name, about, "a list of times, or { every = \"1M\", to = 1.0 }");
        return;
    }
    const Entry* maturity = find("maturity");
    if (maturity) admit("maturity");  // may end the schedule, whether or not the product has one of its own
    attempt([&] {
        value = schedule_from(entry->value, name, context_.today, maturity ? &maturity->value : nullptr);
    });
}

void FieldReader::flag(std::string_view name, bool& value, std::string_view) {
    const Entry* entry = take(name);
    if (!entry) return;
    attempt([&] {
        const bool* truth = entry->value.as<bool>();
        if (!truth)
            throw NodeFault{"E105", entry->value.place,
                            fmt::format("{} must be true or false, not {}", name, describe(entry->value)),
                            ""};
        value = *truth;
    });
}

void FieldReader::text(std::string_view name, std::string& value, std::string_view) {
    const Entry* entry = take(name);
    if (!entry) return;
    attempt([&] {
        const auto* text = entry->value.as<std::string>();
        if (!text || text->empty())
            throw NodeFault{"E105", entry->value.place,
                            fmt::format("{} must be a text, not {}", name, describe(entry->value)), ""};
        value = *text;
    });
}

void FieldReader::tolerance(std::string_view name, std::optional<Tolerance>& value, std::string_view) {
    if (const Entry* entry = take(name)) attempt([&] { value = tolerance_from(entry->value, name); });
}

void FieldReader::curve(std::string_view name, std::vector<Years>& times, std::vector<double>& quotes,
                        const Range& range, std::string_view about) {
    const Entry* entry = take(name);
    if (!entry) {
        if (!std::isnan(range.fallback))
            quotes = {range.fallback};
        else if (!range.optional)
            miss(name, about, number_in_words(range) + ", or { times = [...], values = [...] }");
        return;
    }
    attempt([&] {
        QuotesByTime curve = curve_from(entry->value, name, range, context_.today);
        times = std::move(curve.times);
        quotes = std::move(curve.quotes);
    });
}

void FieldReader::surface(std::string_view name, std::string_view axis, VolatilityGrid& grid,
                          const Range& range, std::string_view about) {
    const Entry* entry = take(name);
    if (!entry) {
        if (!range.optional)
            miss(name, about,
                 fmt::format("{{ times = [...], {} = [...], volatilities = [[...], ...] }}", axis));
        return;
    }
    attempt([&] { grid = surface_from(entry->value, name, axis, range, context_.today); });
}

std::optional<int> FieldReader::chosen(std::string_view name, std::span<const std::string_view> names,
                                       std::string_view) {
    const Entry* entry = take(name);
    const auto preset =
        std::find_if(presets_.begin(), presets_.end(), [&](const auto& each) { return each.first == name; });
    const auto index_of = [&](std::string_view word) -> std::optional<int> {
        const auto at = std::find(names.begin(), names.end(), word);
        if (at == names.end()) return std::nullopt;
        return static_cast<int>(at - names.begin());
    };
    std::optional<int> index;
    if (preset != presets_.end()) index = index_of(preset->second);
    if (!entry) return index;
    attempt([&] {
        const auto* text = entry->value.as<std::string>();
        const auto written = text ? index_of(*text) : std::nullopt;
        if (!written)
            throw NodeFault{"E108", entry->value.place,
                            fmt::format("{} cannot be {}", name, quote(entry->value)),
                            suggestion(text ? *text : "", names)};
        if (index && *index != *written)
            throw NodeFault{
                "E122", entry->value.place,
                fmt::format("{} is '{}', but the product's name says {}", name, *text, preset->second),
                fmt::format("Remove {}, or write product = \"{}_{}\"", name, owner_, *text)};
        index = written;
    });
    return index;
}

std::optional<std::int64_t> FieldReader::whole_number(std::string_view name, const Range& range,
                                                      std::string_view about) {
    std::optional<std::int64_t> whole;
    if (const Entry* entry = take(name))
        attempt([&] { whole = integer_from(entry->value, name, range); });
    else if (!std::isnan(range.fallback))
        whole = static_cast<std::int64_t>(range.fallback);
    else if (!range.optional)
        miss(name, about, number_in_words(range));
    return whole;
}

bool FieldReader::finish() {
    constexpr std::size_t most_told = 100;
    const std::vector<std::string_view> known = views(known_);
    std::vector<std::string_view> meant;  // a misspelt key explains a missing one
    std::size_t untold = 0;
    for (const Node* layer : layers_) {
        const auto* table = layer->as<Node::Table>();
        if (!table) continue;
        for (const Entry& entry : *table) {
            if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
            sound_ = false;
            if (meant.size() == most_told) {
                ++untold;
                continue;
            }
            meant.push_back(closest(entry.key, known));
            faults_.add({"E103", entry.place, fmt::format("{} has no '{}'", owner_, entry.key),
                         suggestion(entry.key, known)},
                        whose_);
        }
    }
    if (untold > 0)
        faults_.add({"E103", layers_.front()->place,
                     fmt::format("{} has {} more keys that mean nothing", owner_, untold), ""},
                    whose_);
    for (const Missing& missing : missing_) {
        sound_ = false;
        if (std::find(meant.begin(), meant.end(), missing.name) != meant.end()) continue;
        const Place& place = layers_.front()->place;
        const std::string add = place.line == 0 ? fmt::format("Add --{} with {}", missing.name, missing.valid)
                                                : fmt::format("Add {} = {}", missing.name, missing.valid);
        faults_.add(
            {"E104", place, fmt::format("{} needs '{}': {}", owner_, missing.name, missing.about), add},
            whose_);
    }
    return sound_;
}

}  // namespace snell
