#pragma once
#include <memory>
#include <vector>

#include "engine/xva/survival_paths.h"

namespace snell {

/// One side of a netting set as it may default.
struct PartyCredit {
    std::vector<double> survival;  ///< [simulated date] today's curve; empty: there is none
    double recovery = 0.4;
    int path = -1;  ///< name in the survival paths; -1: the hazard does not move
};

/// The credit of a netting set.
struct SetCredit {
    PartyCredit counterparty, own;
    bool moves() const { return counterparty.path >= 0 || own.path >= 0; }
};

/// What exposures of a set whose credit moves are multiplied with along each path, between a date and the one
/// before; S_c and S_b are the survivals of the counterparty and of us, S' those at the date before.
enum class CreditWeight {
    none,                ///< 1: unconditional exposures
    counterparty,        ///< S_c' - S_c
    own,                 ///< S_b' - S_b
    counterparty_first,  ///< (S_c' - S_c) S_b'
    own_first,           ///< (S_b' - S_b) S_c'
    both_alive,          ///< S_c' S_b'
    counterparty_alive   ///< S_c'
};
inline constexpr int set_weights = 7, trade_weights = 3;  ///< the first of them

/// The credit of some netting sets.
struct GroupCredit {
    std::vector<SetCredit> sets;                 ///< in the order of the group
    std::shared_ptr<const SurvivalPaths> paths;  ///< null: no hazard moves
};

}  // namespace snell
