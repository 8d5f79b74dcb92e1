/// snell_bench_exercise_peers: an American put by Longstaff and Schwartz, by Snell and by QuantLib, in turn,
/// on one thread, until both have the same standard error.
#include <fmt/format.h>

#include <ql/exercise.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/pricingengines/vanilla/mcamericanengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include <algorithm>
#include <vector>

#include "engine/meter/median.h"
#include "engine/meter/timer.h"
#include "engine/price.h"
#include "engine/tbb_backend.h"

namespace {
namespace ql = QuantLib;

/// Longstaff and Schwartz (2001), table 1: 50 dates of exercise in one year.
constexpr double spot = 36.0, strike = 40.0, rate = 0.06, volatility = 0.4;
constexpr double truth = 7.101265449935255;  // on 50 dates, by finite differences
constexpr int dates = 50;
constexpr int peer_paths = 100'000, pairs = 3;

struct Outcome {
    double value, std_error, seconds;  // [currency], [currency], charged to the process [s]
};

Outcome quantlib_price(int seed) {
    const ql::Date today(15, ql::January, 2024), end = today + 365;
    ql::Settings::instance().evaluationDate() = today;
    const auto curve = [&](double forward) {
        return ql::Handle<ql::YieldTermStructure>(
            ql::ext::make_shared<ql::FlatForward>(today, forward, ql::Actual365Fixed()));
    };
    const auto process = ql::ext::make_shared<ql::BlackScholesMertonProcess>(
        ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(spot)), curve(0.0), curve(rate),
        ql::Handle<ql::BlackVolTermStructure>(ql::ext::make_shared<ql::BlackConstantVol>(
            today, ql::NullCalendar(), volatility, ql::Actual365Fixed())));
    ql::VanillaOption option(ql::ext::make_shared<ql::PlainVanillaPayoff>(ql::Option::Put, strike),
                             ql::ext::make_shared<ql::AmericanExercise>(today, end));
    option.setPricingEngine(ql::MakeMCAmericanEngine<ql::PseudoRandom>(process)
                                .withSteps(dates)
                                .withSamples(peer_paths)
                                .withCalibrationSamples(peer_paths)
                                .withSeed(static_cast<ql::BigNatural>(seed)));
    const snell::meter::Timer watch;
    const double value = option.NPV();
    return {value, option.errorEstimate(), watch.processor()};
}

/// The rule, the lower bound and, with `bounds`, the upper one.
Outcome snell_price(int seed, std::int64_t paths) {
    using namespace snell;
    BlackScholes<double> model;
    model.market.rate = Curve<double>(rate);
    model.market.assets = {{"asset", spot, Curve<double>(0.0), std::nullopt}};
    model.market.correlation = Matrix<double>(1);
    model.volatility = {Curve<double>(volatility)};
    American put{0, OptionType::put, strike, 1.0, {}};
    put.exercise.style = Exercise::Style::bermudan;
    for (int i = 1; i <= dates; ++i) put.exercise.times.push_back(static_cast<double>(i) / dates);
    Settings settings;
    settings.sampler = Sobol{.seed = static_cast<std::uint64_t>(seed)};
    settings.paths = paths;
    settings.exercise.training_paths = 1 << 14;
    const snell::meter::Timer watch;
    const Price found = price(TbbBackend(1), model, put, settings);
    return {found.estimate.value, found.estimate.std_error, watch.processor()};
}

void print_line(const char* who, std::int64_t paths, const Outcome& run) {
    fmt::print("{:<9} {:>8} paths  {:.4f} +- {:.4f}  ({:+.4f} from {:.4f})  {:.4f} s\n", who, paths,
               run.value, run.std_error, run.value - truth, truth, run.seconds);
}

}  // namespace

int main() {
    std::vector<double> ratios;
    for (int pair = 1; pair <= pairs; ++pair) {
        const Outcome peer = quantlib_price(pair);
        print_line("quantlib", peer_paths, peer);
        std::int64_t paths = 1 << 12;
        Outcome own = snell_price(pair, paths);
        while (own.std_error > peer.std_error) own = snell_price(pair, paths *= 2);
        print_line("snell", paths, own);
        ratios.push_back(peer.seconds / own.seconds);
    }
    fmt::print(
        "QuantLib's seconds over Snell's, upper bound included, at no larger error: {:.0f} ({:.0f} ... "
        "{:.0f})\n",
        snell::meter::median(ratios), *std::min_element(ratios.begin(), ratios.end()),
        *std::max_element(ratios.begin(), ratios.end()));
}
