#pragma once
#include <string>

#include "models/market/ore/bootstrap.h"
#include "models/market/ore/yield_curves.h"

namespace snell::ore {

/// Whether a segment of the type gives the curve itself, without a bootstrap.
bool is_direct(const std::string& type);

/// The curve of a segment of zero rates, of discount factors, or of spreads over another curve's zero rates.
Curve direct_curve(YieldCurves& curves, const XmlElement& segment, const InterpolationChoice& choice);

}  // namespace snell::ore
