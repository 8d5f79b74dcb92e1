#pragma once
#include <string>
#include <vector>

#include "core/node.h"
#include "models/market/ore/fair_rate_helper.h"

namespace snell::ore {

/// What is interpolated between the nodes of a yield curve, and how.
struct InterpolationChoice {
    std::string variable;  ///< "Discount", "Zero", "Forward"
    std::string method;    ///< "LogLinear", "Linear", "NaturalCubic", "BackwardFlat"
    ql::DayCounter count;
    Place place;
};

using Instrument = ql::ext::shared_ptr<RateHelper>;

/// A curve that gives every instrument its quote back, to a rate of 1e-14.  Throws a Fault for a choice that
/// is not supported, QuantLib's error where there is no such curve.
Curve bootstrap(const std::vector<Instrument>& instruments, const InterpolationChoice& choice,
                const ql::Date& today);

/// A curve through discount factors, the first of which is today's, 1.
Curve through(const std::vector<ql::Date>& dates, const std::vector<double>& discounts,
              const InterpolationChoice& choice);

}  // namespace snell::ore
