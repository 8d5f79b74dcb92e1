#include "cli/report_page/axis.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace snell {
namespace {

/// 1, 2 or 5 times a power of ten, about a fifth of the span.
double round_step(double span) {
    const double power = std::pow(10.0, std::floor(std::log10(span / 5.0)));
    const double times = span / 5.0 / power;
    return power * (times < 1.5 ? 1.0 : times < 3.5 ? 2.0 : times < 7.5 ? 5.0 : 10.0);
}

}  // namespace

Axis::Axis(double low, double high, double from, double to, Ends ends)
    : low_(low), high_(high), from_(from), to_(to) {
    if (!(high_ > low_)) high_ = low_ + std::max(1.0, std::abs(low_));
    const double step = round_step(high_ - low_);
    const auto first = std::lround(std::floor(low_ / step)), last = std::lround(std::ceil(high_ / step));
    if (ends == Ends::round) {
        low_ = step * static_cast<double>(first);
        high_ = step * static_cast<double>(last);
    }
    for (long i = first; i <= last; ++i)
        if (const double tick = step * static_cast<double>(i); tick >= low_ && tick <= high_)
            ticks_.push_back(tick);
}

LogAxis::LogAxis(double low, double high, double from, double to, Ends ends)
    : low_(low), high_(high > low ? high : 10.0 * low), from_(from), to_(to) {
    constexpr double few_decades = 2.0, margin = 1e-9;
    const bool is_fine = std::log10(high_ / low_) < few_decades;
    std::vector<double> all;  // from below the range to above it
    const auto first = std::lround(std::floor(std::log10(low_))),
               last = std::lround(std::ceil(std::log10(high_)));
    for (long exponent = first; exponent <= last; ++exponent)
        for (const double times : {1.0, 2.0, 5.0})
            if (is_fine || times == 1.0) all.push_back(times * std::pow(10.0, static_cast<double>(exponent)));
    if (ends == Ends::round) {
        const auto above =
            std::find_if(all.begin(), all.end(), [&](double tick) { return tick > low_ * (1.0 + margin); });
        low_ = *std::prev(above);
        high_ = *std::find_if(all.begin(), all.end(),
                              [&](double tick) { return tick >= high_ * (1.0 - margin); });
    }
    for (const double tick : all)
        if (tick >= low_ * (1.0 - margin) && tick <= high_ * (1.0 + margin)) ticks_.push_back(tick);
}

double LogAxis::place(double value) const {
    return from_ + (to_ - from_) * std::log(value / low_) / std::log(high_ / low_);
}

double Axis::place(double value) const { return from_ + (to_ - from_) * (value - low_) / (high_ - low_); }

}  // namespace snell
