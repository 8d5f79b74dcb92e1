#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/estimate.h"

/// Text for HTML and SVG.  Names come from files of strangers: they pass `escaped` or `named`, never raw.
namespace snell {

/// With &, <, >, quotes as references; bytes that are not UTF-8, control characters and marks that turn the
/// direction of writing are replaced by U+FFFD.
std::string escaped(std::string_view text);

/// A name of any length as at most `longest` characters, escaped; the middle of a longer one is left out.
std::string short_name(std::string_view name, std::size_t longest = 40);

/// The same for text between tags of HTML: isolated, so that its direction of writing ends with it.
std::string named(std::string_view name);

/// "103 153 ± 100": digits in groups of three by narrow spaces; without an error where there are no paths.
std::string printed(const Estimate& estimate);
/// Two decimals below 1e6 in absolute value, else none; in groups.
std::string printed(double amount);
std::string printed(std::int64_t count);
/// "1.2M": for axes.
std::string brief(double amount);

/// A table of HTML: cells are markup already; the first column holds names, the others numbers or text.
class MarkupTable {
  public:
    enum class Columns { numbers, texts };
    explicit MarkupTable(std::vector<std::string> head, Columns columns = Columns::numbers);
    void add(const std::vector<std::string>& cells);
    /// `caption` is markup.
    std::string print(const std::string& caption) const;

  private:
    std::string head_, body_;
    const char* class_;
};

}  // namespace snell
