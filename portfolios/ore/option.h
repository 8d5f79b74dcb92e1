#pragma once
#include <optional>

#include "portfolios/ore/part.h"

namespace snell {

/// What the options of all kinds share.
struct OptionPart {
    bool is_long = true, is_call = true;
    Date expiry;
    std::optional<Date> pay;
};

bool is_long(const OrePart& part);

/// An OptionData element.  Throws NodeFault E450, E451, E462 (not European, several dates, a premium to
/// come).
OptionPart read_option(const OrePart& data, Date today);

/// Premiums that are paid have no value; throws NodeFault E462 for one still to come.
void check_premium(const OrePart& part, Date today);

}  // namespace snell
