#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/schedule.h"
#include "portfolios/resolve/legs.h"

namespace snell {
namespace {

/// Dates of amortization that holidays have moved still count as one period apart.
constexpr int moved_days = 4;

bool applies(const Amortization& rule, Date start, std::optional<Date> last) {
    if (rule.start && start < *rule.start) return false;
    if (rule.end && start >= *rule.end) return false;
    if (!last || rule.frequency.empty()) return true;
    const Period every = Period::parse(rule.frequency);
    return start - advance(*last, every, 1) > -moved_days;
}

double step_of(const Amortization& rule, double previous, double initial) {
    if (rule.type == "FixedAmount") return rule.value;
    if (rule.type == "RelativeToInitialNotional") return rule.value * initial;
    return rule.value * previous;
}

/// Changes the notionals from the rule's start on.
void amortize(const Amortization& rule, const std::vector<LegPeriod>& periods,
              std::vector<double>& notionals) {
    require(rule.type == "FixedAmount" || rule.type == "RelativeToInitialNotional" ||
                rule.type == "RelativeToPreviousNotional" || rule.type == "LinearToMaturity",
            {"E459", "Amortizations", fmt::format("an amortization of type '{}' is not supported", rule.type),
             "Give the notional of each period"});
    const double initial = notionals.front();
    std::optional<Date> last;
    std::size_t first = 0, steps = 0;
    const auto each = [&](auto&& act) {
        last.reset();
        for (std::size_t i = 1; i < periods.size(); ++i) {
            const bool now = applies(rule, periods[i].start, last);
            if (now) last = periods[i].start;
            act(i, now);
        }
    };
    each([&](std::size_t i, bool now) {
        if (now && steps++ == 0) first = i;
    });
    if (steps == 0) return;
    // Linear: as many equal steps as there are dates, and one more to nothing at maturity.
    const double linear = notionals[first - 1] / static_cast<double>(steps + 1);
    each([&](std::size_t i, bool now) {
        if (i < first) return;
        const double step =
            rule.type == "LinearToMaturity" ? linear : step_of(rule, notionals[i - 1], initial);
        notionals[i] = notionals[i - 1] - (now ? step : 0.0);
        if (!rule.underflow && step > 0.0) notionals[i] = std::max(notionals[i], 0.0);
    });
}

}  // namespace

std::vector<double> each_period(const Steps& steps, const std::vector<LegPeriod>& periods, double fallback) {
    std::vector<double> values(periods.size(), fallback);
    if (steps.empty()) return values;
    std::size_t at = 0;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const auto holds = [&](std::size_t j) {
            return steps.from[j] ? *steps.from[j] <= periods[i].start : j <= i;
        };
        while (at + 1 < steps.values.size() && holds(at + 1)) ++at;
        values[i] = steps.values[at];
    }
    return values;
}

std::vector<double> each_notional(const LegTerms& terms, const std::vector<LegPeriod>& periods) {
    require(!terms.notionals.empty(), {"E459", "Notionals", "the leg has no notional", ""});
    std::vector<double> notionals = each_period(terms.notionals, periods, 0.0);
    for (const Amortization& rule : terms.amortizations) amortize(rule, periods, notionals);
    return notionals;
}

}  // namespace snell
