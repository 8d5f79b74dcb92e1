#include "cli/report_page/axis.h"

#include <algorithm>
#include <cmath>

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

double Axis::place(double value) const { return from_ + (to_ - from_) * (value - low_) / (high_ - low_); }

}  // namespace snell
