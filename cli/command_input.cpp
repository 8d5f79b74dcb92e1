#include "cli/command_input.h"

#include <fmt/format.h>

#include "cli/command.h"

namespace snell {

Input input_of(const CLI::App& command) {
    const std::vector<std::string> rest = command.remaining();
    const bool from_file = !rest.empty() && rest.front().rfind("-", 0) != 0;
    if (from_file && rest.size() > 1)
        throw UsageError(fmt::format("'{}' beside a file: no such option. Try 'snell {} --help'", rest[1],
                                     command.get_name()));
    if (rest.empty())
        throw UsageError(fmt::format("no file and no trade. Try 'snell {} --help'", command.get_name()));
    return from_file ? read_input(rest.front()) : input_from_flags(rest);
}

const char* const flags_help =
    "Without FILE, flags describe one trade: --model KIND --product NAME, the model's parameters, the "
    "product's terms\n"
    "and the market (--spot, --rate, --dividend); 'snell models' and 'snell products' list them.\n";

}  // namespace snell
