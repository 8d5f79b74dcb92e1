#pragma once
#include <string>
#include <vector>

namespace snell {

/// A bar from one number to another, with two standard errors around its end.
struct Bar {
    std::string name;  ///< markup
    std::string look;  ///< class of the style: "positive", "negative" or "whole"
    double from = 0.0, to = 0.0, error = 0.0;
    std::string label;  ///< markup beside the bar
};

/// Bars below each other, their names to the left, as SVG; empty where there are none.  `title` is markup.
std::string bar_chart(const std::string& title, const std::vector<Bar>& bars);

}  // namespace snell
