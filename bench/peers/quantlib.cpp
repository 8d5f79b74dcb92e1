#include "bench/peers/quantlib.h"

#include "engine/meter/timer.h"

#include <ql/exercise.hpp>
#include <ql/instruments/asianoption.hpp>
#include <ql/instruments/basketoption.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/math/randomnumbers/randomizedlds.hpp>
#include <ql/pricingengines/asian/mc_discr_arith_av_price.hpp>
#include <ql/pricingengines/basket/mceuropeanbasketengine.hpp>
#include <ql/pricingengines/vanilla/mceuropeanengine.hpp>
#include <ql/pricingengines/vanilla/mceuropeanhestonengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/processes/hestonprocess.hpp>
#include <ql/processes/stochasticprocessarray.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/version.hpp>

namespace snell::peers {
namespace ql = QuantLib;
using namespace meter;
namespace {

/// Random-number traits that an engine of QuantLib takes as its RNG argument.
struct RotatedSobol {
    using Uniforms = ql::RandomizedLDS<ql::SobolRsg>;
    using rsg_type = ql::InverseCumulativeRsg<Uniforms, ql::InverseCumulativeNormal>;
    enum { allowsErrorEstimate = 0 };
    static rsg_type make_sequence_generator(ql::Size dimension, ql::BigNatural seed) {
        return rsg_type(Uniforms(dimension, 0, seed));
    }
};

/// Flat market of the works, seen from a fixed evaluation date.
class Market {
  public:
    Market() : today_(15, ql::January, 2024) {
        ql::Settings::instance().evaluationDate() = today_;
        quote_ = ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(spot));
        rate_ = curve(rate);
        dividend_ = curve(dividend);
    }
    ql::Date day(int i) const { return today_ + i; }
    ql::ext::shared_ptr<ql::Exercise> exercise() const {
        return ql::ext::make_shared<ql::EuropeanExercise>(day(days));
    }
    ql::ext::shared_ptr<ql::GeneralizedBlackScholesProcess> black_scholes() const {
        const ql::Handle<ql::BlackVolTermStructure> flat(ql::ext::make_shared<ql::BlackConstantVol>(
            today_, ql::NullCalendar(), volatility, ql::Actual365Fixed()));
        return ql::ext::make_shared<ql::BlackScholesMertonProcess>(quote_, dividend_, rate_, flat);
    }
    ql::ext::shared_ptr<ql::HestonProcess> heston(const Variance& v) const {
        return ql::ext::make_shared<ql::HestonProcess>(rate_, dividend_, quote_, v.v0, v.kappa, v.theta, v.xi,
                                                       v.rho,
                                                       ql::HestonProcess::QuadraticExponentialMartingale);
    }
    ql::ext::shared_ptr<ql::StochasticProcessArray> basket() const {
        std::vector<ql::ext::shared_ptr<ql::StochasticProcess1D>> processes;
        ql::Matrix correlations(basket_assets, basket_assets, correlation);
        for (ql::Size i = 0; i < basket_assets; ++i) {
            processes.push_back(black_scholes());
            correlations[i][i] = 1.0;
        }
        return ql::ext::make_shared<ql::StochasticProcessArray>(processes, correlations);
    }

  private:
    ql::Handle<ql::YieldTermStructure> curve(double forward) const {
        return ql::Handle<ql::YieldTermStructure>(
            ql::ext::make_shared<ql::FlatForward>(today_, forward, ql::Actual365Fixed()));
    }
    ql::Date today_;
    ql::Handle<ql::Quote> quote_;
    ql::Handle<ql::YieldTermStructure> rate_, dividend_;
};

/// The instrument of a work; its engine is set by `engine`.
ql::ext::shared_ptr<ql::Instrument> instrument(const Work& work, const Market& market) {
    const auto payoff = ql::ext::make_shared<ql::PlainVanillaPayoff>(ql::Option::Call, strike);
    if (work.path.kind == Kind::asian) {
        std::vector<ql::Date> fixings;
        for (int i = 1; i <= trading_days; ++i) fixings.push_back(market.day(day_of(i, trading_days)));
        return ql::ext::make_shared<ql::DiscreteAveragingAsianOption>(ql::Average::Arithmetic, 0.0, 0,
                                                                      fixings, payoff, market.exercise());
    }
    if (work.path.kind == Kind::basket) {
        const auto average = ql::ext::make_shared<ql::AverageBasketPayoff>(payoff, ql::Size(basket_assets));
        return ql::ext::make_shared<ql::BasketOption>(average, market.exercise());
    }
    return ql::ext::make_shared<ql::VanillaOption>(payoff, market.exercise());
}

template <class Draws>
ql::ext::shared_ptr<ql::PricingEngine> engine(const Work& work, const Market& market, ql::Size paths,
                                              ql::BigNatural seed) {
    constexpr bool bridge = std::is_same_v<Draws, RotatedSobol>;
    switch (work.path.kind) {
        case Kind::european:
            return ql::MakeMCEuropeanEngine<Draws>(market.black_scholes())
                .withSteps(trading_days)
                .withSamples(paths)
                .withBrownianBridge(bridge)
                .withSeed(seed);
        case Kind::asian:
            return ql::MakeMCDiscreteArithmeticAPEngine<Draws>(market.black_scholes())
                .withSamples(paths)
                .withBrownianBridge(bridge)
                .withControlVariate(false)
                .withSeed(seed);
        case Kind::heston:
            return ql::MakeMCEuropeanHestonEngine<Draws>(market.heston(work.path.variance))
                .withSteps(trading_days)
                .withSamples(paths)
                .withSeed(seed);
        case Kind::basket:
            return ql::MakeMCEuropeanBasketEngine<Draws>(market.basket())
                .withSteps(trading_days)
                .withSamples(paths)
                .withSeed(seed);
    }
    return {};
}

}  // namespace

Outcome quantlib_price(const Work& work, std::int64_t paths, std::uint64_t seed, PeerDraws draws) {
    const Market market;
    const auto option = instrument(work, market);
    const auto size = static_cast<ql::Size>(paths);
    option->setPricingEngine(draws == PeerDraws::mersenne ? engine<ql::PseudoRandom>(work, market, size, seed)
                                                          : engine<RotatedSobol>(work, market, size, seed));
    const Timer watch;
    const double value = option->NPV();
    const double wall = watch.wall(), processor = watch.processor();
    return {value, draws == PeerDraws::mersenne ? option->errorEstimate() : 0.0, paths, wall, processor};
}

const char* quantlib_version() { return QL_VERSION; }

}  // namespace snell::peers
