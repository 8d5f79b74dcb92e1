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
    {"E503", "counterparty without its terms",
     R"(A netting set or a hedge belongs to a counterparty that the table of counterparties does not have, so its
sector and credit quality are not known. It is left out of capital for CVA risk.

bad:  a netting set of ACME, and no row ACME in the table of counterparties
good: id,sector,quality with ACME,industrial,high_yield)"},
};

}  // namespace

std::span<const ErrorEntry> capital_errors() { return entries; }

}  // namespace snell
