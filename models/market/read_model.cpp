#include "models/market/read_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>

#include "core/closest.h"
#include "models/market/drivers.h"
#include "models/market/model_input.h"

namespace snell {
namespace {

/// One table of a model, and what is needed to read it.
struct ModelSource {
    const Node& table;
    std::string whose;  ///< "[model]" or "[models.NAME]"
    const MarketInput& market;
    Faults& faults;
};

template <class Terms>
bool check(const Terms& terms, int asset, const FieldReader& reader, const ModelSource& source) {
    try {
        terms.check(source.market.market, asset);
        return true;
    } catch (const TermsFault& fault) {
        const Entry* entry = reader.find(fault.field);
        source.faults.add(
            {fault.code, entry ? entry->value.place : source.table.place, fault.problem, fault.remedy},
            source.whose);
        return false;
    }
}

template <class Terms>
constexpr bool has_drivers = requires {
    Terms::has_drivers;
};

/// The drivers' correlation, where the table has one, joins the model; false after a report.
template <class Terms>
bool join_drivers(const ModelSource& source, Model& model) {
    if constexpr (has_drivers<Terms>) {
        const Entry* entry = source.table.find(drivers_key);
        if (!entry) return true;
        auto& heston = std::get<Heston<double>>(model);
        try {
            heston.drivers = drivers_from(entry->value, heston);
        } catch (const NodeFault& fault) {
            source.faults.add(fault, source.whose);
            return false;
        }
    }
    return true;
}

/// Terms of the whole model may not stand below one asset.
template <class Terms>
bool admit_drivers(FieldReader& reader, const Entry* own, const ModelSource& source) {
    if constexpr (has_drivers<Terms>) {
        reader.admit(drivers_key);
        if (const Entry* entry = own ? own->value.find(drivers_key) : nullptr) {
            source.faults.add({"E103", entry->place, fmt::format("{} are no term of one asset", drivers_key),
                               fmt::format("Move them to {}", source.whose)},
                              source.whose);
            return false;
        }
    }
    return true;
}

/// The terms of each asset, and the model made of them; nothing where there was a fault.
template <class Terms>
std::shared_ptr<const Model> read_kind(const ModelSource& source) {
    const std::vector<std::string>& names = source.market.context.assets;
    std::vector<Terms> all;
    bool sound = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Entry* own = source.table.find(names[i]);
        const bool has_own = own && own->value.as<Node::Table>();
        std::vector<const Node*> layers{&source.table};
        if (has_own) layers.insert(layers.begin(), &own->value);
        FieldReader reader(layers, std::string(Terms::kind), source.whose, source.market.context,
                           source.faults);
        reader.admit("kind");
        if (has_own || names.size() > 1)
            for (const std::string& name : names) reader.admit(name);
        sound = admit_drivers<Terms>(reader, own, source) && sound;
        Terms& terms = all.emplace_back();
        terms.fields(reader);
        if (!reader.finish())
            sound = false;
        else if (source.market.sound)
            sound = check(terms, static_cast<int>(i), reader, source) && sound;
    }
    if (!sound || !source.market.sound) return nullptr;
    Model model = Terms::assemble(source.market.market, all);
    if (!join_drivers<Terms>(source, model)) return nullptr;
    return std::make_shared<const Model>(std::move(model));
}

struct ModelKind {
    std::string_view kind, about, reference;
    std::vector<Field> (*fields)();
    std::shared_ptr<const Model> (*read)(const ModelSource&);
};

template <class Terms>
std::vector<Field> all_fields() {
    std::vector<Field> fields = fields_of<Terms>();
    if constexpr (has_drivers<Terms>) fields.push_back(drivers_field());
    return fields;
}

template <class... Terms>
constexpr std::array<ModelKind, sizeof...(Terms)> kinds_of(std::type_identity<std::variant<Terms...>>) {
    return {ModelKind{Terms::kind, Terms::about, Terms::reference, all_fields<Terms>, read_kind<Terms>}...};
}

constexpr auto kinds = kinds_of(std::type_identity<ModelInput>());

/// The kind that a model's table names, or its own name does; null after a report.
const ModelKind* kind_of(const ModelSource& source, const std::string& name) {
    std::vector<std::string_view> known;
    for (const ModelKind& each : kinds) known.push_back(each.kind);
    const Entry* entry = source.table.find("kind");
    const auto* text = entry ? entry->value.as<std::string>() : &name;
    const auto at = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const ModelKind& each) { return text && each.kind == *text; });
    if (at != kinds.end()) return &*at;
    if (entry)
        source.faults.add(
            {"E110", entry->value.place, fmt::format("there is no model {}", quote(entry->value)),
             suggestion(text ? *text : "", known)},
            source.whose);
    else
        source.faults.add({"E104", source.table.place, "the model needs 'kind': its dynamics",
                           fmt::format("Add kind = \"{}\", or another of 'snell models'", kinds[0].kind)},
                          source.whose);
    return nullptr;
}

std::optional<NamedModel> read_model(const ModelSource& source, const std::string& name) {
    if (!source.table.as<Node::Table>()) {
        source.faults.add({"E105", source.table.place,
                           fmt::format("a model must be a table, not {}", describe(source.table)),
                           fmt::format("Write {} above its terms", source.whose)});
        return std::nullopt;
    }
    const ModelKind* kind = kind_of(source, name);
    if (!kind) return std::nullopt;
    auto model = kind->read(source);
    if (!model) return std::nullopt;
    return NamedModel{name.empty() ? std::string(kind->kind) : name, std::string(kind->kind), model};
}

}  // namespace

std::vector<NamedModel> read_models(const Node& root, const MarketInput& market, Faults& faults) {
    std::vector<NamedModel> models;
    const Entry* one = root.find("model");
    const Entry* several = root.find("models");
    if (one && several)
        faults.add({"E122", several->place, "[models] stands beside [model]",
                    "Give the one model a name, too: [models.NAME]"});
    if (!one && !several)
        faults.add({"E104", root.place, "there is no model",
                    root.place.line == 0 ? "Add --model black_scholes, or another of 'snell models'"
                                         : "Add [model] with kind = \"black_scholes\""});
    if (one)
        if (auto model = read_model({one->value, "[model]", market, faults}, "")) models.push_back(*model);
    if (several) {
        const auto* tables = several->value.as<Node::Table>();
        if (!tables || tables->empty())
            faults.add({"E105", several->value.place,
                        fmt::format("models must be tables with names, not {}", describe(several->value)),
                        "Write [models.NAME] above each model's terms"});
        else
            for (const Entry& entry : *tables)
                if (auto model = read_model(
                        {entry.value, fmt::format("[models.{}]", entry.key), market, faults}, entry.key))
                    models.push_back(*model);
    }
    return models;
}

std::vector<FieldGroup> model_catalog() {
    std::vector<FieldGroup> all;
    for (const ModelKind& each : kinds)
        all.push_back(
            {std::string(each.kind), std::string(each.about), std::string(each.reference), each.fields()});
    return all;
}

}  // namespace snell
