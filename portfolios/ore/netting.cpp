#include "portfolios/ore/netting.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "core/faults.h"
#include "portfolios/ore/part.h"

namespace snell {
namespace {

using Truth = OrePart::Truth;

Period read_period(const OrePart& part, std::string_view name, const char* fallback) {
    const std::string text = part.text(name);
    try {
        return Period::parse_lag(text.empty() ? fallback : text);
    } catch (const std::invalid_argument& problem) {
        part.need(name).fail("E451", problem.what(), "Write 1D, 1W or 2W");
    }
}

Csa::Posting read_posting(const OrePart& part) {
    const std::string text = part.text("Bilateral");
    if (text.empty() || text == "Bilateral") return Csa::Posting::bilateral;
    if (text == "CallOnly") return Csa::Posting::call_only;
    if (text == "PostOnly") return Csa::Posting::post_only;
    part.need("Bilateral").fail("E451", fmt::format("'{}' is none of Bilateral, CallOnly, PostOnly", text));
}

double read_amount(const OrePart& part, std::string_view name) {
    const double amount = part.number(name).value_or(0.0);
    if (amount < 0.0) part.need(name).fail("E451", fmt::format("the amount {} lies below 0", amount));
    return amount;
}

Csa read_csa(const OrePart& part) {
    Csa csa;
    csa.index = part.text("Index");
    csa.posting = read_posting(part);
    csa.threshold_pay = read_amount(part, "ThresholdPay");
    csa.threshold_receive = read_amount(part, "ThresholdReceive");
    csa.minimum_transfer_pay = read_amount(part, "MinimumTransferAmountPay");
    csa.minimum_transfer_receive = read_amount(part, "MinimumTransferAmountReceive");
    if (const auto independent = part.child("IndependentAmount")) {
        csa.independent_amount = independent->number("IndependentAmountHeld").value_or(0.0);
        const std::string type = independent->text("IndependentAmountType");
        if (!type.empty() && type != "FIXED")
            independent->fail("E462",
                              fmt::format("an independent amount of type '{}' is not supported", type),
                              "Write FIXED");
    }
    if (const auto frequency = part.child("MarginingFrequency")) {
        csa.call_frequency = read_period(*frequency, "CallFrequency", "1D");
        csa.post_frequency = read_period(*frequency, "PostFrequency", "1D");
    } else {
        csa.call_frequency = csa.post_frequency = Period::parse("1D");
    }
    csa.margin_period_of_risk = read_period(part, "MarginPeriodOfRisk", "1W");
    csa.spread_receive = part.number("CollateralCompoundingSpreadReceive").value_or(0.0);
    csa.spread_pay = part.number("CollateralCompoundingSpreadPay").value_or(0.0);
    return csa;
}

std::string read_id(const OrePart& part) {
    if (const auto details = part.child("NettingSetDetails")) return details->need_text("NettingSetId");
    return part.need_text("NettingSetId");
}

NettingSetTerms read_set(const OrePart& part) {
    NettingSetTerms set;
    set.id = read_id(part);
    const bool active = part.truth("ActiveCSAFlag", Truth::yes);
    if (const auto details = part.child("CSADetails")) {
        set.csa = read_csa(*details);
        set.currency = details->need_text("CSACurrency");
        // What is eligible, and initial margin by regulation, are asked of nobody here.
        details->disregard({"EligibleCollaterals", "ApplyInitialMargin", "InitialMarginType",
                            "CalculateIMAmount", "CalculateVMAmount", "NonExemptIMRegulations"});
        set.csa.active = active;
    }
    part.disregard({"RiskWeight"});
    return set;
}

void note(const NodeFault& fault, BookTerms& book) {
    book.notes.push_back({fault.code, print(fault.place), fault.problem, fault.remedy});
}

void read_balance(const OrePart& part, BookTerms& book) {
    const std::string id = read_id(part);
    const auto set = std::find_if(book.netting_sets.begin(), book.netting_sets.end(),
                                  [&](const NettingSetTerms& each) { return each.id == id; });
    if (set == book.netting_sets.end())
        part.fail("E465", fmt::format("there is no netting set '{}'", id),
                  "Define it, or leave the balance out");
    const std::string currency = part.text("Currency");
    if (!currency.empty() && currency != set->currency)
        part.fail("E462", fmt::format("the balance is in {}, the agreement in {}", currency, set->currency),
                  "State the balance in the currency of the agreement");
    set->csa.initial_balance += part.number("VariationMargin").value_or(0.0);
    set->csa.initial_margin += part.number("InitialMargin").value_or(0.0);
}

}  // namespace

void read_netting_sets(const XmlElement& root, BookTerms& book) {
    for (const OrePart& part : OrePart(root, "").children("NettingSet")) {
        try {
            book.netting_sets.push_back(read_set(part));
        } catch (const NodeFault& fault) {
            note(fault, book);
        }
    }
}

void read_collateral_balances(const XmlElement& root, BookTerms& book) {
    for (const OrePart& part : OrePart(root, "").children("CollateralBalance")) {
        try {
            read_balance(part, book);
        } catch (const NodeFault& fault) {
            note(fault, book);
        }
    }
}

}  // namespace snell
