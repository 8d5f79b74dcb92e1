#pragma once
#include <map>
#include <string>

#include "core/error.h"
#include "core/step_board.h"

namespace snell {

/// Trades that one who watches has put aside, as the program did not survive them, and where to say which one
/// is at hand.
struct TradeWatch {
    StepBoard* board = nullptr;
    std::map<std::uint64_t, std::string> put_aside = {};  ///< what went wrong, by `step_number` of the trade
};

/// Why a trade is put aside, and where it stands.
inline Diagnostic put_aside(std::string where, std::string problem) {
    return {"E469", std::move(where), std::move(problem),
            "The run goes on without it. Please report it with the trade."};
}

}  // namespace snell
