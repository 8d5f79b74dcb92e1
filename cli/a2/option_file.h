#pragma once
#include <string>

#include "engine/a2/option.h"

/// Parameters of workload a2 as TOML, as they lie in bench/a2.
namespace snell::a2 {

/// An option and the bumps of its Greeks.
struct Parameters {
    Option option;
    Bumps bumps;
};

std::string print(const Parameters& parameters);

/// Reads what `print` writes.  Throws NodeFault, and std::runtime_error where a number is missing.
Parameters read_parameters(const std::string& text, const std::string& name);

/// Of 5 and of 10 assets: those of bench/a2, which travel inside the program.  Of any other number they are
/// drawn by the same seed.
Parameters parameters_of(int assets);

/// The seed that drew them.
inline constexpr std::uint64_t parameters_seed = 2008;

}  // namespace snell::a2
