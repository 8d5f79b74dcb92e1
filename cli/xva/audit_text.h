#pragma once
#include <string>
#include <string_view>

#include "engine/xva/xva.h"

/// Settings of regressions and their audit as people write them.
namespace snell {

/// "none", "twin", "nested" or "nested:4096" (paths of each date).  Throws std::invalid_argument.
AuditSettings audit_from(std::string_view text);
std::string print(const AuditSettings& audit);

/// "9" (degree), or "3:1" (degree on so many bundles).  Throws std::invalid_argument.
RegressionBasis regression_from(std::string_view text);
std::string print(const RegressionBasis& basis);

/// "1Y,5Y,10Y".  Throws std::invalid_argument.
std::vector<Period> periods_from(std::string_view text);

}  // namespace snell
