#include "models/market/quoted_dynamics.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/closest.h"
#include "core/field_reader.h"
#include "core/node_curve.h"
#include "core/node_number.h"

namespace snell {
namespace {

/// `[model]`, one flat list after the other.
class DynamicsReader {
  public:
    DynamicsReader(const Node& model, Date today, Faults& faults) : model_(model), faults_(faults) {
        context_.today = today;
    }

    CrossAssetTerms read(const MarketNeeds& needs) {
        CrossAssetTerms terms;
        terms.base = needs.currencies().empty() ? "" : needs.currencies().front();
        refuse_unknown();
        for (const std::string& code : needs.currencies()) terms.currencies.push_back(rates_of(code));
        for (std::size_t i = 1; i < needs.currencies().size(); ++i)
            terms.exchange_rates.push_back(lognormal("exchange_volatility", needs.currencies()[i]));
        for (const std::string& name : needs.equities())
            terms.equities.push_back(lognormal("equity_volatility", name));
        read_correlations(terms);
        return terms;
    }

  private:
    const Node& model_;
    Faults& faults_;
    ReadingContext context_;

    static constexpr std::string_view lists[] = {"reversion",           "rate_volatility",   "alpha",
                                                 "exchange_volatility", "equity_volatility", "correlation"};

    void refuse_unknown() {
        const auto* table = model_.as<Node::Table>();
        if (!table)
            return faults_.add(
                NodeFault{"E105", model_.place, "model must be a table", "Write [model.LIST]"});
        for (const Entry& entry : *table)
            if (std::find(std::begin(lists), std::end(lists), entry.key) == std::end(lists))
                faults_.add(NodeFault{"E103", entry.place, fmt::format("[model] has no '{}'", entry.key),
                                      suggestion(entry.key, lists)});
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

    LgmTerms rates_of(const std::string& code) {
        constexpr Range volatility{.unit = "1/year^1.5", .below = 1.0, .at_least = 0.0};
        LgmTerms terms;
        terms.currency = code;
        if (const auto reversion =
                piecewise("reversion", code, {.unit = "1/year", .above = -1.0, .below = 10.0}))
            terms.reversion = reversion->values.front();
        if (auto alpha = piecewise("alpha", code, volatility)) {
            terms.volatility = std::move(*alpha);
        } else if (auto sigma = piecewise("rate_volatility", code, volatility)) {
            terms.parametrisation = LgmTerms::Volatility::hull_white;
            terms.volatility = std::move(*sigma);
        } else {
            miss("rate_volatility", code);
            terms.volatility = {false, {}, {0.0}};
        }
        return terms;
    }

    LognormalTerms lognormal(std::string_view list, const std::string& name) {
        LognormalTerms terms;
        terms.name = name;
        if (auto volatility = piecewise(list, name, {.unit = "1/sqrt(year)", .below = 10.0, .at_least = 0.0}))
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
                const std::size_t comma = pair.key.find(',');
                if (comma == std::string::npos)
                    throw NodeFault{"E105", pair.place,
                                    fmt::format("'{}' does not name two factors", pair.key),
                                    "Write \"IR:EUR,FX:USDEUR\" = 0.2"};
                const double value = number_from(pair.value, pair.key, {.at_least = -1.0, .at_most = 1.0});
                terms.correlations.push_back({pair.key.substr(0, comma), pair.key.substr(comma + 1), value});
            } catch (const NodeFault& fault) {
                faults_.add(fault, "[model.correlation]");
            }
        }
    }
};

}  // namespace

CrossAssetTerms quoted_dynamics(const Node& model, const MarketNeeds& needs, Date today, Faults& faults) {
    return DynamicsReader(model, today, faults).read(needs);
}

}  // namespace snell
