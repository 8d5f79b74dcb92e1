#pragma once
#include <string>

#include "portfolios/native/synthetic_book.h"

namespace snell {

/// Writes a made-up book with its market, annexes and fixings to a folder, made where it is not there, and
/// returns the path of its run file.  Throws OutputError or CommitError.
std::string write_made_up_run(const SyntheticBookTerms& terms, const std::string& folder);

}  // namespace snell
