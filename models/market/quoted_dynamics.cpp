#include "models/market/quoted_dynamics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/closest.h"
#include "core/field_reader.h"
#include "core/node_curve.h"
#include "core/node_number.h"

namespace snell {
namespace {

struct List {
    std::string_view name;
    FieldType type;
    Range range;
    std::string_view about;
};
constexpr Range rate_volatility{.unit = "1/year^1.5", .below = 1.0, .at_least = 0.0};
constexpr Range alpha{.unit = "1/sqrt(year)", .below = 1.0, .at_least = 0.0};
constexpr Range lognormal_volatility{.unit = "1/sqrt(year)", .below = 10.0, .at_least = 0.0};
constexpr Range hazard_speed{.unit = "1/year", .below = 10.0, .at_least = 0.0};
constexpr Range hazard_volatility{.unit = "1/year", .below = 10.0, .at_least = 0.0};
constexpr Range hazard{.unit = "1/year", .below = 100.0, .at_least = 0.0};
constexpr List lists[] = {
    {"reversion",
     FieldType::number,
     {.unit = "1/year", .above = -1.0, .below = 10.0},
     "speed at which the currency's short rate returns to its mean; 0 where left out"},
    {"rate_volatility", FieldType::curve, rate_volatility,
     "of the currency's short rate (Hull and White), each up to its time"},
    {"alpha", FieldType::curve, alpha, "Hagan's alpha, in place of rate_volatility"},
    {"exchange_volatility", FieldType::curve, lognormal_volatility,
     "of the exchange rate of the currency in the base currency, each up to its time"},
    {"equity_volatility", FieldType::curve, lognormal_volatility, "of the equity, each up to its time"},
    {"hazard_reversion", FieldType::number, hazard_speed,
     "speed at which what moves of a name's hazard returns to its mean; 0 where left out"},
    {"hazard_volatility", FieldType::number, rate_volatility,
     "of a name's Gaussian hazard; one without a volatility does not move"},
    {"cir_volatility", FieldType::number, hazard_volatility,
     "of a square-root hazard, which is not negative, in place of hazard_volatility"},
    {"cir_level", FieldType::number, hazard, "mean to which the square root returns"},
    {"cir_start", FieldType::number, hazard, "the square root today; cir_level where left out"},
    {"correlation",
     FieldType::number,
     {.at_least = -1.0, .at_most = 1.0},
     "of two factors, \"IR:EUR,FX:USDEUR\", \"CR:ACME,FX:USDEUR\"; 0 where left out"},
};
constexpr const List& reversion_list = lists[0];
constexpr const List& correlation_list = *std::prev(std::end(lists));

/// "IR:EUR", "FX:USDEUR", "EQ:SP5", "CR:ACME".
bool names_a_factor(std::string_view text) {
    if (text.size() <= 3) return false;
    const std::string_view kind = text.substr(0, 3);
    return kind == "IR:" || kind == "EQ:" || kind == "CR:" || (kind == "FX:" && text.size() == 9);
}

/// `[model]`, one flat list after the other.
class DynamicsReader {
  public:
    DynamicsReader(const Node& model, Date today, Faults& faults) : model_(model), faults_(faults) {
        context_.today = today;
    }

    CrossAssetTerms read(const World& world) {
        CrossAssetTerms terms;
        terms.base = world.base;
        refuse_unknown();
        for (const CurrencyMarket& currency : world.currencies) {
            if (!currency.fault.empty()) continue;
            terms.currencies.push_back(rates_of(currency.code));
            if (currency.code != world.base)
                terms.exchange_rates.push_back(lognormal("exchange_volatility", currency.code));
        }
        for (const EquityMarket& equity : world.equities)
            if (equity.fault.empty()) terms.equities.push_back(lognormal("equity_volatility", equity.name));
        read_hazards(terms.hazards);
        read_correlations(terms);
        return terms;
    }

  private:
    const Node& model_;
    Faults& faults_;
    ReadingContext context_;

    void refuse_unknown() {
        const auto* table = model_.as<Node::Table>();
        if (!table)
            return faults_.add(
                NodeFault{"E105", model_.place, "model must be a table", "Write [model.LIST]"});
        std::vector<std::string_view> known;
        for (const List& list : lists) known.push_back(list.name);
        for (const Entry& entry : *table) {
            if (std::find(known.begin(), known.end(), entry.key) == known.end())
                faults_.add(NodeFault{"E103", entry.place, fmt::format("[model] has no '{}'", entry.key),
                                      suggestion(entry.key, known)});
            else if (!entry.value.as<Node::Table>())
                faults_.add(NodeFault{"E105", entry.value.place,
                                      fmt::format("{} must be a table of names", entry.key),
                                      fmt::format("Write [model.{}] NAME = ...", entry.key)});
        }
    }

    const Entry* find(std::string_view list, const std::string& name) const {
        const Entry* table = model_.find(list);
        return table ? table->value.find(name) : nullptr;
    }

    /// The quotes of a name in a list as a function of time; nothing where it is not there.
    std::optional<PiecewiseTerms> piecewise(std::string_view list, const std::string& name,
                                            const Range& range) {
        const Entry* entry = find(list, name);
        if (!entry) return std::nullopt;
        try {
            QuotesByTime read = curve_from(entry->value, name, range, context_.today);
            // A value holds up to its time, and the last for ever.
            if (!read.times.empty()) read.times.pop_back();
            return PiecewiseTerms{false, std::move(read.times), std::move(read.quotes)};
        } catch (const NodeFault& fault) {
            faults_.add(fault, fmt::format("[model.{}]", list));
            return PiecewiseTerms{false, {}, {0.0}};
        }
    }

    void miss(std::string_view list, const std::string& name) {
        faults_.add(NodeFault{"E104", model_.place, fmt::format("the model has no {} of '{}'", list, name),
                              fmt::format("Add [model.{}] {} = ...", list, name)});
    }

    /// The number of a name in a list; nothing where it is not there.
    std::optional<double> number(std::string_view list, const std::string& name, const Range& range) {
        const Entry* entry = find(list, name);
        if (!entry) return std::nullopt;
        try {
            return number_from(entry->value, name, range);
        } catch (const NodeFault& fault) {
            faults_.add(fault, fmt::format("[model.{}]", list));
            return 0.0;
        }
    }

    /// Every name that has a volatility, whether the book knows it or not.
    void read_hazards(std::vector<HazardTerms>& hazards) {
        const auto read = [&](const char* list, HazardTerms::Dynamics dynamics, const Range& range) {
            const Entry* table = model_.find(list);
            const auto* names = table ? table->value.as<Node::Table>() : nullptr;
            if (!names) return;
            for (const Entry& entry : *names) {
                HazardTerms terms{entry.key, dynamics, 0.0, 0.0, 0.0, 0.0};
                terms.volatility = *number(list, entry.key, range);
                terms.reversion = number("hazard_reversion", entry.key, hazard_speed).value_or(0.0);
                hazards.push_back(std::move(terms));
            }
        };
        read("hazard_volatility", HazardTerms::Dynamics::gaussian, rate_volatility);
        read("cir_volatility", HazardTerms::Dynamics::square_root, hazard_volatility);
        for (HazardTerms& terms : hazards) {
            if (terms.dynamics == HazardTerms::Dynamics::gaussian) {
                if (const Entry* twice = find("cir_volatility", terms.name))
                    faults_.add(NodeFault{
                        "E122", twice->place,
                        fmt::format("'{}' has a cir_volatility and a hazard_volatility", terms.name),
                        "Leave one of them out."});
                continue;
            }
            if (const auto level = number("cir_level", terms.name, hazard))
                terms.level = *level;
            else
                miss("cir_level", terms.name);
            terms.start = number("cir_start", terms.name, hazard).value_or(terms.level);
        }
    }

    /// The hazard that a factor names moves; true of every other factor.
    static bool moves(const std::vector<HazardTerms>& hazards, std::string_view factor) {
        return factor.substr(0, 3) != "CR:" ||
               std::any_of(hazards.begin(), hazards.end(),
                           [&](const HazardTerms& h) { return h.name == factor.substr(3); });
    }

    LgmTerms rates_of(const std::string& code) {
        LgmTerms terms;
        terms.currency = code;
        terms.reversion = number(reversion_list.name, code, reversion_list.range).value_or(0.0);
        auto hagan = piecewise("alpha", code, alpha);
        auto hull_white = piecewise("rate_volatility", code, rate_volatility);
        if (hagan && hull_white)
            faults_.add(NodeFault{"E122", find("alpha", code)->place,
                                  fmt::format("'{}' has an alpha and a rate_volatility", code),
                                  "Leave one of them out."});
        if (hagan) {
            terms.volatility = std::move(*hagan);
        } else if (hull_white) {
            terms.parametrisation = LgmTerms::Volatility::hull_white;
            terms.volatility = std::move(*hull_white);
        } else {
            miss("rate_volatility", code);
            terms.volatility = {false, {}, {0.0}};
        }
        return terms;
    }

    LognormalTerms lognormal(std::string_view list, const std::string& name) {
        LognormalTerms terms;
        terms.name = name;
        if (auto volatility = piecewise(list, name, lognormal_volatility))
            terms.volatility = std::move(*volatility);
        else
            miss(list, name);
        return terms;
    }

    void read_correlations(CrossAssetTerms& terms) {
        const Entry* table = model_.find("correlation");
        const auto* pairs = table ? table->value.as<Node::Table>() : nullptr;
        if (!pairs) return;
        for (const Entry& pair : *pairs) {
            try {
                const std::size_t comma = std::min(pair.key.find(','), pair.key.size());
                const std::string first = pair.key.substr(0, comma),
                                  second = pair.key.substr(std::min(comma + 1, pair.key.size()));
                if (!names_a_factor(first) || !names_a_factor(second))
                    throw NodeFault{"E105", pair.place,
                                    fmt::format("'{}' does not name two factors", pair.key),
                                    "Write \"IR:EUR,FX:USDEUR\" = 0.2"};
                for (const std::string& factor : {first, second})
                    if (!moves(terms.hazards, factor))
                        throw NodeFault{
                            "E104", pair.place,
                            fmt::format("the hazard of '{}' does not move", factor.substr(3)),
                            fmt::format("Add [model.hazard_volatility] {} = ...", factor.substr(3))};
                terms.correlations.push_back(
                    {first, second, number_from(pair.value, pair.key, correlation_list.range)});
            } catch (const NodeFault& fault) {
                faults_.add(fault, "[model.correlation]");
            }
        }
    }
};

}  // namespace

std::vector<Field> dynamics_fields() {
    std::vector<Field> fields;
    for (const List& list : lists)
        fields.push_back({.name = std::string(list.name),
                          .type = list.type,
                          .about = std::string(list.about),
                          .range = list.range,
                          .fallback = "",
                          .choices = {}});
    return fields;
}

CrossAssetTerms quoted_dynamics(const Node& model, const World& world, Faults& faults) {
    return DynamicsReader(model, world.today, faults).read(world);
}

}  // namespace snell
