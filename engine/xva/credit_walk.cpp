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
      rows_(numbers(names_ * sides * rows_of_name)),
      noises_(numbers(names_ > 0 ? max_hazard_noises : 0)),
      own_noises_(numbers(names_ > 0 ? sides * max_hazard_noises : 0)),
      weights_(numbers(names_ > 0 ? set_weights : 0)),
      flat_(numbers(names_ > 0 ? 4 : 0)) {}

void CreditWalk::start(std::uint32_t replicate, std::uint64_t first_path, const double* today) {
    replicate_ = replicate;
    first_path_ = first_path;
    after_ = today;
    for (int k = 0; k < static_cast<int>(names_); ++k)
        for (int side = 0; side < sides; ++side) {
            std::fill_n(row(k, side, state), xva_block, credit_.paths->start(k));
            std::fill_n(row(k, side, integral), xva_block, 0.0);
            std::fill_n(row(k, side, survival_now), xva_block, 1.0);
        }
}

void CreditWalk::move(int date, const double* states) {
    if (names_ == 0) return;
    before_ = after_;
    after_ = states;
    for (int k = 0; k < static_cast<int>(names_); ++k)
        for (int side = 0; side < sides; ++side) move(k, side, date);
}

void CreditWalk::move(int name, int side, int date) {
    std::copy_n(row(name, side, survival_now), xva_block, row(name, side, survival_before));
    // Our own name comes first: the others' noises hang on its, of the same side.
    double* const own = own_noises_.data() + side * max_hazard_noises * xva_block;
    HazardRows rows;
    rows.before = before_;
    rows.after = after_;
    rows.own_noises = own;
    rows.sign = side == 0 ? 1.0 : -1.0;
    rows.noises = name == 0 ? own : noises_.data();
    rows.state = row(name, side, state);
    rows.integral = row(name, side, integral);
    rows.survival = row(name, side, survival_now);
    kernels_.survive(credit_.paths->move(name, date), rows, credit_.paths->draws(name, replicate_),
                     first_path_);
}

CreditWalk::Rows CreditWalk::survival(const PartyCredit& party, int side, int date, double* flat) {
    if (party.path >= 0) return {row(party.path, side, survival_before), row(party.path, side, survival_now)};
    const auto at = [&](int d) {
        return d < 0 || party.survival.empty() ? 1.0 : party.survival[static_cast<std::size_t>(d)];
    };
    std::fill_n(flat, xva_block, at(date - 1));
    std::fill_n(flat + xva_block, xva_block, at(date));
    return {flat, flat + xva_block};
}

void CreditWalk::add_weights(const SetCredit& set, int side, int date, const double* deflator) {
    const Rows counterparty = survival(set.counterparty, side, date, flat_.data());
    const Rows own = survival(set.own, side, date, flat_.data() + 2 * xva_block);
    constexpr int count = set_weights - 1;
    double* const to = weights_.data();
    for (int i = 0; i < xva_block; ++i) {
        double weights[count];
        for (int k = 0; k < count; ++k) weights[k] = to[k * xva_block + i];
        snell::add_weights(counterparty.at(i), own.at(i), deflator[i] / sides, weights);
        for (int k = 0; k < count; ++k) to[k * xva_block + i] = weights[k];
    }
}

double* CreditWalk::weigh(const SetCredit& set, int date, const double* deflator) {
    std::fill_n(weights_.data(), (set_weights - 1) * xva_block, 0.0);
    for (int side = 0; side < sides; ++side) add_weights(set, side, date, deflator);
    return weights_.data();
}

}  // namespace snell
