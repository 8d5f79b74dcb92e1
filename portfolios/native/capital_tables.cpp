#include "portfolios/native/capital_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "portfolios/native/cell_reader.h"

namespace snell {
namespace {

constexpr Range amount{.unit = "currency"};
constexpr Range at_least_zero{.unit = "currency", .at_least = 0.0};
constexpr Range time{.unit = "years", .above = 0.0};
constexpr Range start_time{.unit = "years", .at_least = 0.0};
constexpr Range positive{.above = 0.0};
constexpr Range share{.at_least = 0.0, .at_most = 1.0};

constexpr std::array<std::string_view, 18> derivative_columns{
    "id",       "netting_set", "asset_class", "kind",   "hedging_set", "underlying",
    "category", "position",    "notional",    "value",  "maturity",    "start",
    "end",      "price",       "strike",      "expiry", "attachment",  "detachment"};
constexpr std::array<std::string_view, 8> set_columns{"id",
                                                      "counterparty",
                                                      "collateral",
                                                      "margin_days",
                                                      "threshold",
                                                      "minimum_transfer",
                                                      "independent_collateral",
                                                      "effective_maturity"};
constexpr std::array<std::string_view, 3> counterparty_columns{"id", "sector", "quality"};
constexpr std::array<std::string_view, 7> hedge_columns{"id",      "counterparty", "relation", "sector",
                                                        "quality", "notional",     "maturity"};

/// Reads each row of a table with `read(cells)`.
template <class Row, class Read>
std::vector<Row> rows_of(const CsvTable& table, std::span<const std::string_view> columns, Faults& faults,
                         Read read) {
    CellReader cells(table);
    cells.check_columns(columns, faults);
    std::vector<Row> rows;
    for (std::size_t row = 0; row < table.size(); ++row) try {
            cells.go_to(row);
            rows.push_back(read(cells));
        } catch (const NodeFault& fault) {
            faults.add(fault);
        }
    return rows;
}

/// The currency, pair or commodity set that the class nets within, and what of it the derivative is on.
void read_hedging_set(const CellReader& cells, DerivativeTerms& terms) {
    const std::string_view where = capital_class_names[static_cast<std::size_t>(terms.asset_class)];
    const bool named = terms.asset_class == CapitalClass::credit || terms.asset_class == CapitalClass::equity;
    const bool ordinary = terms.kind == HedgingKind::ordinary;  // else a pair of factors, or what is volatile
    if (named && ordinary)
        cells.refuse("hedging_set", where);
    else
        terms.hedging_set = cells.required("hedging_set");
    if (named || terms.asset_class == CapitalClass::commodity)
        terms.underlying = cells.required("underlying");
    else
        cells.refuse("underlying", where);
    if (!ordinary) return;
    const std::string& set = terms.hedging_set;
    if (terms.asset_class == CapitalClass::interest_rate && !is_currency(set))
        cells.fail("E105", "hedging_set", fmt::format("'{}' is no currency", set), "Write its code: USD");
    if (terms.asset_class == CapitalClass::fx &&
        !(set.size() == 6 && is_currency(set.substr(0, 3)) && is_currency(set.substr(3)) &&
          set.substr(0, 3) < set.substr(3)))
        cells.fail("E105", "hedging_set", fmt::format("'{}' is no pair of currencies in order", set),
                   "Write two codes, alphabetically: EURUSD, long what is long the euro");
    if (terms.asset_class == CapitalClass::commodity) cells.choice("hedging_set", commodity_sets);
}

void read_category(const CellReader& cells, DerivativeTerms& terms) {
    switch (terms.asset_class) {
        case CapitalClass::credit:
            terms.category = cells.choice("category", credit_categories);
            break;
        case CapitalClass::equity:
            terms.category = cells.choice("category", equity_categories);
            break;
        case CapitalClass::commodity:
            terms.category = cells.choice("category", commodity_categories, true);
            break;
        default:
            cells.refuse("category", capital_class_names[static_cast<std::size_t>(terms.asset_class)]);
    }
}

void read_times(const CellReader& cells, DerivativeTerms& terms) {
    terms.maturity = cells.number("maturity", time);
    const bool has_period =
        terms.asset_class == CapitalClass::interest_rate || terms.asset_class == CapitalClass::credit;
    if (!has_period) {
        for (const char* name : {"start", "end"})
            cells.refuse(name, capital_class_names[static_cast<std::size_t>(terms.asset_class)]);
        return;
    }
    terms.start = cells.number_or("start", start_time, 0.0);
    terms.end = cells.number_or("end", time, terms.maturity);
    if (terms.end <= terms.start)
        cells.fail("E122", "end", fmt::format("the end {} is not after the start {}", terms.end, terms.start),
                   "");
}

void read_position(const CellReader& cells, DerivativeTerms& terms) {
    terms.position = static_cast<CapitalPosition>(cells.choice("position", capital_position_names));
    const bool option = terms.position != CapitalPosition::long_ && terms.position != CapitalPosition::short_;
    if (option) {
        terms.price = cells.number("price", positive);
        terms.strike = cells.number("strike", positive);
        terms.expiry = cells.number("expiry", time);
    } else {
        for (const char* name : {"price", "strike", "expiry"}) cells.refuse(name, "what is no option");
    }
    if (option || terms.asset_class != CapitalClass::credit) {
        for (const char* name : {"attachment", "detachment"})
            cells.refuse(name, "what is no tranche of credit");
        return;
    }
    if (!cells.has("attachment") && !cells.has("detachment")) return;
    terms.attachment = cells.number("attachment", share);
    terms.detachment = cells.number("detachment", share);
    if (*terms.detachment <= *terms.attachment)
        cells.fail("E122", "detachment", "the tranche ends no higher than it begins", "");
}

DerivativeTerms read_derivative(CellReader& cells) {
    DerivativeTerms terms;
    terms.id = cells.id();
    terms.netting_set = cells.required("netting_set");
    terms.asset_class = static_cast<CapitalClass>(cells.choice("asset_class", capital_class_names));
    terms.kind = static_cast<HedgingKind>(cells.choice("kind", hedging_kind_names, true));
    read_hedging_set(cells, terms);
    read_category(cells, terms);
    terms.notional = cells.number("notional", at_least_zero);
    terms.value = cells.number("value", amount);
    read_times(cells, terms);
    read_position(cells, terms);
    return terms;
}

CapitalNettingSet read_set(CellReader& cells) {
    CapitalNettingSet set;
    set.id = cells.id();
    set.counterparty = cells.has("counterparty") ? cells.required("counterparty") : set.id;
    set.collateral = cells.number_or("collateral", amount, 0.0);
    set.margin_days = cells.optional_number("margin_days", {.unit = "business days", .above = 0.0});
    set.effective_maturity = cells.optional_number("effective_maturity", time);
    if (!set.margin_days) {
        for (const char* name : {"threshold", "minimum_transfer", "independent_collateral"})
            cells.refuse(name, "a netting set without margin_days");
        return set;
    }
    set.threshold = cells.number_or("threshold", at_least_zero, 0.0);
    set.minimum_transfer = cells.number_or("minimum_transfer", at_least_zero, 0.0);
    set.independent_collateral = cells.number_or("independent_collateral", amount, 0.0);
    return set;
}

CapitalCounterparty read_counterparty(CellReader& cells) {
    CapitalCounterparty counterparty;
    counterparty.id = cells.id();
    counterparty.sector = cells.choice("sector", cva_sectors);
    counterparty.quality = cells.choice("quality", credit_qualities);
    return counterparty;
}

CapitalHedge read_hedge(CellReader& cells) {
    CapitalHedge hedge;
    hedge.id = cells.id();
    hedge.counterparty = cells.text("counterparty");
    if (hedge.counterparty.empty())
        cells.refuse("relation", "an index");
    else
        hedge.relation = static_cast<HedgeRelation>(cells.choice("relation", hedge_relation_names));
    hedge.sector = cells.choice("sector", cva_sectors);
    hedge.quality = cells.choice("quality", credit_qualities);
    hedge.notional = cells.number("notional", at_least_zero);
    hedge.maturity = cells.number("maturity", time);
    return hedge;
}

}  // namespace

std::vector<DerivativeTerms> read_derivatives(const CsvTable& table, Faults& faults) {
    return rows_of<DerivativeTerms>(table, derivative_columns, faults, read_derivative);
}
std::vector<CapitalNettingSet> read_capital_netting_sets(const CsvTable& table, Faults& faults) {
    return rows_of<CapitalNettingSet>(table, set_columns, faults, read_set);
}
std::vector<CapitalCounterparty> read_capital_counterparties(const CsvTable& table, Faults& faults) {
    return rows_of<CapitalCounterparty>(table, counterparty_columns, faults, read_counterparty);
}
std::vector<CapitalHedge> read_capital_hedges(const CsvTable& table, Faults& faults) {
    return rows_of<CapitalHedge>(table, hedge_columns, faults, read_hedge);
}

}  // namespace snell
