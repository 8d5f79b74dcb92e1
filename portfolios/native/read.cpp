#include "portfolios/native/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/closest.h"

namespace snell {
namespace {

/// A product's name taken apart: the kind, and the option type that the name may say.
struct ProductName {
    std::size_t index;      ///< in the variant Product
    std::string_view type;  ///< "call", "put" or empty
};

template <std::size_t... I>
std::vector<FieldGroup> list_products(std::index_sequence<I...>) {
    const auto group = []<class P>(const P&) {
        return FieldGroup{std::string(P::kind), std::string(P::about), std::string(P::reference),
                          fields_of<P>()};
    };
    return {group(std::variant_alternative_t<I, Product>{})...};
}

const std::vector<FieldGroup>& catalog() {
    static const std::vector<FieldGroup> all =
        list_products(std::make_index_sequence<std::variant_size_v<Product>>());
    return all;
}

/// The choices that may stand behind the kind in a product's name.
std::vector<std::string> endings(const FieldGroup& product) {
    for (const Field& field : product.fields)
        if (field.name == "type" && field.type == FieldType::choice) return field.choices;
    return {};
}

std::optional<ProductName> resolve(std::string_view name) {
    static const auto names = [] {
        std::unordered_map<std::string, ProductName> all;
        for (std::size_t i = 0; i < catalog().size(); ++i) {
            all[catalog()[i].name] = {i, ""};
            for (const Field& field : catalog()[i].fields)
                if (field.name == "type" && field.type == FieldType::choice)
                    for (const std::string& type : field.choices)
                        all[catalog()[i].name + "_" + type] = {i, type};
        }
        return all;
    }();
    const auto at = names.find(std::string(name));
    return at == names.end() ? std::nullopt : std::optional(at->second);
}

template <std::size_t... I>
Product fresh_product(std::size_t index, std::index_sequence<I...>) {
    Product product;
    static_cast<void>(((index == I ? (product.emplace<I>(), true) : false) || ...));
    return product;
}

class TradeReader {
  public:
    TradeReader(const ReadingContext& context, Faults& faults) : context_(context), faults_(faults) {}

    /// The trade with its 1-based number, unless it has a fault.
    std::optional<Trade> read(const Node& node, std::size_t number) {
        Trade trade;
        trade.id = fmt::format("trade-{}", number);
        trade.place = node.place;
        if (!node.as<Node::Table>()) {
            faults_.add({"E105", node.place, fmt::format("a trade must be a table, not {}", describe(node)),
                         "Write [[trades]] above its terms"});
            return std::nullopt;
        }
        const bool has_id = read_id(node, trade);
        const auto name = read_product_name(node, trade);
        if (!name) return std::nullopt;
        trade.product = fresh_product(name->index, std::make_index_sequence<std::variant_size_v<Product>>());
        const bool sound =
            std::visit([&](auto& product) { return read_terms(node, *name, trade, product); }, trade.product);
        return sound && has_id ? std::optional(std::move(trade)) : std::nullopt;
    }

  private:
    bool fault(const NodeFault& fault, const Trade& trade) {
        faults_.add(fault, trade.label());
        return false;
    }

    bool read_id(const Node& node, Trade& trade) {
        const Entry* entry = node.find("id");
        Place place = node.place;
        if (entry) {
            place = entry->value.place;
            if (const auto* text = entry->value.as<std::string>(); text && !text->empty())
                trade.id = *text;
            else if (const auto* number = entry->value.as<std::int64_t>())
                trade.id = fmt::format("{}", *number);
            else
                return fault(
                    {"E105", place, fmt::format("id must be a text, not {}", describe(entry->value)), ""},
                    trade);
        }
        const auto [first, is_new] = first_use_.try_emplace(trade.id, place);
        if (is_new) return true;
        return fault({"E115", place, fmt::format("the id is taken by the trade at {}", print(first->second)),
                      "Give each trade its own id"},
                     trade);
    }

    std::optional<ProductName> read_product_name(const Node& node, Trade& trade) {
        const Entry* entry = node.find("product");
        if (!entry) {
            const bool by_flag = node.place.line == 0;
            fault({"E104", node.place, "the trade needs 'product': what it is",
                   by_flag ? "Add --product european_call, or another of 'snell products'"
                           : "Add product = \"european_call\", or another of 'snell products'"},
                  trade);
            return std::nullopt;
        }
        const auto* text = entry->value.as<std::string>();
        const auto name = text ? resolve(*text) : std::nullopt;
        if (!name) {
            const std::vector<std::string> names = product_names();
            const std::vector<std::string_view> known(names.begin(), names.end());
            fault({"E109", entry->value.place, fmt::format("there is no product {}", quote(entry->value)),
                   suggestion(text ? *text : "", known)},
                  trade);
            return std::nullopt;
        }
        trade.product_name = *text;
        return name;
    }

    template <class P>
    bool read_terms(const Node& node, const ProductName& name, Trade& trade, P& product) {
        FieldReader reader({&node}, std::string(P::kind), trade.label(), context_, faults_);
        reader.admit("product");
        reader.admit("id");
        reader.number("quantity", trade.quantity, {.fallback = 1.0}, "");
        reader.text("model", trade.model, "");
        if (!name.type.empty()) reader.preset("type", name.type);
        product.fields(reader);
        for (const Entry& entry : *node.as<Node::Table>())
            trade.terms.emplace_back(entry.key, entry.value.place);
        return reader.finish();
    }

    const ReadingContext& context_;
    Faults& faults_;
    std::unordered_map<std::string, Place> first_use_;
};

}  // namespace

Portfolio read_trades(const Node& root, const ReadingContext& context, Faults& faults) {
    const Entry* entry = root.find("trades");
    const auto* trades = entry ? entry->value.as<Node::Array>() : nullptr;
    if (entry && entry->value.as<Node::Table>()) {
        faults.add({"E105", entry->value.place, "trades must be an array of tables",
                    "Write [[trades]], with two brackets, above each trade"});
        return {};
    }
    if (!trades || trades->empty()) {
        faults.add({"E123", entry ? entry->value.place : root.place, "there is no trade to price",
                    "Add [[trades]] with product = \"european_call\", a strike and a maturity"});
        return {};
    }
    TradeReader reader(context, faults);
    Portfolio portfolio;
    for (const Node& node : *trades)
        if (auto trade = reader.read(node, static_cast<std::size_t>(&node - trades->data()) + 1))
            portfolio.push_back(std::move(*trade));
    return portfolio;
}

std::vector<Field> trade_fields() {
    return {{"product", FieldType::choice, "what is traded", {}, true, "", product_names()},
            {"id", FieldType::text, "name of the trade, unique", {}, false, "trade-1, trade-2 ...", {}},
            {"quantity", FieldType::number, "units held; negative: sold", {}, false, "1", {}},
            {"model", FieldType::text, "name of a model of [models]", {}, false, "the only model", {}}};
}

std::vector<FieldGroup> product_catalog() { return catalog(); }

std::vector<std::string> product_names() {
    std::vector<std::string> names;
    for (const FieldGroup& product : catalog()) {
        names.push_back(product.name);
        for (const std::string& ending : endings(product)) names.push_back(product.name + "_" + ending);
    }
    return names;
}

std::vector<Field> product_fields(std::string_view product_name) {
    const auto name = resolve(product_name);
    return name ? catalog()[name->index].fields : std::vector<Field>{};
}

}  // namespace snell
