#include "cli/input.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/settings_terms.h"
#include "core/closest.h"
#include "core/faults.h"
#include "models/market/read_model.h"
#include "portfolios/native/read.h"
#include "portfolios/native/schema.h"
#include "portfolios/native/toml.h"

namespace snell {
namespace {

void check_sections(const Node& root, Faults& faults) {
    static constexpr std::string_view known[] = {"market", "model", "models", "trades", "settings"};
    for (const Entry& entry : *root.as<Node::Table>())
        if (std::find(std::begin(known), std::end(known), entry.key) == std::end(known))
            faults.add({"E103", entry.place, fmt::format("a file has no '{}'", entry.key),
                        suggestion(entry.key, known)});
}

bool read_settings(const Node& root, const ReadingContext& context, Input& input, Faults& faults) {
    SettingsTerms terms;
    const Entry* entry = root.find("settings");
    const Node none{Node::Table{}, root.place};
    const Node* node = entry ? &entry->value : &none;
    if (!node->as<Node::Table>()) {
        faults.add({"E105", node->place, fmt::format("settings must be a table, not {}", describe(*node)),
                    "Write [settings] above paths, seed and the like"});
        return false;
    }
    FieldReader reader({node}, "the settings", "[settings]", context, faults);
    terms.fields(reader);
    if (!reader.finish()) return false;
    input.settings = terms.settings();
    input.greeks = terms.greeks;
    return true;
}

/// The model that a trade asks for; null after a report.
const NamedModel* model_for(const Trade& trade, const std::vector<NamedModel>& models, Faults& faults) {
    if (trade.model.empty() && models.size() == 1) return &models.front();
    std::vector<std::string_view> names;
    for (const NamedModel& each : models) names.push_back(each.name);
    if (trade.model.empty()) {
        faults.add({"E104", trade.place, "the trade needs 'model', as there are several",
                    suggestion("model", names)},
                   trade.label());
        return nullptr;
    }
    const auto at = std::find(names.begin(), names.end(), trade.model);
    if (at != names.end()) return &models[static_cast<std::size_t>(at - names.begin())];
    faults.add(
        {"E110", trade.place_of("model"), fmt::format("there is no model '{}' in the file", trade.model),
         suggestion(trade.model, names)},
        trade.label());
    return nullptr;
}

/// Faults that a product finds against today's spots.
bool check(const Trade& trade, const Quotes& quotes, Faults& faults) {
    try {
        std::visit(
            [&](const auto& product) {
                if constexpr (requires { product.check(quotes); }) product.check(quotes);
            },
            trade.product);
        return true;
    } catch (const TermsFault& fault) {
        faults.add({fault.code, trade.place_of(fault.field), fault.problem, fault.remedy}, trade.label());
        return false;
    }
}

std::string where(const Trade& trade) {
    if (trade.place.line == 0) return trade.label();
    return print(trade.place) + ": " + trade.label();
}

void join(const Portfolio& portfolio, const MarketInput& market, const std::vector<NamedModel>& models,
          Input& input, Faults& faults) {
    Quotes quotes;
    for (const Asset<double>& asset : market.market.assets) quotes.spots.push_back(asset.spot);
    for (const Trade& trade : portfolio) {
        const NamedModel* model = model_for(trade, models, faults);
        const bool fits = check(trade, quotes, faults);
        if (!model || !fits) continue;
        input.trades.push_back({trade.id, trade.product_name, model->name, trade.quantity, trade.product,
                                model->model, where(trade)});
    }
}

Input read(const Node& root, Faults& faults) {
    Input input;
    check_sections(root, faults);
    const MarketInput market = read_market(root, faults);
    const std::vector<NamedModel> models = read_models(root, market, faults);
    bool sound = read_settings(root, market.context, input, faults);
    input.currency = market.currency;
    input.today = market.context.today;
    sound = sound && faults.count() == 0;
    const Portfolio portfolio = read_trades(root, market.context, faults);
    if (sound) join(portfolio, market, models, input, faults);
    if (const Entry* trades = root.find("trades"))
        if (const auto* all = trades->value.as<Node::Array>())
            input.trades_left_out = all->size() - input.trades.size();
    input.faults = faults.all();
    return input;
}

Input failed(const NodeFault& fault) {
    Faults faults;
    faults.add(fault);
    Input input;
    input.faults = faults.all();
    return input;
}

}  // namespace

Input read_input(const Node& root) {
    Faults faults;
    return read(root, faults);
}

Input read_input(const std::string& path) {
    try {
        return read_input(read_toml(path));
    } catch (const NodeFault& fault) {
        return failed(fault);
    }
}

Input input_from_flags(const std::vector<std::string>& arguments) {
    Faults faults;
    const Node root = from_flags(arguments, faults);
    return read(root, faults);
}

std::vector<Field> settings_fields() { return fields_of<SettingsTerms>(); }

std::string input_schema() {
    return json_schema({market_fields(), asset_fields(), quanto_fields(), model_catalog(), settings_fields(),
                        trade_fields(), product_catalog()});
}

}  // namespace snell
