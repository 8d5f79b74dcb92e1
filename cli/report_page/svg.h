#pragma once
#include <string>
#include <vector>

/// Pieces of charts.  Text is markup, places are in pixels.
namespace snell::svg {

/// The opening of a chart that tells screen readers its title.
std::string start(const std::string& title, double width, double height);

struct Spot {
    double x, y;
};
/// Classes of the style: "middle" and "end" say where the text stands to its place; empty: after it.
std::string text(const char* look, Spot at, const std::string& content);
/// "grid", "zero" or "whisker".
std::string line(const char* look, Spot from, Spot to);

/// A line of a chart, for its legend.
struct Entry {
    std::string name, look;
};
/// Samples of lines and their names, ending at a place.
std::string legend(const std::vector<Entry>& entries, Spot end);

}  // namespace snell::svg
