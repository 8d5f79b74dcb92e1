#pragma once
#include <map>
#include <vector>

#include "engine/xva/credit.h"
#include "engine/xva/xva.h"

namespace snell {

/// Who may default in a book, and how: curves of the world, hazards of the model.  Keeps references to what
/// it is made of.
class CreditTerms {
  public:
    CreditTerms(const Book& book, const World& world, const std::vector<HazardTerms>& hazards,
                const XvaSettings& settings);

    /// The hazard of the set's counterparty, or ours, moves.
    bool moves(int netting_set) const;
    /// The credit of some netting sets, in their order.
    std::vector<SetCredit> sets(const std::vector<int>& netting_sets) const;
    /// The same with the paths of those of their names whose hazards move.  `model` has the hazards.
    GroupCredit group(const std::vector<int>& netting_sets, const CrossAsset& model) const;

  private:
    const Book& book_;
    const World& world_;
    const std::vector<HazardTerms>& hazards_;
    const XvaSettings& settings_;

    /// Names whose hazards move, ours first.
    struct Moving {
        std::map<int, int> path;  ///< [credit] number of its path
        std::vector<SurvivalName> names;
        SurvivalPaths::Own own = SurvivalPaths::Own::none;
    };
    Moving moving(const std::vector<int>& netting_sets) const;
    int counterparty(int netting_set) const;
    int hazard(int credit) const;
    PartyCredit party(int credit, const Moving& moving) const;
};

}  // namespace snell
