#include "portfolios/ore/trade.h"

#include <fmt/format.h>

#include <map>

#include "core/closest.h"
#include "portfolios/ore/leg.h"
#include "portfolios/ore/option.h"

namespace snell {
namespace {

using Truth = OrePart::Truth;

std::vector<LegTerms> read_legs(const OrePart& data) {
    std::vector<LegTerms> legs;
    for (const OrePart& leg : data.children("LegData")) legs.push_back(read_leg(leg));
    return legs;
}

TermsOfTrade read_swap(const OrePart& data, Date) {
    data.disregard({"Settlement"});
    return SwapTerms{read_legs(data)};
}

TermsOfTrade read_swaption(const OrePart& data, Date today) {
    const OrePart part = data.need("OptionData");
    const OptionPart option = read_option(part, today);
    if (!option.is_call)
        part.need("OptionType")
            .fail("E462", "a put on a swap can be read in two ways",
                  "Write Call, and the legs as the holder will have them");
    if (option.pay)
        part.need("PaymentData").fail("E462", "a payment after the swaption's expiry is not supported");
    SwaptionTerms terms;
    terms.is_long = option.is_long;
    terms.exercise = option.exercise;
    const bool is_cash = !part.text("Settlement").empty() && part.says("Settlement", "Cash", "Physical");
    terms.settlement = is_cash ? SwaptionTerms::Settlement::cash : SwaptionTerms::Settlement::physical;
    terms.settlement_method = part.text("SettlementMethod");
    terms.legs = read_legs(data);
    return terms;
}

TermsOfTrade read_callable_swap(const OrePart& data, Date today) {
    const OrePart part = data.need("OptionData");
    const OptionPart option = read_option(part, today);
    if (option.pay)
        part.need("PaymentData").fail("E462", "a payment after a swap is called is not supported");
    part.disregard({"Settlement", "SettlementMethod", "OptionType"});  // what is left of the swap ends
    return CallableSwapTerms{option.is_long, option.exercise, read_legs(data)};
}

TermsOfTrade read_cap_floor(const OrePart& data, Date today) {
    CapFloorTerms terms;
    terms.is_long = is_long(data);
    terms.leg = read_leg(data.need("LegData"));
    terms.caps = read_steps(data.child("Caps"), "Cap");
    terms.floors = read_steps(data.child("Floors"), "Floor");
    check_premium(data, today);
    return terms;
}

TermsOfTrade read_fx_forward(const OrePart& data, Date) {
    data.disregard({"Settlement"});  // delivered or in cash: the same value until it is paid
    FxForwardTerms terms;
    terms.value_date = data.need_date("ValueDate");
    terms.bought = data.need_text("BoughtCurrency");
    terms.sold = data.need_text("SoldCurrency");
    terms.bought_amount = data.need_number("BoughtAmount");
    terms.sold_amount = data.need_number("SoldAmount");
    return terms;
}

TermsOfTrade read_fx_swap(const OrePart& data, Date) {
    data.disregard({"Settlement"});
    FxSwapTerms terms;
    terms.near = data.need_date("NearDate");
    terms.far = data.need_date("FarDate");
    terms.bought = data.need_text("NearBoughtCurrency");
    terms.sold = data.need_text("NearSoldCurrency");
    terms.near_bought = data.need_number("NearBoughtAmount");
    terms.near_sold = data.need_number("NearSoldAmount");
    terms.far_bought = data.need_number("FarBoughtAmount");
    terms.far_sold = data.need_number("FarSoldAmount");
    return terms;
}

TermsOfTrade read_fx_option(const OrePart& data, Date today) {
    const OrePart part = data.need("OptionData");
    const OptionPart option = read_european_option(part, today);
    part.disregard({"Settlement"});
    FxOptionTerms terms{option.is_long, option.is_call, option.expiry(), option.pay, "", "", 0.0, 0.0};
    terms.bought = data.need_text("BoughtCurrency");
    terms.sold = data.need_text("SoldCurrency");
    terms.bought_amount = data.need_number("BoughtAmount");
    terms.sold_amount = data.need_number("SoldAmount");
    return terms;
}

std::string read_equity(const OrePart& data) {
    const auto underlying = data.child("Underlying");
    if (!underlying) return data.need_text("Name");
    if (underlying->need_text("Type") != "Equity") underlying->fail("E462", "the underlying is no equity");
    return underlying->need_text("Name");
}

std::string read_currency(const OrePart& data) {
    const std::string currency = data.need_text("Currency"), strike = data.text("StrikeCurrency");
    if (!strike.empty() && strike != currency)
        data.need("StrikeCurrency").fail("E462", "a strike in another currency is not supported");
    return currency;
}

double read_strike(const OrePart& data, const std::string& currency) {
    const auto strike = data.child("StrikeData");
    if (!strike) return data.need_number("Strike");
    const auto price = strike->child("StrikePrice");
    const OrePart& holder = price ? *price : *strike;
    const std::string other = holder.text("Currency");
    if (!other.empty() && other != currency)
        holder.fail("E462", "a strike in another currency is not supported");
    return holder.need_number("Value");
}

TermsOfTrade read_equity_forward(const OrePart& data, Date) {
    EquityForwardTerms terms;
    terms.is_long = is_long(data);
    terms.equity = read_equity(data);
    terms.currency = read_currency(data);
    terms.maturity = data.need_date("Maturity");
    terms.quantity = data.need_number("Quantity");
    terms.strike = data.need_number("Strike");
    return terms;
}

TermsOfTrade read_equity_option(const OrePart& data, Date today) {
    const OrePart part = data.need("OptionData");
    const OptionPart option = read_european_option(part, today);
    part.disregard({"Settlement"});
    EquityOptionTerms terms{option.is_long,
                            option.is_call,
                            read_equity(data),
                            read_currency(data),
                            option.expiry(),
                            option.pay,
                            0.0,
                            0.0};
    terms.quantity = data.need_number("Quantity");
    terms.strike = read_strike(data, terms.currency);
    return terms;
}

TermsOfTrade read_fra(const OrePart& data, Date) {
    FraTerms terms;
    terms.is_long = is_long(data);
    terms.currency = data.need_text("Currency");
    terms.index = data.need_text("Index");
    terms.start = data.need_date("StartDate");
    terms.end = data.need_date("EndDate");
    terms.notional = data.need_number("Notional");
    terms.strike = data.need_number("Strike");
    return terms;
}

TermsOfTrade read_cds(const OrePart& data, Date) {
    CdsTerms terms;
    terms.credit = data.need_text("CreditCurveId");
    // The accrual that is rebated is part of the upfront settlement, which lies in the past.
    data.disregard({"IssuerId", "TradeDate", "CashSettlementDays", "RebatesAccrual"});
    terms.settles_accrual = data.truth("SettlesAccrual", Truth::yes);
    const std::string when = data.text("ProtectionPaymentTime");
    if (!data.truth("PaysAtDefaultTime", Truth::yes) || !(when.empty() || when == "atDefault"))
        data.fail("E462", "protection that is paid later than at default is not supported");
    terms.protection_start = data.date("ProtectionStart");
    const double fee = data.number("UpfrontFee").value_or(0.0);
    if (fee != 0.0) terms.upfront = DatedAmount{data.need_date("UpfrontDate"), fee};
    data.disregard({"UpfrontDate"});
    terms.fixed_recovery = data.number("FixedRecoveryRate");
    terms.leg = read_leg(data.need("LegData"));
    return terms;
}

TermsOfTrade read_bond(const OrePart& data, Date today) {
    BondTerms terms;
    terms.security = data.need_text("SecurityId");
    terms.credit = data.truth("CreditRisk", Truth::yes) ? data.text("CreditCurveId") : "";
    terms.reference_curve = data.text("ReferenceCurveId");
    terms.quantity = data.number("BondNotional").value_or(1.0);
    data.disregard({"IssuerId", "CreditGroup", "SettlementDays", "Calendar", "CreditCurveId"});
    const auto issued = data.date("IssueDate");
    if (issued && *issued > today)
        data.need("IssueDate").fail("E462", "a bond that is not issued yet is not supported");
    terms.legs = read_legs(data);
    if (terms.legs.empty())
        data.fail("E462", "a bond without legs needs reference data, which is not supported",
                  "Give its LegData");
    return terms;
}

struct TradeType {
    const char* data;  ///< name of the element
    TermsOfTrade (*read)(const OrePart&, Date);
};

const std::map<std::string, TradeType>& trade_types() {
    static const std::map<std::string, TradeType> all = {
        {"Swap", {"SwapData", read_swap}},
        {"CrossCurrencySwap", {"CrossCurrencySwapData", read_swap}},
        {"Swaption", {"SwaptionData", read_swaption}},
        {"CallableSwap", {"CallableSwapData", read_callable_swap}},
        {"CapFloor", {"CapFloorData", read_cap_floor}},
        {"FxForward", {"FxForwardData", read_fx_forward}},
        {"FxSwap", {"FxSwapData", read_fx_swap}},
        {"FxOption", {"FxOptionData", read_fx_option}},
        {"EquityForward", {"EquityForwardData", read_equity_forward}},
        {"EquityOption", {"EquityOptionData", read_equity_option}},
        {"ForwardRateAgreement", {"ForwardRateAgreementData", read_fra}},
        {"CreditDefaultSwap", {"CreditDefaultSwapData", read_cds}},
        {"Bond", {"BondData", read_bond}},
    };
    return all;
}

}  // namespace

TermsOfTrade read_trade_data(const OrePart& trade, const std::string& type, Date today) {
    const auto at = trade_types().find(type);
    if (at == trade_types().end()) {
        std::vector<std::string_view> known;
        for (const auto& [name, each] : trade_types()) known.push_back(name);
        trade.fail("E463", fmt::format("trades of type '{}' are not supported", type),
                   suggestion(type, known));
    }
    const bool as_swap = type == "CrossCurrencySwap" && !trade.child(at->second.data);
    return at->second.read(trade.need(as_swap ? "SwapData" : at->second.data), today);
}

}  // namespace snell
