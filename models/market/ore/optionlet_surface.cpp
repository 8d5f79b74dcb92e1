#include "models/market/ore/optionlet_surface.h"

#include <algorithm>
#include <ql/math/interpolations/cubicinterpolation.hpp>

namespace snell::ore {
namespace {

ql::Interpolation cubic_through(const std::vector<double>& at, const std::vector<double>& values) {
    ql::Interpolation made = ql::KrugerCubic(at.begin(), at.end(), values.begin());
    made.enableExtrapolation();
    return made;
}

}  // namespace

CubicOptionletSurface::CubicOptionletSurface(const ql::StrippedOptionletBase& stripped, Beyond beyond)
    : OptionletVolatilityStructure(stripped.settlementDays(), stripped.calendar(),
                                   stripped.businessDayConvention(), stripped.dayCounter()),
      last_(stripped.optionletFixingDates().back()),
      type_(stripped.volatilityType()),
      shift_(stripped.displacement()),
      beyond_(beyond),
      strikes_(stripped.optionletStrikes(0)),
      expiries_(stripped.optionletFixingTimes()) {
    for (std::size_t i = 0; i < expiries_.size(); ++i)
        volatilities_.push_back(stripped.optionletVolatilities(i));
    for (const auto& section : volatilities_) along_strikes_.push_back(cubic_through(strikes_, section));
    enableExtrapolation(beyond != Beyond::refused);
}

ql::Volatility CubicOptionletSurface::volatilityImpl(ql::Time expiry, ql::Rate strike) const {
    if (beyond_ == Beyond::flat) {
        expiry = std::clamp(expiry, expiries_.front(), expiries_.back());
        strike = std::clamp(strike, strikes_.front(), strikes_.back());
    }
    std::vector<double> values;
    for (const ql::Interpolation& section : along_strikes_) values.push_back(section(strike));
    return cubic_through(expiries_, values)(expiry);
}

ql::ext::shared_ptr<ql::SmileSection> CubicOptionletSurface::smileSectionImpl(ql::Time) const {
    QL_FAIL("sections of the optionlet surface are not built");
}

}  // namespace snell::ore
