#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/input.h"
#include "core/closest.h"
#include "core/faults.h"
#include "models/market/read_model.h"
#include "portfolios/native/read.h"
#include "portfolios/native/toml.h"

namespace snell {
namespace {

struct Flag {
    std::string name;  ///< without dashes, "spot" or "market.spot"
    std::string value;
    std::string written;  ///< "--spot"
};

std::vector<Flag> split(const std::vector<std::string>& arguments, Faults& faults) {
    std::vector<Flag> flags;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        const Place place{std::make_shared<const std::string>(word)};
        if (!word.starts_with("--") || word.size() < 3) {
            faults.add({"E125", place, "a value without a flag", "Write the flag before it: --strike 100"});
            continue;
        }
        std::string name = word.substr(2);
        std::string value = "true";
        if (const auto equals = name.find('='); equals != name.npos) {
            value = name.substr(equals + 1);
            name.resize(equals);
        } else if (i + 1 < arguments.size() && !arguments[i + 1].starts_with("--")) {
            value = arguments[++i];
        }
        std::replace(name.begin(), name.end(), '-', '_');
        flags.push_back({name, value, word.substr(0, word.find('='))});
    }
    return flags;
}

void collect(std::vector<std::string>& names, const std::vector<Field>& fields) {
    for (const Field& field : fields) names.push_back(field.name);
}

/// The section of a file that a flag belongs to, by the names that each knows.
class Sections {
  public:
    explicit Sections(const std::vector<Flag>& flags) {
        for (const Flag& flag : flags) {
            if (flag.name == "product") collect(trade_, product_fields(flag.value));
            if (flag.name == "model") kind_ = flag.value;
        }
        collect(trade_, trade_fields());
        collect(market_, market_fields());
        collect(market_, asset_fields());
        market_.insert(market_.end(), {"quanto", "assets"});
        collect(settings_, settings_fields());
        for (const FieldGroup& model : model_catalog())
            if (model.name == kind_ || kind_.empty()) collect(model_, model.fields);
        model_.push_back("kind");
    }

    /// "trade", "market", "model", "settings"; empty for a name that none knows.
    std::string_view of(std::string_view name) const {
        for (const auto& [section, names] : all())
            if (std::find(names->begin(), names->end(), name) != names->end()) return section;
        return "";
    }
    std::vector<std::string_view> known() const {
        std::vector<std::string_view> names;
        for (const auto& [section, own] : all()) names.insert(names.end(), own->begin(), own->end());
        return names;
    }

  private:
    std::vector<std::pair<std::string_view, const std::vector<std::string>*>> all() const {
        return {{"trade", &trade_}, {"market", &market_}, {"model", &model_}, {"settings", &settings_}};
    }

    std::string kind_;
    std::vector<std::string> trade_, market_, model_, settings_;
};

}  // namespace

Node from_flags(const std::vector<std::string>& arguments, Faults& faults) {
    const std::vector<Flag> flags = split(arguments, faults);
    const Sections sections(flags);
    const Place place;
    Node market{Node::Table{}, place}, model{Node::Table{}, place}, settings{Node::Table{}, place},
        trade{Node::Table{}, place};
    for (const Flag& flag : flags) {
        std::string name = flag.name;
        std::string section;
        if (const auto dot = name.find('.'); dot != name.npos) {
            section = name.substr(0, dot);
            name = name.substr(dot + 1);
        } else if (name == "model") {  // --model KIND, not a trade's reference to one
            section = "model";
            name = "kind";
        } else {
            section = sections.of(name);
        }
        const Place here{std::make_shared<const std::string>(flag.written)};
        Node* const table = section == "market"     ? &market
                            : section == "model"    ? &model
                            : section == "settings" ? &settings
                            : section == "trade"    ? &trade
                                                    : nullptr;
        if (!table) {
            const std::string_view near = closest(flag.name, sections.known());
            faults.add({"E103", here, "no such flag",
                        near.empty() ? "'snell products' and 'snell models' list them"
                                     : fmt::format("Did you mean --{}?", near)});
            continue;
        }
        if (table->find(name)) {
            faults.add({"E122", here, "given twice", "Keep one of the two"});
            continue;
        }
        std::get<Node::Table>(table->value).push_back({name, here, parse_flag(flag.written, flag.value)});
    }
    Node::Array trades{std::move(trade)};
    return {Node::Table{{"market", place, std::move(market)},
                        {"model", place, std::move(model)},
                        {"trades", place, {std::move(trades), place}},
                        {"settings", place, std::move(settings)}},
            place};
}

}  // namespace snell
