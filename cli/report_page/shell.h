#pragma once
#include <string>

/// What every page has around its content: one style for all of them.
namespace snell {

/// From the doctype to the heading.  `title` is markup without tags, `heading` markup.
std::string page_start(const std::string& title, const std::string& heading);
std::string page_end();

/// Empty where there is no content.
std::string page_section(const std::string& id, const std::string& title, const std::string& content);
std::string figure(const std::string& chart);
/// A chart as a file of its own, which carries its style along.
std::string standing_alone(std::string svg);
/// Folded away until somebody asks.
std::string folded(const std::string& summary, const std::string& content);

}  // namespace snell
