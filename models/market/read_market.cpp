#include "models/market/read_market.h"

#include <fmt/format.h>

#include "models/gaussian.h"
#include "models/market/correlation.h"

namespace snell {
namespace {

/// A rate beyond 100 % a year was meant in percent.
constexpr Range rate_range{.unit = "1/year", .above = -1.0, .below = 1.0};

struct QuantoTerms {
    Quanto<double> quanto{};
    template <class Visitor>
    void fields(Visitor& v) {
        v.number("foreign_rate", quanto.foreign_rate, rate_range, "rate of the asset's own currency");
        v.number("fx_volatility", quanto.fx_volatility,
                 {.unit = "1/sqrt(year)", .below = 10.0, .at_least = 0.0},
                 "volatility of the exchange rate, payment currency per asset currency");
        v.number("fx_correlation", quanto.fx_correlation, {.at_least = -1.0, .at_most = 1.0},
                 "correlation of the asset and the exchange rate");
    }
};

struct AssetTerms {
    double spot = 0.0;
    Curve<double> dividend;
    template <class Visitor>
    void fields(Visitor& v) {
        Range range = rate_range;
        range.fallback = 0.0;
        v.number("spot", spot, {.unit = "asset currency", .above = 0.0}, "price today");
        v.curve("dividend", dividend.times, dividend.quotes, range, "continuous dividend yield");
    }
};

struct WorldTerms {
    Curve<double> rate;
    std::string currency;
    template <class Visitor>
    void fields(Visitor& v) {
        v.curve("rate", rate.times, rate.quotes, rate_range,
                "continuously compounded zero rate of the currency that is paid");
        v.text("currency", currency, "name of that currency, for the report");
    }
};

class MarketReader {
  public:
    MarketReader(const Node& market, Faults& faults) : node_(market), faults_(faults) {}

    MarketInput read() {
        const std::size_t before = faults_.count();
        read_date();
        WorldTerms world;
        FieldReader reader({&node_}, "the market", "[market]", input_.context, faults_);
        world.fields(reader);
        for (std::string_view key : {"date", "correlation", "assets"}) reader.admit(key);
        const Entry* assets = node_.find("assets");
        if (assets) {
            refuse_own_asset();
            for (std::string_view key : {"spot", "dividend", "quanto"}) reader.admit(key);
            read_assets(assets->value);
        } else {
            AssetTerms terms;
            terms.fields(reader);
            add_asset(only_asset, terms, read_quanto(node_, reader));
        }
        reader.finish();
        read_correlation();
        input_.market.rate = world.rate;
        input_.currency = world.currency;
        input_.sound = faults_.count() == before;
        return std::move(input_);
    }

  private:
    void fault(const NodeFault& fault) { faults_.add(fault, "[market]"); }

    void read_date() {
        const Entry* entry = node_.find("date");
        if (!entry) return;
        input_.context.today = entry->value.date();
        if (!input_.context.today)
            fault({"E105", entry->value.place,
                   fmt::format("date must be a date, not {}", describe(entry->value)),
                   "Write it as 2026-01-05"});
    }

    void refuse_own_asset() {
        for (std::string_view key : {"spot", "dividend", "quanto"})
            if (const Entry* entry = node_.find(key))
                fault({"E122", entry->place, fmt::format("{} stands beside [market.assets]", key),
                       "Move it below the asset that it belongs to"});
    }

    void read_assets(const Node& node) {
        const auto* table = node.as<Node::Table>();
        if (!table || table->empty()) {
            input_.context.assets_known = false;
            return fault({"E105", node.place, fmt::format("assets must be tables, not {}", describe(node)),
                          "Write [market.assets.NAME] above each asset's spot"});
        }
        if (table->size() > static_cast<std::size_t>(max_assets)) {
            input_.context.assets_known = false;
            return fault({"E124", node.place,
                          fmt::format("{} assets are more than the {} that one model may have", table->size(),
                                      max_assets),
                          "Split the book by asset"});
        }
        for (const Entry& entry : *table) {
            const std::string whose = fmt::format("[market.assets.{}]", entry.key);
            AssetTerms terms;
            if (!entry.value.as<Node::Table>()) {
                faults_.add({"E105", entry.value.place,
                             fmt::format("an asset must be a table, not {}", describe(entry.value)),
                             "Write spot = ... below its name"},
                            whose);
                add_asset(entry.key, terms, std::nullopt);
                continue;
            }
            FieldReader reader({&entry.value}, "asset '" + entry.key + "'", whose, input_.context, faults_);
            terms.fields(reader);
            auto quanto = read_quanto(entry.value, reader);
            reader.finish();
            add_asset(entry.key, terms, quanto);
        }
    }

    std::optional<Quanto<double>> read_quanto(const Node& asset, FieldReader& owner) {
        owner.admit("quanto");
        const Entry* entry = asset.find("quanto");
        if (!entry) return std::nullopt;
        if (!entry->value.as<Node::Table>()) {
            fault({"E105", entry->value.place,
                   fmt::format("quanto must be a table, not {}", describe(entry->value)),
                   "Write quanto = { foreign_rate = 0.02, fx_volatility = 0.1, fx_correlation = -0.3 }"});
            return std::nullopt;
        }
        FieldReader reader({&entry->value}, "quanto", "[market]", input_.context, faults_);
        QuantoTerms terms;
        terms.fields(reader);
        reader.finish();
        return terms.quanto;
    }

    void add_asset(const std::string& name, const AssetTerms& terms,
                   const std::optional<Quanto<double>>& quanto) {
        input_.market.assets.push_back({name, terms.spot, terms.dividend, quanto});
        input_.context.assets.push_back(name);
    }

    void read_correlation() {
        const Entry* entry = node_.find("correlation");
        const std::vector<std::string>& assets = input_.context.assets;
        if (!entry) {
            if (assets.size() > 1)
                fault({"E104", node_.place, fmt::format("{} assets need their correlation", assets.size()),
                       "Add correlation = 0.5 for all pairs, or a matrix"});
            input_.market.correlation = Matrix<double>(static_cast<int>(assets.size()));
            return;
        }
        if (!input_.context.assets_known) return;
        try {
            input_.market.correlation = correlation_from(entry->value, assets);
        } catch (const NodeFault& why) {
            fault(why);
        }
    }

    const Node& node_;
    Faults& faults_;
    MarketInput input_;
};

}  // namespace

MarketInput read_market(const Node& root, Faults& faults) {
    const Entry* entry = root.find("market");
    if (entry && entry->value.as<Node::Table>()) return MarketReader(entry->value, faults).read();
    MarketInput none;
    none.context.assets_known = false;
    if (entry)
        faults.add({"E105", entry->value.place,
                    fmt::format("market must be a table, not {}", describe(entry->value)),
                    "Write [market] above spot and rate"});
    else if (root.place.line == 0)
        faults.add({"E104", root.place, "there is no market", "Add --spot and --rate"});
    else
        faults.add({"E104", root.place, "there is no market", "Add [market] with spot and rate"});
    return none;
}

std::vector<Field> market_fields() {
    std::vector<Field> fields = fields_of<WorldTerms>();
    fields.push_back({"date", FieldType::date, "today; needed where trades have dates", {}, false, "", {}});
    fields.push_back({"correlation",
                      FieldType::correlation,
                      "of the assets' drivers; one number for every pair, or the matrix in the assets' order",
                      {.at_least = -1.0, .at_most = 1.0},
                      false,
                      "",
                      {}});
    return fields;
}

std::vector<Field> asset_fields() { return fields_of<AssetTerms>(); }

std::vector<Field> quanto_fields() { return fields_of<QuantoTerms>(); }

}  // namespace snell
