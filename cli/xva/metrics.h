#pragma once
#include <string>

#include "cli/xva/standing.h"

namespace snell {

/// How a run stands in the text format of Prometheus: docs/reference/events.md lists the names.
std::string metrics(const Standing& standing);

}  // namespace snell
