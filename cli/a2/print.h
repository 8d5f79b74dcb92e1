#pragma once
#include <string>
#include <vector>

#include "cli/a2/scaling.h"

/// What `snell bench a2` tells: for a terminal, as JSON (keys in docs/benchmarks/a2.md), as a page of HTML.
namespace snell::a2 {

std::string print_text(const Measurement& measurement);
std::string print_json(const Measurement& measurement);
std::string print_page(const Measurement& measurement);

std::string print_text(const Request& request, const std::vector<Axis>& axes);
std::string print_json(const Request& request, const std::vector<Axis>& axes);
std::string print_page(const Request& request, const std::vector<Axis>& axes);

std::string print_text(const Request& request, const Portfolio& portfolio);
std::string print_json(const Request& request, const Portfolio& portfolio);
std::string print_page(const Request& request, const Portfolio& portfolio);

/// A value's distance from the reference's, in standard errors of both.
double distance(const Named& found, const Named& reference);

/// Facts of a measurement, name and value: the same in text and on the page.
std::vector<std::pair<std::string, std::string>> facts(const Measurement& measurement);

/// "portfolio of 5-25k-252".
std::string title(const Request& request, const char* what);

}  // namespace snell::a2
