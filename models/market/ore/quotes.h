#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/node.h"

namespace snell::ore {

/// What cannot be built, and why; caught where the item it belongs to is known.
struct Fault {
    std::string text;  ///< "curveconfig.xml:120:5: ..."
};

/// Throws a Fault at a place.
[[noreturn]] void refuse(const Place& place, const std::string& text);

/// Today's quotes by key, "MM/RATE/EUR/0D/1D".
class Quotes {
  public:
    /// Throws InputError (E401, E411) with every bad line; lines of other days are left out.
    Quotes(const std::string& file, Date today);

    const double* find(const std::string& key) const;
    /// The quote of a key; throws a Fault that names `asker` where there is none.
    double at(const std::string& key, const Place& asker) const;
    /// All keys that start so, in the order of the alphabet.
    std::vector<std::string> keys(const std::string& prefix) const;
    std::size_t size() const { return quotes_.size(); }

  private:
    std::map<std::string, double> quotes_;
};

/// The parts of a key between strokes, or of a list between commas; blanks around them go.
std::vector<std::string> split(const std::string& text, char separator);

/// "2016-02-05" or "20160205"; throws std::invalid_argument.
Date parse_day(std::string_view text);

/// One "date key value" of a file, whatever blanks, commas or semicolons stand between them.
struct QuoteLine {
    Date day;
    std::string key;
    double value;
};

/// Calls `take` for every line that is neither empty nor a comment.  Throws InputError: E401 where the file
/// cannot be read, E411 with every bad line (the first hundred, then a count).
void for_each_quote(const std::string& file, const std::function<void(QuoteLine)>& take);

}  // namespace snell::ore
