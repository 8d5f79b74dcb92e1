#pragma once

namespace snell {

/// What the command tells the shell (docs/reference/exit-codes.md).
enum class ExitCode : int {
    done = 0,
    usage = 2,
    some_trades_failed = 3,
    invalid_input = 4,
    check_failed = 5,
    out_of_resources = 6,
    integrity = 7,
    device_unavailable = 8,
    bug = 70,
    interrupted = 130,  ///< by SIGINT: 128 and its number, as shells have it
    terminated = 143,   ///< by SIGTERM
};

}  // namespace snell
