#include "models/volatility_fit.h"

#include <fmt/format.h>

#include <algorithm>

namespace snell {

StepFunction VolatilityFit::fit(std::vector<OptionQuote> quotes, const PiecewiseTerms& terms,
                                CalibrationReport& report) const {
    std::erase_if(quotes, [&](const OptionQuote& q) { return q.expiry <= today_; });
    std::stable_sort(quotes.begin(), quotes.end(),
                     [](const auto& a, const auto& b) { return a.expiry < b.expiry; });
    const auto same = [](const auto& a, const auto& b) { return a.expiry == b.expiry; };
    quotes.erase(std::unique(quotes.begin(), quotes.end(), same), quotes.end());
    if (!terms.calibrate || quotes.empty()) {
        if (terms.calibrate)
            report.warnings.push_back(
                fmt::format("{}: no option to calibrate to; the volatility stays as configured", name_));
        return StepFunction(terms.times, terms.values);
    }
    StepFunction found;
    for (std::size_t i = 0; i < quotes.size(); ++i) {
        if (i > 0) {
            found.times.push_back(year_fraction(today_, quotes[i - 1].expiry));
            found.values.push_back(0.0);
        }
        found.values.back() = last_piece(found, quotes[i], report);
    }
    for (const OptionQuote& quote : quotes)
        report.rows.push_back({kind_, name_, quote.label, quote.volatility,
                               sqrt(variance_(found, quote.expiry) / quote.years)});
    return found;
}

/// The variance is quadratic in the last piece, c + 2 b sigma + a sigma^2, and known from three points.
double VolatilityFit::last_piece(StepFunction trial, const OptionQuote& quote,
                                 CalibrationReport& report) const {
    constexpr double step = 0.125;
    const auto variance = [&](double sigma) {
        trial.values.back() = sigma;
        return variance_(trial, quote.expiry);
    };
    const double c = variance(0.0), up = variance(step), down = variance(-step);
    const double a = (up + down - 2.0 * c) / (2.0 * step * step), b = (up - down) / (4.0 * step);
    const double discriminant = b * b + a * (quote.volatility * quote.volatility * quote.years - c);
    const double sigma = discriminant < 0.0 ? -1.0 : (sqrt(discriminant) - b) / a;
    if (sigma >= 0.0) return sigma;
    const double least = max(0.0, -b / a);
    report.warnings.push_back(fmt::format(
        "{}: {} {} is below what rates and earlier quotes move the forward by; its piece gets {:.4g}", name_,
        kind_, quote.label, least));
    return least;
}

}  // namespace snell
