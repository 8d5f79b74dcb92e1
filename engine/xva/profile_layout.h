#pragma once
#include "engine/xva/credit.h"
#include "engine/xva/group.h"
#include "engine/xva/kernels.h"

namespace snell {

/// Where the sums of a group's units stand: [unit][date][weight][sum], with weights beyond the first only
/// where a set's credit moves.
class ProfileLayout {
  public:
    static constexpr int sums = ExposureSums::count + AllocationSums::count;

    /// `credit`: of the group's netting sets, in its order.
    ProfileLayout(const ExposureGroup& group, const std::vector<SetCredit>& credit, std::size_t dates)
        : dates_(dates) {
        std::size_t set = 0;
        for (const ExposureUnit& unit : group.units) {
            if (unit.position < 0) ++set;
            first_.push_back(size_);
            weights_.push_back(weights(unit, credit[set - 1]));
            size_ += dates * static_cast<std::size_t>(weights_.back() * sums);
        }
    }

    std::size_t dates() const { return dates_; }
    std::size_t size() const { return size_; }
    /// How many weights a unit has; 1 where its credit does not move.
    int weights(std::size_t unit) const { return weights_[unit]; }
    std::size_t at(std::size_t unit, std::size_t date, int weight) const {
        return first_[unit] +
               (date * static_cast<std::size_t>(weights_[unit]) + static_cast<std::size_t>(weight)) * sums;
    }

  private:
    std::size_t dates_, size_ = 0;
    std::vector<std::size_t> first_;
    std::vector<int> weights_;

    static int weights(const ExposureUnit& unit, const SetCredit& credit) {
        if (!credit.moves()) return 1;
        return unit.position < 0 ? set_weights : trade_weights;
    }
};

}  // namespace snell
