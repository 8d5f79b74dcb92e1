#include "core/error_catalog.h"

namespace snell {
namespace {

constexpr ErrorEntry entries[] = {
    {"E450", "an element of a trade is missing or empty",
     R"(A term without a default was left out. The message names the path below the trade.

bad:  <FxForwardData> without <ValueDate>
good: <ValueDate>2026-03-31</ValueDate>)"},
    {"E451", "an element of a trade has the wrong type",
     R"(A number, a date, a truth or one of a few words belongs here.

bad:  <Notional>10 million</Notional>
good: <Notional>10000000</Notional>)"},
    {"E452", "unknown calendar",
     R"(No calendar has this name. Several are joined by commas.

bad:  <Calendar>TARGT</Calendar>
good: <Calendar>TARGET,US</Calendar>)"},
    {"E453", "unknown day count",
     R"(No day count has this name.

bad:  <DayCounter>30/365</DayCounter>
good: <DayCounter>30/360</DayCounter>)"},
    {"E454", "unknown business day convention",
     R"(No rule of this name moves dates to business days.

bad:  <Convention>Modified</Convention>
good: <Convention>MF</Convention>)"},
    {"E455", "not a period",
     R"(A period is a number of days, weeks, months or years.

bad:  <Tenor>6</Tenor>
good: <Tenor>6M</Tenor>)"},
    {"E456", "unknown index",
     R"(The calendar, day count and fixing lag of the index are not known, so its coupons cannot be made.

bad:  <Index>EUR-EURIBR-6M</Index>
good: <Index>EUR-EURIBOR-6M</Index>)"},
    {"E457", "schedule that cannot be made",
     R"(The dates of a leg do not make a schedule: the end is not after the start, an unknown rule, a first or
last date outside.

bad:  <StartDate>2026-03-31</StartDate> <EndDate>2025-03-31</EndDate>
good: <StartDate>2025-03-31</StartDate> <EndDate>2026-03-31</EndDate>)"},
    {"E458", "missing fixing",
     R"(A coupon to be paid was fixed in the past, and the file of fixings does not know the value. It is
never guessed.

bad:  a coupon fixed on 2026-01-05 without a fixing of that day
good: 2026-01-05 EUR-EURIBOR-6M 0.0213     (in the file of fixings))"},
    {"E459", "terms of a trade that do not fit together",
     R"(A term is there, but contradicts another or leaves the trade without a meaning: a fixed leg without a
rate, a leg without a notional, an index of another currency.

bad:  <Currency>USD</Currency> with <Index>EUR-EURIBOR-6M</Index>
good: <Currency>EUR</Currency> with <Index>EUR-EURIBOR-6M</Index>)"},
    {"E460", "notional reset that cannot be made",
     R"(A leg whose notional is reset needs an index of exchange rates between its currency and the foreign
one, and the exchange of notionals.

bad:  a EUR leg with <ForeignCurrency>USD</ForeignCurrency> <FXIndex>FX-ECB-EUR-GBP</FXIndex>
good: a EUR leg with <ForeignCurrency>USD</ForeignCurrency> <FXIndex>FX-ECB-EUR-USD</FXIndex>)"},
    {"E461", "option beyond what is supported",
     R"(Swaptions are on one fixed leg against one floating leg with the same constant nominal, start at or
after expiry, and have not expired. With several dates of exercise nominals may change, dates increase, and a
period is left to be entered on each. Caps and floors are on term rates.

bad:  a swaption on an amortizing swap
good: a swaption on a swap with one nominal)"},
    {"E462", "feature of a trade that is not supported",
     R"(An element of the trade could change its value and is not understood, so the trade fails rather than
being priced as another one.

bad:  <IsInArrears>true</IsInArrears>
good: <IsInArrears>false</IsInArrears>)"},
    {"E463", "trade type that is not supported",
     R"(Supported are Swap, CrossCurrencySwap, Swaption, CallableSwap, CapFloor, FxForward, FxSwap, FxOption,
EquityForward, EquityOption, ForwardRateAgreement, CreditDefaultSwap and Bond.

bad:  <TradeType>Swapp</TradeType>
good: <TradeType>Swap</TradeType>)"},
    {"E464", "netting set defined twice",
     R"(Two definitions have one id; the first counts.

bad:  two elements with <NettingSetId>CPTY_A</NettingSetId>
good: one)"},
    {"E465", "netting set that is not defined",
     R"(A trade or a balance names a netting set without a definition. The trade falls into a set of that name
without collateral.

bad:  <NettingSetId>CPTY_Z</NettingSetId> without a definition
good: the same with a definition in the file of netting sets)"},
    {"E466", "id of a trade taken twice",
     R"(Results are told apart by the id of their trade, so no two trades may share one.

bad:  <Trade id="A"> twice
good: <Trade id="A"> and <Trade id="B">)"},
    {"E467", "actions on a trade are not taken",
     R"(Breaks and terminations on a trade are not exercised: the trade is valued to its end. This is a note.

bad:  <TradeActions> in the hope of a shorter trade
good: the trade with the end that is meant)"},
    {"E468", "element that nobody reads",
     R"(A part of the file has no meaning here and is left out. This is a note.

bad:  <Portfolio> <Comment>...</Comment> </Portfolio>
good: <Portfolio> <!-- ... --> </Portfolio>)"},
    {"E469", "trade put aside, as the program does not survive it",
     R"(Working the trade throws, ends the process, stands still for longer than --trade-timeout, or gives
numbers that are not finite. The run goes on as if the trade were not in the book, and the exit status is 3.
A trade that is merely large or far away can do this: amounts beyond 1e150 have no standard error.

bad:  notional 1e308
good: notional 1e8; with sound terms, report the trade: it is a fault of Snell)"},
};

}  // namespace

std::span<const ErrorEntry> trade_errors() { return entries; }

}  // namespace snell
