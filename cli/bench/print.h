#pragma once
#include <string>

#include "cli/bench/race.h"

namespace snell::race {

/// Tables for a terminal.
std::string print_text(const Race& race);

/// docs/reference/bench.md has the keys.
std::string print_json(const Race& race);

/// Tables of Markdown, for a page of docs/benchmarks.
std::string print_markdown(const Race& race);

/// A page of HTML that needs no network, script or other file.
std::string print_page(const Race& race);

/// Rows of the tables of speed and of cost, scaled for people: the same in text, in Markdown and on the page.
struct Rows {
    std::vector<std::string> head;    ///< short, for a terminal
    std::vector<std::string> titles;  ///< where there is room
    std::vector<std::vector<std::string>> rows;
};
/// Of all works with one kind of draws.
Rows speed_rows(const Race& race, const std::string& draws);
Rows cost_rows(const Race& race, const std::string& draws);
/// Rates of an axis, and what the fastest entrant on the largest size has over the one before it.
Rows scaling_rows(const Race& race, const Scaling& scaling);

/// What the entrants reach, and what could not be read: lines of text.
std::vector<std::string> notes(const Race& race);

}  // namespace snell::race
