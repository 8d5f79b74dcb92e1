#pragma once
#include <string>
#include <vector>

#include "cli/report_page/axis.h"

namespace snell {

/// A line through values at times, with two standard errors to either side.
struct FanLine {
    std::string name;  ///< markup
    std::string look;  ///< class of the style: "positive", "negative", "quantile" or "collateral"
    std::vector<double> times, values, errors;  ///< errors: standard errors, 0 where not simulated
};

/// Names of the axes and of the chart; markup.
struct FanTitle {
    std::string title, horizontal, vertical;
};

/// A chart of lines with bands, as SVG; empty where there is nothing to draw.
std::string fan_chart(const FanTitle& title, const std::vector<FanLine>& lines);

}  // namespace snell
