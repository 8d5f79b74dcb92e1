#include "engine/xva/credit_walk.h"

#include <algorithm>

namespace snell {
namespace {

std::size_t numbers(std::size_t rows) { return (rows + 1) * xva_block; }

enum Row { state, integral, survival_before, survival_now };

}  // namespace

CreditWalk::CreditWalk(const GroupCredit& credit, const XvaKernels& kernels)
    : credit_(credit),
      kernels_(kernels),
      names_(credit.paths ? static_cast<std::size_t>(credit.paths->names()) : 0),
      rows_(numbers(names_ * rows_of_name)),
      noises_(numbers(names_ > 0 ? max_hazard_noises : 0)),
      own_noises_(numbers(names_ > 0 ? max_hazard_noises : 0)),
      weights_(numbers(names_ > 0 ? set_weights : 0)),
      flat_(numbers(names_ > 0 ? 4 : 0)) {}

void CreditWalk::start(std::uint32_t replicate, std::uint64_t first_path,
                       const std::vector<const double*>& today) {
    replicate_ = replicate;
    first_path_ = first_path;
    after_ = today;
    for (int k = 0; k < static_cast<int>(names_); ++k) {
        std::fill_n(row(k, state), xva_block, credit_.paths->start(k));
        std::fill_n(row(k, integral), xva_block, 0.0);
        std::fill_n(row(k, survival_now), xva_block, 1.0);
    }
}

void CreditWalk::move(int date, const double* const* states) {
    if (names_ == 0) return;
    before_ = after_;
    std::copy_n(states, after_.size(), after_.begin());
    for (int k = 0; k < static_cast<int>(names_); ++k) {
        std::copy_n(row(k, survival_now), xva_block, row(k, survival_before));
        // Our own name comes first: the others' noises hang on its.
        const HazardRows rows{before_.data(),      after_.data(),
                              own_noises_.data(),  k == 0 ? own_noises_.data() : noises_.data(),
                              row(k, state),       row(k, integral),
                              row(k, survival_now)};
        kernels_.survive(credit_.paths->move(k, date), rows, credit_.paths->draws(k, replicate_),
                         first_path_);
    }
}

CreditWalk::Survival CreditWalk::survival(const PartyCredit& party, int date, double* flat) {
    if (party.path >= 0) return {row(party.path, survival_before), row(party.path, survival_now)};
    const auto at = [&](int d) {
        return d < 0 || party.survival.empty() ? 1.0 : party.survival[static_cast<std::size_t>(d)];
    };
    std::fill_n(flat, xva_block, at(date - 1));
    std::fill_n(flat + xva_block, xva_block, at(date));
    return {flat, flat + xva_block};
}

double* CreditWalk::weigh(const SetCredit& set, int date, const double* deflator) {
    const Survival counterparty = survival(set.counterparty, date, flat_.data());
    const Survival own = survival(set.own, date, flat_.data() + 2 * xva_block);
    double* const to = weights_.data();
    const auto row = [&](CreditWeight weight) { return to + (static_cast<int>(weight) - 1) * xva_block; };
    for (int i = 0; i < xva_block; ++i) {
        const double c = counterparty.before[i], b = own.before[i], d = deflator[i];
        const double lost = (c - counterparty.now[i]) * d, we_lost = (b - own.now[i]) * d;
        row(CreditWeight::counterparty)[i] = lost;
        row(CreditWeight::own)[i] = we_lost;
        row(CreditWeight::counterparty_first)[i] = lost * b;
        row(CreditWeight::own_first)[i] = we_lost * c;
        row(CreditWeight::both_alive)[i] = c * b * d;
        row(CreditWeight::counterparty_alive)[i] = c * d;
    }
    return to;
}

}  // namespace snell
