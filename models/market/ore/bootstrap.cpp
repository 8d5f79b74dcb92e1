#include "models/market/ore/bootstrap.h"

#include <fmt/format.h>

#include <cmath>
#include <ql/math/interpolations/backwardflatinterpolation.hpp>
#include <ql/math/interpolations/cubicinterpolation.hpp>
#include <ql/math/interpolations/linearinterpolation.hpp>
#include <ql/math/interpolations/loginterpolation.hpp>
#include <ql/termstructures/yield/piecewiseyieldcurve.hpp>

#include "models/market/ore/quotes.h"

namespace snell::ore {
namespace {

/// QuantLib's default of 1e-12 would be seen in swaps of a long book.
constexpr double accuracy = 1e-14;
/// Of a rate, or of a future's price; one that is worse shows a curve that does not exist.
constexpr double largest_miss = 1e-10;

const ql::Cubic natural_cubic(ql::CubicInterpolation::Spline, false, ql::CubicInterpolation::SecondDerivative,
                              0.0, ql::CubicInterpolation::SecondDerivative, 0.0);

template <class Traits, class Interpolator>
Curve piecewise(const std::vector<Instrument>& instruments, const InterpolationChoice& choice,
                const ql::Date& today, const Interpolator& interpolator) {
    using Piecewise = ql::PiecewiseYieldCurve<Traits, Interpolator>;
    auto made = ql::ext::make_shared<Piecewise>(today, instruments, choice.count, interpolator,
                                                typename Piecewise::bootstrap_type(accuracy));
    made->enableExtrapolation();
    made->discount(made->maxDate());  // builds it now, so that a fault is thrown here
    for (const Instrument& each : instruments)
        if (!(std::abs(each->quoteError()) < largest_miss))
            refuse(choice.place, fmt::format("the bootstrap misses a quote of {} by {}",
                                             each->quote()->value(), each->quoteError()));
    return Curve(made);
}

[[noreturn]] void refuse_choice(const InterpolationChoice& choice) {
    refuse(choice.place,
           fmt::format("interpolation {} of {} is not supported", choice.method, choice.variable));
}

}  // namespace

Curve bootstrap(const std::vector<Instrument>& instruments, const InterpolationChoice& choice,
                const ql::Date& today) {
    const std::string& how = choice.method;
    if (choice.variable == "Discount") {
        if (how == "LogLinear") return piecewise<ql::Discount>(instruments, choice, today, ql::LogLinear());
        if (how == "Linear") return piecewise<ql::Discount>(instruments, choice, today, ql::Linear());
        if (how == "NaturalCubic") return piecewise<ql::Discount>(instruments, choice, today, natural_cubic);
    } else if (choice.variable == "Zero") {
        if (how == "Linear") return piecewise<ql::ZeroYield>(instruments, choice, today, ql::Linear());
        if (how == "NaturalCubic") return piecewise<ql::ZeroYield>(instruments, choice, today, natural_cubic);
    } else if (choice.variable == "Forward") {
        if (how == "Linear") return piecewise<ql::ForwardRate>(instruments, choice, today, ql::Linear());
        if (how == "BackwardFlat")
            return piecewise<ql::ForwardRate>(instruments, choice, today, ql::BackwardFlat());
    }
    refuse_choice(choice);
}

Curve through(const std::vector<ql::Date>& dates, const std::vector<double>& discounts,
              const InterpolationChoice& choice) {
    const auto& [variable, how, count, place] = choice;
    if (variable == "Discount" && how == "LogLinear")
        return Curve(
            ql::ext::make_shared<ql::InterpolatedDiscountCurve<ql::LogLinear>>(dates, discounts, count));
    if (variable == "Discount" && how == "Linear")
        return Curve(
            ql::ext::make_shared<ql::InterpolatedDiscountCurve<ql::Linear>>(dates, discounts, count));
    if (variable == "Zero" && how == "Linear") {
        std::vector<double> rates(dates.size());
        for (std::size_t i = 1; i < dates.size(); ++i)
            rates[i] = -std::log(discounts[i]) / count.yearFraction(dates[0], dates[i]);
        rates[0] = rates.size() > 1 ? rates[1] : 0.0;
        return Curve(ql::ext::make_shared<ql::InterpolatedZeroCurve<ql::Linear>>(dates, rates, count));
    }
    refuse_choice(choice);
}

}  // namespace snell::ore
