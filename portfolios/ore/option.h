#pragma once
#include <optional>

#include "portfolios/ore/part.h"
#include "portfolios/trade_terms.h"

namespace snell {

/// What the options of all kinds share.
struct OptionPart {
    bool is_long = true, is_call = true;
    ExerciseTerms exercise;
    std::optional<Date> pay;

    Date expiry() const { return exercise.dates.front(); }
};

bool is_long(const OrePart& part);

/// An OptionData element.  Throws NodeFault E450, E451, E462 (a style that is none, exercise within a coupon,
/// a premium to come).
OptionPart read_option(const OrePart& data, Date today);
/// The same, of an option that must be European with one date.
OptionPart read_european_option(const OrePart& data, Date today);

/// Premiums that are paid have no value; throws NodeFault E462 for one still to come.
void check_premium(const OrePart& part, Date today);

}  // namespace snell
