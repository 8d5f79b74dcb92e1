#pragma once
#include <string>
#include <vector>

namespace snell {

/// A line through points, each marked.
struct ChartLine {
    std::string name;  ///< markup
    std::string look;  ///< class of the style: "positive", "negative", "quantile" or "collateral"
    std::vector<double> sizes, values;  ///< above 0
};

/// Names of the chart and of its axes; markup.
struct LineTitle {
    std::string title, horizontal, vertical;
};

/// A chart with logarithmic axes, ticks below at the sizes of the points, as SVG; empty where there is no
/// point.
std::string line_chart(const LineTitle& title, const std::vector<ChartLine>& lines);

}  // namespace snell
