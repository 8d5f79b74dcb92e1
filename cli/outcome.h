#pragma once
#include <exception>
#include <string>
#include <vector>

#include "cli/exit_code.h"

namespace snell {

/// What an exception that nobody caught comes to.
struct Outcome {
    ExitCode code = ExitCode::bug;
    std::vector<std::string> lines;  ///< for stderr
};
Outcome outcome_of(const std::exception_ptr& fault);

}  // namespace snell
