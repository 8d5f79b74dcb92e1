#pragma once
#include "engine/kernels/block.h"
#include "engine/xva/credit.h"
#include "engine/xva/credit_on_path.h"
#include "engine/xva/kernels.h"

namespace snell {

/// One thread's survival along the paths of a block: on each path of the market two, whose normals are each
/// other's negatives.  What a weight is, is the mean of both: what the normals move evenly cancels.
class CreditWalk {
  public:
    CreditWalk(const GroupCredit& credit, const XvaKernels& kernels);

    /// At a block's first path; `today` are the states of the market today, [factor][path].
    void start(std::uint32_t replicate, std::uint64_t first_path, const double* today);
    /// To the next simulated date; `states`, [factor][path], stay as they are until the date after.
    void move(int date, const double* states);
    /// The deflator times each weight after `none` of a set whose credit moves: rows, the first for
    /// CreditWeight::counterparty.
    double* weigh(const SetCredit& set, int date, const double* deflator);

  private:
    static constexpr int sides = 2;
    static constexpr int rows_of_name = 4;  ///< x, its integral, survival at the date before, survival
    const GroupCredit& credit_;
    const XvaKernels& kernels_;
    std::size_t names_;
    Scratch rows_, noises_, own_noises_, weights_, flat_;
    const double *before_ = nullptr, *after_ = nullptr;  ///< states
    std::uint32_t replicate_ = 0;
    std::uint64_t first_path_ = 0;

    double* row(int name, int side, int which) {
        return rows_.data() +
               static_cast<std::ptrdiff_t>((name * sides + side) * rows_of_name + which) * xva_block;
    }
    void move(int name, int side, int date);
    void add_weights(const SetCredit& set, int side, int date, const double* deflator);
    struct Rows {
        const double *before, *now;
        Survival<double> at(int path) const { return {before[path], now[path]}; }
    };
    Rows survival(const PartyCredit& party, int side, int date, double* flat);
};

}  // namespace snell
