#pragma once
#include <vector>

#include "core/dual.h"
#include "core/path.h"

namespace snell {

/// Quotes by maturity: continuously compounded zero rates, dividend yields [1/year], or volatilities
/// [1/sqrt(year)]. Between pillars the accumulated quantity (rate * t, volatility^2 * t) is linear in t, so
/// that forward rates and forward variances are piecewise constant; outside the pillars the quote is flat.
template <class P>
struct Curve {
    std::vector<Years> times;  ///< increasing, > 0; empty for a flat curve with one quote
    std::vector<P> quotes;

    Curve() = default;
    explicit Curve(P flat) : quotes{flat} {}
    Curve(std::vector<Years> pillars, std::vector<P> at) : times(std::move(pillars)), quotes(std::move(at)) {}
    template <class Q>
    explicit Curve(const Curve<Q>& other)
        : times(other.times), quotes(other.quotes.begin(), other.quotes.end()) {}

    /// True if all quotes are the same.
    bool flat() const {
        for (const P& quote : quotes)
            if (quote < quotes.front() || quotes.front() < quote) return false;
        return true;
    }
    /// Integral of the forward rate from today to t [-].
    P accumulated(Years t) const {
        return linear(t, [](const P& quote, Years at) { return quote * P(at); });
    }
    /// Integral of the forward variance from today to t [-].
    P total_variance(Years t) const {
        return linear(t, [](const P& quote, Years at) { return quote * quote * P(at); });
    }

  private:
    template <class Accumulate>
    P linear(Years t, Accumulate accumulate) const {
        if (times.size() < 2 || t <= times.front()) return accumulate(quotes.front(), t);
        if (t >= times.back()) return accumulate(quotes.back(), t);
        std::size_t i = 1;
        while (times[i] < t) ++i;
        const P left = accumulate(quotes[i - 1], times[i - 1]);
        const P right = accumulate(quotes[i], times[i]);
        return left + (right - left) * P((t - times[i - 1]) / (times[i] - times[i - 1]));
    }
};

}  // namespace snell
