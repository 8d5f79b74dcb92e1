#pragma once
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/path.h"

/// How a product or a model tells its terms, once.  Each has
///     template <class Visitor> void fields(Visitor& v) {
///         v.number("strike", strike, {.unit = "asset currency", .above = 0.0}, "strike price");
///         v.time("maturity", maturity, "expiry of the option");
///     }
/// and every use - reading a file, reading flags, the JSON schema, `snell products`, completion - is a
/// visitor.
///
/// A visitor offers (the last argument of each is one line of help):
///     asset(name, int&, about)                            an asset by its name; the only one where left out
///     assets(name, std::vector<int>&, about)              several; all where left out
///     number(name, double&, Range, about)                 required unless the range has a default
///     numbers(name, std::vector<double>&, Range, about)   a list, or one number that stands for all
///     time(name, Years&, about)                           years from today, or a date
///     time(name, Years&, about, Presence::optional)       may be left out: the value stays as it was
///     schedule(name, std::vector<Years>&, about)          increasing times > 0
///     schedule(name, std::vector<Years>&, about, Presence::optional)
///     choice(name, Enum&, names, about)                   names in the order of the enumerators; the first
///                                                         is the default
///     flag(name, bool&, about)                            default false
///     integer(name, Integer&, Range, about)               a whole number
///     curve(name, std::vector<Years>&, std::vector<double>&, Range, about)
///                                                         quotes by maturity, or one for all
///     surface(name, axis, VolatilityGrid&, Range, about)  volatilities by time and by `axis`: "moneyness" or
///                                                         "spots"
namespace snell {

/// Valid region, unit and default of a number.
struct Range {
    std::string_view unit = "-";
    double above = -std::numeric_limits<double>::infinity();  ///< strictly
    double below = std::numeric_limits<double>::infinity();   ///< strictly
    double at_least = -std::numeric_limits<double>::infinity();
    double at_most = std::numeric_limits<double>::infinity();
    double fallback = std::numeric_limits<double>::quiet_NaN();  ///< value when left out; NaN: must be given
    bool optional = false;  ///< may be left out: the value stays as it was
    bool infinite = false;  ///< inf is a value, too ("never")
};

/// Volatilities by time and by strike over forward or by spot.
struct VolatilityGrid {
    std::vector<Years> times;          ///< increasing
    std::vector<double> levels;        ///< increasing, > 0
    std::vector<double> volatilities;  ///< [time][level]
};

/// Whether a time or a schedule must be given.
enum class Presence : std::uint8_t { required, optional };

using Names = std::initializer_list<std::string_view>;

}  // namespace snell
