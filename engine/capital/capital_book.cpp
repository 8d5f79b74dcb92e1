#include "engine/capital/capital_book.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace snell {
namespace {

/// SF, rho and volatility of an option, CRE52.72.
struct Supervisory {
    double factor, correlation, volatility;
};

Supervisory of_credit(int category) {
    constexpr std::array<double, credit_categories.size()> factors{0.0038, 0.0038, 0.0042, 0.0054, 0.0106,
                                                                   0.016,  0.06,   0.0038, 0.0106};
    constexpr int first_index = 7;
    const double factor = factors[static_cast<std::size_t>(category)];
    return category < first_index ? Supervisory{factor, 0.5, 1.0} : Supervisory{factor, 0.8, 0.8};
}

Supervisory supervisory(const DerivativeTerms& terms) {
    switch (terms.asset_class) {
        case CapitalClass::interest_rate:
            return {0.005, 1.0, 0.5};
        case CapitalClass::fx:
            return {0.04, 1.0, 0.15};
        case CapitalClass::credit:
            return of_credit(terms.category);
        case CapitalClass::equity:
            return terms.category == 0 ? Supervisory{0.32, 0.5, 1.2} : Supervisory{0.2, 0.8, 0.75};
        default:
            return terms.category == 0 ? Supervisory{0.18, 0.4, 0.7} : Supervisory{0.4, 0.4, 1.5};
    }
}

/// Differences count half, volatilities five times; CRE52.46 and 47.
double scale_of(HedgingKind kind) {
    return kind == HedgingKind::basis ? 0.5 : kind == HedgingKind::volatility ? 5.0 : 1.0;
}

double delta(const DerivativeTerms& terms, double volatility) {
    const bool option = terms.position != CapitalPosition::long_ && terms.position != CapitalPosition::short_;
    if (option) return option_delta(terms.position, {terms.price, terms.strike, terms.expiry, volatility});
    const double size = terms.attachment ? tranche_delta(*terms.attachment, *terms.detachment) : 1.0;
    return terms.position == CapitalPosition::long_ ? size : -size;
}

/// Notional-weighted maturity, at least a year (CRE32.46 without its cap, MAR50.15).
double effective_maturity(std::span<const DerivativeTerms* const> derivatives) {
    double notional = 0.0, weighted = 0.0;
    for (const DerivativeTerms* each : derivatives) {
        notional += each->notional;
        weighted += each->notional * each->maturity;
    }
    return notional > 0.0 ? std::max(1.0, weighted / notional) : 1.0;
}

SaCcrMargin margin_of(const CapitalNettingSet& set) {
    if (!set.margin_days) return {};
    return {true, *set.margin_days, set.threshold, set.minimum_transfer, set.independent_collateral};
}

}  // namespace

SaCcrTrade sa_ccr_trade(const DerivativeTerms& terms) {
    const Supervisory table = supervisory(terms);
    SaCcrTrade trade;
    trade.asset_class = terms.asset_class;
    trade.maturity = terms.maturity;
    trade.end = terms.end;
    const bool has_duration =
        terms.asset_class == CapitalClass::interest_rate || terms.asset_class == CapitalClass::credit;
    trade.adjusted_notional =
        has_duration ? terms.notional * supervisory_duration(terms.start, terms.end) : terms.notional;
    trade.delta = delta(terms, table.volatility);
    trade.factor = table.factor * scale_of(terms.kind);
    trade.correlation = table.correlation;
    return trade;
}

std::vector<SaCcrTrade> sa_ccr_trades(std::span<const DerivativeTerms* const> derivatives) {
    std::map<std::tuple<CapitalClass, HedgingKind, std::string>, int> sets;
    std::map<std::string, int> underlyings;
    const auto set_of = [](const DerivativeTerms& d) {
        return std::tuple(d.asset_class, d.kind, d.hedging_set);
    };
    for (const DerivativeTerms* each : derivatives) {
        sets[set_of(*each)] = 0;
        underlyings[each->underlying] = 0;
    }
    int next = 0;
    for (auto& [name, number] : sets) number = next++;
    next = 0;
    for (auto& [name, number] : underlyings) number = next++;
    std::vector<SaCcrTrade> trades;
    for (const DerivativeTerms* each : derivatives) {
        SaCcrTrade trade = sa_ccr_trade(*each);
        trade.hedging_set = sets.at(set_of(*each));
        trade.underlying = underlyings.at(each->underlying);
        trades.push_back(trade);
    }
    std::stable_sort(trades.begin(), trades.end(), [](const SaCcrTrade& a, const SaCcrTrade& b) {
        return std::tuple(a.asset_class, a.hedging_set, a.underlying) <
               std::tuple(b.asset_class, b.hedging_set, b.underlying);
    });
    return trades;
}

std::vector<NettingSetCapital> sa_ccr_book(std::span<const DerivativeTerms> derivatives,
                                           std::span<const CapitalNettingSet> sets) {
    std::vector<NettingSetCapital> book;
    std::map<std::string, std::size_t> places;
    for (const CapitalNettingSet& set : sets) {
        places.emplace(set.id, book.size());
        book.push_back({set, 0.0, 1.0, {}});
    }
    std::vector<std::vector<const DerivativeTerms*>> own(book.size());
    for (const DerivativeTerms& each : derivatives) {
        const auto [place, is_new] = places.emplace(each.netting_set, book.size());
        if (is_new) {
            CapitalNettingSet set;
            set.id = set.counterparty = each.netting_set;
            book.push_back({set, 0.0, 1.0, {}});
            own.emplace_back();
        }
        own[place->second].push_back(&each);
    }
    for (std::size_t i = 0; i < book.size(); ++i) {
        for (const DerivativeTerms* each : own[i]) book[i].value += each->value;
        book[i].effective_maturity = book[i].set.effective_maturity.value_or(effective_maturity(own[i]));
        book[i].exposure =
            sa_ccr(sa_ccr_trades(own[i]), book[i].value, book[i].set.collateral, margin_of(book[i].set));
    }
    return book;
}

CvaCapital ba_cva_book(std::span<const NettingSetCapital> sets,
                       std::span<const CapitalCounterparty> counterparties,
                       std::span<const CapitalHedge> hedges) {
    CvaCapital result;
    std::vector<double> stand_alone;
    std::vector<SingleNameHedges> single_names;
    for (const CapitalCounterparty& counterparty : counterparties) {
        CounterpartyCapital own{counterparty, 0.0, {}};
        const double weight = cva_risk_weight(counterparty.sector, counterparty.quality);
        for (const NettingSetCapital& set : sets)
            if (set.set.counterparty == counterparty.id)
                own.stand_alone += stand_alone_cva(weight, set.effective_maturity, set.exposure.at_default);
        for (const CapitalHedge& hedge : hedges)
            if (hedge.counterparty == counterparty.id) own.hedges.add(hedge);
        stand_alone.push_back(own.stand_alone);
        single_names.push_back(own.hedges);
        result.counterparties.push_back(own);
    }
    double indices = 0.0;
    for (const CapitalHedge& hedge : hedges)
        if (hedge.counterparty.empty()) indices += index_hedge(hedge);
    result.measures = ba_cva(stand_alone, single_names, indices);
    result.capital = cva_scalar * (hedges.empty() ? result.measures.reduced : result.measures.full);
    return result;
}

}  // namespace snell
