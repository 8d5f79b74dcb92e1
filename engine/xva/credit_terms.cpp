#include "engine/xva/credit_terms.h"

#include <algorithm>

namespace snell {

CreditTerms::CreditTerms(const Book& book, const World& world, const std::vector<HazardTerms>& hazards,
                         const XvaSettings& settings)
    : book_(book), world_(world), hazards_(hazards), settings_(settings) {}

/// Number among the credits; -1 if nobody asked for the name.
int CreditTerms::counterparty(int netting_set) const {
    const std::vector<std::string>& names = book_.needs.credits();
    const auto at = std::find(names.begin(), names.end(),
                              book_.netting_sets[static_cast<std::size_t>(netting_set)].counterparty);
    return at == names.end() ? -1 : static_cast<int>(at - names.begin());
}

/// Number among the hazards of the model; -1 if it does not move.
int CreditTerms::hazard(int credit) const {
    if (credit < 0) return -1;
    const CreditMarket& market = world_.credits.at(static_cast<std::size_t>(credit));
    const auto at = std::find_if(hazards_.begin(), hazards_.end(),
                                 [&](const HazardTerms& h) { return h.name == market.name; });
    return at == hazards_.end() || !market.fault.empty() ? -1 : static_cast<int>(at - hazards_.begin());
}

bool CreditTerms::moves(int netting_set) const {
    return hazard(settings_.own_credit) >= 0 || hazard(counterparty(netting_set)) >= 0;
}

CreditTerms::Moving CreditTerms::moving(const std::vector<int>& netting_sets) const {
    Moving moving;
    const auto add = [&](int credit) {
        const int number = hazard(credit);
        if (number < 0 || !moving.path.emplace(credit, static_cast<int>(moving.names.size())).second) return;
        moving.names.push_back({number, &world_.credits[static_cast<std::size_t>(credit)].survival});
    };
    add(settings_.own_credit);
    if (!moving.names.empty()) moving.own = SurvivalPaths::Own::first;
    for (int set : netting_sets) add(counterparty(set));
    return moving;
}

PartyCredit CreditTerms::party(int credit, const Moving& moving) const {
    PartyCredit party;
    if (credit < 0) return party;
    const CreditMarket& market = world_.credits.at(static_cast<std::size_t>(credit));
    if (!market.fault.empty()) return party;
    for (Date date : settings_.dates) party.survival.push_back(market.survival(date));
    party.recovery = market.recovery;
    if (const auto path = moving.path.find(credit); path != moving.path.end()) party.path = path->second;
    return party;
}

std::vector<SetCredit> CreditTerms::sets(const std::vector<int>& netting_sets) const {
    const Moving names = moving(netting_sets);
    std::vector<SetCredit> sets;
    for (int set : netting_sets)
        sets.push_back({party(counterparty(set), names), party(settings_.own_credit, names)});
    return sets;
}

GroupCredit CreditTerms::group(const std::vector<int>& netting_sets, const CrossAsset& model) const {
    GroupCredit credit{sets(netting_sets), nullptr};
    const Moving moved = moving(netting_sets);
    if (!moved.names.empty())
        credit.paths = std::make_shared<SurvivalPaths>(model, settings_.dates, moved.names, moved.own,
                                                       settings_.sampler, settings_.threads);
    return credit;
}

}  // namespace snell
