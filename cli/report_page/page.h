#pragma once
#include <string>

#include "cli/report_page/stored_run.h"

namespace snell {

/// What a page tells of.
struct ReportScope {
    std::string netting_set;  ///< empty: the book
    std::string trade;        ///< of the netting set; empty: all of it
};

/// A page of HTML about a run that needs no network, script or other file.  Throws InputError E423 where the
/// run has no such netting set or trade.
std::string report_page(const StoredRun& run, const ReportScope& scope);

}  // namespace snell
