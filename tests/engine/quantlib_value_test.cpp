#include <gtest/gtest.h>

#include <cmath>
#include <ql/exercise.hpp>
#include <ql/indexes/ibor/eonia.hpp>
#include <ql/indexes/ibor/euribor.hpp>
#include <ql/instruments/bonds/fixedratebond.hpp>
#include <ql/instruments/capfloor.hpp>
#include <ql/instruments/creditdefaultswap.hpp>
#include <ql/instruments/forwardrateagreement.hpp>
#include <ql/instruments/overnightindexedswap.hpp>
#include <ql/instruments/swaption.hpp>
#include <ql/instruments/vanillaswap.hpp>
#include <ql/pricingengines/bond/discountingbondengine.hpp>
#include <ql/pricingengines/capfloor/blackcapfloorengine.hpp>
#include <ql/pricingengines/credit/midpointcdsengine.hpp>
#include <ql/pricingengines/swap/discountingswapengine.hpp>
#include <ql/pricingengines/swaption/blackswaptionengine.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/credit/flathazardrate.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/target.hpp>
#include <ql/time/daycounters/actual360.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/time/daycounters/thirty360.hpp>

#include "engine/xva/present_value.h"
#include "portfolios/native/blotter.h"
#include "portfolios/resolve/book.h"
#include "tests/engine/flat_world.h"

/// The same trades by QuantLib on the same flat curves.  Both add the same few dozen products of doubles, so
/// linear trades agree to 1e-12; options add an elementary function or two of a few units in the last place.
namespace snell {
namespace {

namespace ql = QuantLib;

const Date today(2026, 3, 31);
const ql::Date ql_today(31, ql::March, 2026);
constexpr double discount_rate = 0.025, forward_rate = 0.03, volatility = 0.3, hazard = 0.02;
constexpr double same_sums = 1e-12, same_functions = 1e-11;

ql::Handle<ql::YieldTermStructure> flat(double rate) {
    return ql::Handle<ql::YieldTermStructure>(
        ql::ext::make_shared<ql::FlatForward>(ql_today, rate, ql::Actual365Fixed()));
}

/// QuantLib's side: curves, an index, and a schedule from 2026-04-10 over ten years.
struct Theirs {
    Theirs() { ql::Settings::instance().evaluationDate() = ql_today; }
    ql::Handle<ql::YieldTermStructure> discount = flat(discount_rate), forward = flat(forward_rate);
    ql::ext::shared_ptr<ql::IborIndex> index = ql::ext::make_shared<ql::Euribor6M>(forward);
    ql::ext::shared_ptr<ql::PricingEngine> swap_engine =
        ql::ext::make_shared<ql::DiscountingSwapEngine>(discount);

    static ql::Schedule schedule(const ql::Period& tenor) {
        return ql::Schedule(ql::Date(10, ql::April, 2026), ql::Date(10, ql::April, 2036), tenor, ql::TARGET(),
                            ql::ModifiedFollowing, ql::ModifiedFollowing, ql::DateGeneration::Forward, false);
    }
    ql::ext::shared_ptr<ql::VanillaSwap> swap(double rate, double spread) const {
        const auto made = ql::ext::make_shared<ql::VanillaSwap>(
            ql::Swap::Payer, 1e6, schedule(1 * ql::Years), rate, ql::Thirty360(ql::Thirty360::USA),
            schedule(6 * ql::Months), index, spread, ql::Actual360(), ql::ModifiedFollowing);
        made->setPricingEngine(swap_engine);
        return made;
    }
};

/// Value of the one trade of a table.
double ours(const std::string& table) {
    static const Fixings none;
    const Book book = resolve_book(read_blotter(read_csv_text(table, "book.csv")),
                                   {today, "EUR", none, TodaysFixings::implied});
    for (const FailedTrade& failed : book.failed) ADD_FAILURE() << print(failed.diagnostic);
    if (book.positions.size() != 1) return 0.0;
    FlatQuotes quotes;
    quotes.discounts = {{"EUR", discount_rate}, {"USD", 0.04}};
    quotes.spots["USD"] = 0.9;
    quotes.equities["SP5"] = 5000.0;
    quotes.dividends["SP5"] = 0.015;
    quotes.forwards = {{"EUR-EURIBOR-6M", forward_rate}, {"EUR-EONIA", forward_rate}};
    quotes.hazards["ACME"] = hazard;
    quotes.volatility = volatility;
    return present_value(book.positions.front().instrument, flat_world(book.needs, today, quotes));
}

void expect_same(double value, double expected, double relative) {
    EXPECT_NEAR(value, expected, relative * 1e6);  // of the nominal
    EXPECT_NE(value, 0.0);
}

const std::string dates = "EUR,1e6,2026-04-10,2036-04-10,TARGET,MF,MF";
const std::string columns = "currency,notional,start,end,calendar,convention,payment_convention";

std::string legs(const std::string& more_columns, const std::string& type, const std::string& more,
                 const std::string& spread) {
    return "id,type," + more_columns + columns +
           ",leg1_kind,leg1_side,leg1_tenor,leg1_day_count,leg1_rate,leg2_kind,leg2_side,leg2_tenor,"
           "leg2_day_count,leg2_index,leg2_spread\nA," +
           type + "," + more + dates + ",fixed,pay,1Y,30/360,0.02,floating,receive,6M,A360,EUR-EURIBOR-6M," +
           spread + "\n";
}

TEST(QuantLibValue, vanilla_swap_is_quantlibs) {
    expect_same(ours(legs("", "Swap", "", "0.001")), Theirs().swap(0.02, 0.001)->NPV(), same_sums);
}

TEST(QuantLibValue, compounded_overnight_swap_is_quantlibs) {
    const Theirs theirs;
    const auto eonia = ql::ext::make_shared<ql::Eonia>(theirs.forward);
    ql::OvernightIndexedSwap swap(ql::Swap::Payer, 1e6, Theirs::schedule(1 * ql::Years), 0.02,
                                  ql::Actual360(), eonia, 0.001, 0, ql::ModifiedFollowing);
    swap.setPricingEngine(theirs.swap_engine);
    const double value = ours(
        "id,type," + columns +
        ",tenor,day_count,leg1_kind,leg1_side,leg1_rate,leg2_kind,leg2_side,leg2_index,leg2_spread\nA,Swap," +
        dates + ",1Y,A360,fixed,pay,0.02,floating,receive,EUR-EONIA,0.001\n");
    expect_same(value, swap.NPV(), same_sums);
}

TEST(QuantLibValue, averaged_overnight_swap_is_quantlibs_daily_sum) {
    const Theirs theirs;
    const auto eonia = ql::ext::make_shared<ql::Eonia>(theirs.forward);
    const ql::Date from(10, ql::April, 2026);
    // The average of daily rates times the period is the sum of daily growths, less one each.
    double sum = 0.0;
    const ql::Date end(12, ql::April, 2027);  // the 10th is a Saturday
    for (ql::Date day = from; day < end;) {
        const ql::Date next = ql::TARGET().advance(day, 1, ql::Days);
        sum += theirs.forward->discount(day) / theirs.forward->discount(next) - 1.0;
        day = next;
    }
    const double expected = 1e6 * sum * theirs.discount->discount(end);
    const double value = ours(
        "id,type,currency,notional,start,end,calendar,tenor,day_count,leg1_kind,leg1_side,leg1_index,leg1_"
        "averaging\n"
        "A,Swap,EUR,1e6,2026-04-10,2027-04-10,TARGET,1Y,A360,floating,receive,EUR-EONIA,averaged\n");
    expect_same(value, expected, same_sums);
}

TEST(QuantLibValue, swaptions_are_quantlibs_for_either_settlement) {
    const Theirs theirs;
    const auto vol = ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(volatility));
    const auto engine =
        ql::ext::make_shared<ql::BlackSwaptionEngine>(theirs.discount, vol, ql::Actual365Fixed());
    const auto exercise = ql::ext::make_shared<ql::EuropeanExercise>(ql::Date(8, ql::April, 2026));
    for (const bool is_cash : {false, true}) {
        ql::Swaption swaption(theirs.swap(0.02, 0.001), exercise,
                              is_cash ? ql::Settlement::Cash : ql::Settlement::Physical,
                              is_cash ? ql::Settlement::ParYieldCurve : ql::Settlement::PhysicalOTC);
        swaption.setPricingEngine(engine);
        const std::string settlement = is_cash ? "cash" : "physical";
        expect_same(ours(legs("expiry,settlement,", "Swaption", "2026-04-08," + settlement + ",", "0.001")),
                    swaption.NPV(), same_functions);
    }
}

TEST(QuantLibValue, collar_is_quantlibs) {
    const Theirs theirs;
    const ql::Leg leg = ql::IborLeg(Theirs::schedule(6 * ql::Months), theirs.index)
                            .withNotionals(1e6)
                            .withPaymentDayCounter(ql::Actual360())
                            .withPaymentAdjustment(ql::ModifiedFollowing);
    ql::Collar collar(leg, {0.035}, {0.02});
    collar.setPricingEngine(
        ql::ext::make_shared<ql::BlackCapFloorEngine>(theirs.discount, volatility, ql::Actual365Fixed()));
    const double value =
        ours("id,type,cap,floor," + columns + ",kind,tenor,day_count,index\nA,CapFloor,0.035,0.02," + dates +
             ",floating,6M,A360,EUR-EURIBOR-6M\n");
    expect_same(value, collar.NPV(), same_functions);
}

TEST(QuantLibValue, forward_rate_agreement_is_quantlibs) {
    const Theirs theirs;
    const ql::ForwardRateAgreement fra(ql::Date(10, ql::September, 2026), ql::Date(10, ql::March, 2027),
                                       ql::Position::Long, 0.02, 1e6, theirs.index, theirs.discount);
    expect_same(
        ours("id,type,currency,index,start,end,notional,strike\nA,ForwardRateAgreement,EUR,EUR-EURIBOR-6M,"
             "2026-09-10,2027-03-10,1e6,0.02\n"),
        fra.NPV(), same_sums);
}

TEST(QuantLibValue, fixed_rate_bond_is_quantlibs) {
    const Theirs theirs;
    ql::FixedRateBond bond(0, 1e6, Theirs::schedule(1 * ql::Years), {0.03}, ql::Thirty360(ql::Thirty360::USA),
                           ql::ModifiedFollowing);
    bond.setPricingEngine(ql::ext::make_shared<ql::DiscountingBondEngine>(theirs.discount));
    expect_same(ours("id,type,security,quantity," + columns + ",tenor,day_count,rate\nA,Bond,S,1," + dates +
                     ",1Y,30/360,0.03\n"),
                bond.NPV(), same_sums);
}

TEST(QuantLibValue, credit_default_swap_is_quantlibs_by_mid_points) {
    const Theirs theirs;
    const ql::Schedule schedule(ql::Date(10, ql::April, 2026), ql::Date(10, ql::April, 2031), 3 * ql::Months,
                                ql::TARGET(), ql::ModifiedFollowing, ql::ModifiedFollowing,
                                ql::DateGeneration::Forward, false);
    ql::CreditDefaultSwap cds(ql::Protection::Buyer, 1e6, 0.01, schedule, ql::ModifiedFollowing,
                              ql::Actual365Fixed());
    const auto survival = ql::Handle<ql::DefaultProbabilityTermStructure>(
        ql::ext::make_shared<ql::FlatHazardRate>(ql_today, hazard, ql::Actual365Fixed()));
    cds.setPricingEngine(ql::ext::make_shared<ql::MidPointCdsEngine>(survival, 0.4, theirs.discount));
    expect_same(
        ours(
            "id,type,credit,recovery,currency,notional,start,end,calendar,convention,payment_convention,kind,"
            "side,tenor,day_count,rate\nA,CreditDefaultSwap,ACME,0.4,EUR,1e6,2026-04-10,2031-04-10,TARGET,MF,"
            "MF,fixed,pay,3M,A365,0.01\n"),
        cds.NPV(), same_sums);
}

TEST(OptionValue, a_call_less_a_put_is_the_forward) {
    const std::string pair = ",USD,1e6,EUR,9e5\n",
                      pair_columns = ",bought_currency,bought_amount,sold_currency,sold_amount\n";
    const double fx_call = ours("id,type,option,expiry" + pair_columns + "A,FxOption,call,2029-04-03" + pair);
    const double fx_put = ours("id,type,option,expiry" + pair_columns + "A,FxOption,put,2029-04-03" + pair);
    expect_same(fx_call - fx_put, ours("id,type,value_date" + pair_columns + "A,FxForward,2029-04-03" + pair),
                same_functions);
    const std::string option =
        "id,type,equity,currency,quantity,strike,expiry,option\nA,EquityOption,SP5,USD,200,5200,2029-04-03,";
    expect_same(ours(option + "call\n") - ours(option + "put\n"),
                ours("id,type,equity,currency,quantity,strike,value_date\nA,EquityForward,SP5,USD,200,5200,"
                     "2029-04-03\n"),
                same_functions);
}

TEST(OptionValue, the_forward_of_exchange_is_two_flows) {
    const double expected =
        1e6 * 0.9 * std::exp(-0.04 * 1099 / 365.0) - 9e5 * std::exp(-discount_rate * 1099 / 365.0);
    expect_same(ours("id,type,value_date,bought_currency,bought_amount,sold_currency,sold_amount\n"
                     "A,FxForward,2029-04-03,USD,1e6,EUR,9e5\n"),
                expected, same_sums);
}

}  // namespace
}  // namespace snell
