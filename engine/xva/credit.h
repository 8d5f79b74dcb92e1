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

/// The credit of some netting sets.
struct GroupCredit {
    std::vector<SetCredit> sets;                 ///< in the order of the group
    std::shared_ptr<const SurvivalPaths> paths;  ///< null: no hazard moves
};

}  // namespace snell
