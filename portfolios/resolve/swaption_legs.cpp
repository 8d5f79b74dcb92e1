#include "portfolios/resolve/swaption_legs.h"

#include <fmt/format.h>

#include "core/error.h"

namespace snell {

FixedAndFloating order_legs(const std::vector<LegTerms>& legs) {
    const auto is = [&](std::size_t i, LegTerms::Kind kind) { return legs[i].kind == kind; };
    using enum LegTerms::Kind;
    require(legs.size() == 2 && ((is(0, fixed) && is(1, floating)) || (is(1, fixed) && is(0, floating))),
            {"E461", "LegData", "a swaption needs one fixed and one floating leg", ""});
    const std::size_t first = is(0, fixed) ? 0 : 1;
    const FixedAndFloating ordered{legs[first], legs[1 - first]};
    require(
        ordered.fixed.currency == ordered.floating.currency && ordered.fixed.payer != ordered.floating.payer,
        {"E461", "LegData", "the legs of a swaption must be in one currency, one paid and one received", ""});
    for (const LegTerms& leg : legs)
        require(!leg.initial_exchange && !leg.final_exchange && !leg.amortizing_exchange &&
                    leg.reset.foreign.empty(),
                {"E461", "Notionals", "a swaption on a swap that exchanges notionals is not supported", ""});
    return ordered;
}

Swaption::Settlement settlement_of(const SwaptionTerms& terms) {
    const std::string& method = terms.settlement_method;
    const bool is_cash = terms.settlement == SwaptionTerms::Settlement::cash;
    // Collateralized cash price: the value of the swap itself.
    if (!is_cash || method == "CollateralizedCashPrice") return Swaption::Settlement::physical;
    require(method.empty() || method == "ParYieldCurve",
            {"E461", "SettlementMethod", fmt::format("the settlement method '{}' is not supported", method),
             "Write ParYieldCurve or CollateralizedCashPrice"});
    return Swaption::Settlement::cash_par_yield;
}

}  // namespace snell
