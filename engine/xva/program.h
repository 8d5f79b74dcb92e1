#pragma once
#include <array>
#include <cstddef>
#include <vector>

/// What the path loop of the exposure engine runs: a book brought to arrays of numbers, one program per date.
/// Rows are one number per path of a block [path]; a row index >= 0 is a row of this date alone, and ~index a
/// kept row, which lives from a fixing to the last payment that hangs on it.
namespace snell {

/// Paths that are valued together.  Part of the run, never of the hardware: sums merge in block order.
inline constexpr int xva_block = 256;

/// exp(level + sum of coefficient * state): every discount bond, growth, spot and numeraire of the model.
struct LogLinear {
    double level = 0.0;
    int states = 0;
    std::array<int, 4> state{};
    std::array<double, 4> coefficient{};

    void add(int which, double by) {
        state[static_cast<std::size_t>(states)] = which;
        coefficient[static_cast<std::size_t>(states++)] = by;
    }
    friend bool operator==(const LogLinear&, const LogLinear&) = default;
};

/// What becomes of a kept row on a date.
struct EventTerms {
    enum class Kind {
        set,       ///< row = factor
        roll,      ///< row *= factor
        multiply,  ///< row = first * second
        payoff,    ///< row = max(sign * (fixed + floating * first), 0)
        exercise   ///< row = 1 where `state` lies in an interval that is exercised, 0 elsewhere
    };
    Kind kind = Kind::set;
    int row = 0;  ///< kept row
    LogLinear factor;
    int first = 0, second = 0;  ///< kept rows
    double sign = 1.0, fixed = 0.0, floating = 0.0;
    int state = 0;
    double below = 0.0;  ///< exercised before the first root: 1 or 0
};

/// Where exercise begins and ends, increasing.
struct Roots {
    const double* first = nullptr;
    int count = 0;
};

/// A kept row that changes on a date.
struct Event : EventTerms {
    int day = 0;                ///< days from today; 0 is today
    std::vector<double> roots;  ///< of an exercise
};

/// Function of one rate state by Chebyshev polynomials of one degree on equal pieces of
/// [low, low + pieces / scale], its edge value beyond.  Coefficients are [degree + 1][piece].
struct Interpolant {
    int currency = 0;  ///< of its value and its state
    int row =
        0;  ///< that it is multiplied by: the exchange rate of the currency, of its own or times a kept one
    int degree = 0;
    int pieces = 1;
    double low = 0.0, scale = 1.0;
    std::size_t first = 0;  ///< of its coefficients
};

struct RowProduct {
    int first = 0, second = 0;
};

/// weight * row, in the base currency.
struct WeightedRow {
    double weight = 0.0;
    int row = 0;
};

/// weight * Black(sign, asset_amount * asset, cash_amount * cash, variance) * paid / cash.
struct SpotOptionEntry {
    double sign = 1.0, weight = 0.0;
    double asset_amount = 0.0, cash_amount = 0.0;
    double variance = 0.0;
    int asset = 0, cash = 0, paid = 0;  ///< rows, in the base currency
};

/// The parts of a unit's value: ranges of the program's lists, each from the unit before to its own end.
struct UnitEnds {
    std::size_t functions = 0, entries = 0, options = 0;
};

/// Values of all units on one date.  A unit is a netting set or a trade.
struct PointProgram {
    int day = 0;
    /// Rows 0, 1, ...: first the exchange rate of each currency, then the growth of its cash up to the next
    /// simulated date.
    std::vector<LogLinear> exponentials;
    std::vector<RowProduct> products;  ///< the rows after them
    LogLinear deflator;                ///< 1 / N(t)
    std::vector<Interpolant> functions;
    std::vector<double> coefficients;
    std::vector<WeightedRow> entries;
    std::vector<SpotOptionEntry> options;
    std::vector<UnitEnds> units;  ///< [unit]

    int rows() const { return static_cast<int>(exponentials.size() + products.size()); }
};

/// A PointProgram as what values its units sees it.
struct PointTables {
    const Interpolant* functions;
    const double* coefficients;
    const WeightedRow* entries;
    const SpotOptionEntry* options;
};

/// Where a balance of variation margin moves, in the currency of the agreement.
struct MarginTerms {
    double threshold_receive = 0.0, threshold_pay = 0.0;
    double minimum_receive = 0.0, minimum_pay = 0.0;
    double independent_amount = 0.0;
    double highest = 0.0, lowest = 0.0;  ///< bounds of the balance: one-sided agreements
};

}  // namespace snell
