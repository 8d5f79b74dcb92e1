#include "core/error_catalog.h"

namespace snell {
namespace {

constexpr ErrorEntry entries[] = {
    {"E501", "row of a margin that is not computed",
     R"(The row belongs to another model of initial margin than the ISDA SIMM, such as the schedule. It is left
out and counted.

bad:  IMModel: Schedule
good: IMModel: SIMM)"},
    {"E502", "bucket that is not the currency's",
     R"(The volatility group that the row names for its currency is not the one of this version of the SIMM.

bad:  Risk_IRCurve of JPY in bucket 1
good: Risk_IRCurve of JPY in bucket 2)"},
};

}  // namespace

std::span<const ErrorEntry> capital_errors() { return entries; }

}  // namespace snell
