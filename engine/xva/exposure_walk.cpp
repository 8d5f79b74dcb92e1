#include "engine/xva/exposure_backend.h"

#include <algorithm>

#include "engine/xva/credit_walk.h"

namespace snell {
namespace {

/// One thread's rows and balances.
class BlockWalk {
  public:
    BlockWalk(const ExposurePlan& plan, const ReplicatePaths& replicate, ReplicateProfile& sums)
        : group_(plan.group),
          layout_(plan.layout),
          paths_(plan.paths),
          kernels_(plan.kernels),
          replicate_(replicate),
          sums_(sums),
          sets_(plan.credit.sets),
          credit_(plan.credit, plan.kernels),
          kept_(row_count(group_.kept_rows)),
          rows_(row_count(group_.rows)),
          own_(row_count(5)),
          balances_(row_count(lay_balances())),
          today_(row_count(static_cast<int>(group_.today.size()))) {
        sums_.means.assign(layout_.size(), 0.0);
        if (replicate.keep)
            sums_.values.resize(group_.netting_sets() * layout_.dates() *
                                static_cast<std::size_t>(replicate.paths));
        for (std::size_t f = 0; f < group_.today.size(); ++f) {
            double* const row = today_.data() + f * xva_block;
            std::fill(row, row + xva_block, group_.today[f]);
        }
    }

    void block(std::int64_t number) {
        first_path_ = number * xva_block;
        count_ = static_cast<int>(std::min<std::int64_t>(xva_block, replicate_.paths - first_path_));
        for (std::size_t u = 0; u < group_.units.size(); ++u) start_balance(u);
        credit_.start(replicate_.replicate, static_cast<std::uint64_t>(first_path_), today_.data());
        std::size_t day = 0, event = 0;
        if (!group_.days.empty() && group_.days[0].day == 0) visit(group_.days[day++], event, today_.data());
        paths_.walk(replicate_.replicate, number,
                    [&](int, const double* states) { visit(group_.days[day++], event, states); });
    }

  private:
    const ExposureGroup& group_;
    const ProfileLayout& layout_;
    const MarketPaths& paths_;
    const XvaKernels& kernels_;
    const ReplicatePaths& replicate_;
    ReplicateProfile& sums_;
    const std::vector<SetCredit>& sets_;
    CreditWalk credit_;
    std::vector<int> first_balance_;  ///< [unit] row of its ring of balances
    Scratch kept_, rows_, own_, balances_, today_;
    const double* weights_ = nullptr;  ///< rows of the netting set at hand
    std::int64_t first_path_ = 0;
    int count_ = 0;

    static std::size_t row_count(int rows) { return static_cast<std::size_t>(rows + 1) * xva_block; }

    int lay_balances() {
        int rows = 0;
        for (const Margining& margining : group_.margining) {
            first_balance_.push_back(rows);
            if (margining.active) rows += margining.depth;
        }
        return rows;
    }

    double* balance(std::size_t unit, int date) {
        const int depth = group_.margining[unit].depth;
        const int row = first_balance_[unit] + (date + depth) % depth;  // date -1: today's
        return balances_.data() + static_cast<std::ptrdiff_t>(row) * xva_block;
    }

    void start_balance(std::size_t unit) {
        const Margining& margining = group_.margining[unit];
        if (!margining.active) return;
        for (int date = -1; date < margining.depth - 1; ++date)
            std::fill_n(balance(unit, date), xva_block, margining.initial_balance);
    }

    void visit(const ExposureGroup::Day& day, std::size_t& event, const double* states) {
        const BlockRows rows{states, kept_.data(), rows_.data()};
        if (replicate_.step) replicate_.step->move();
        for (; event < day.events_end; ++event) kernels_.happen(group_.events[event], rows);
        if (day.point < 0) return;
        const PointProgram& point = group_.points[static_cast<std::size_t>(day.point)];
        double* const deflator = own_.data();
        double* const whole = deflator + xva_block;
        double* const part = whole + xva_block;
        kernels_.prepare(point, rows, deflator);
        if (day.date >= 0) credit_.move(day.date, states);
        std::size_t netting_set = 0;
        double* const left = part + xva_block;
        for (std::size_t u = 0; u < group_.units.size(); ++u) {
            Netted netted;
            netted.deflator = deflator;
            netted.paths = count_;
            netted.value = whole;
            if (!is_walked(u)) {
                if (group_.units[u].position < 0) ++netting_set;
                continue;
            }
            if (group_.units[u].position >= 0) {
                kernels_.value(point, u, rows, part);
                trade(u, day, rows, netted);
                continue;
            }
            kernels_.value(point, u, rows, whole);
            if (group_.margining[u].active) call(u, day.day, rows, netted);
            if (day.date < 0) continue;
            if (group_.margining[u].active) hold(u, day.date, rows, netted);
            weights_ =
                layout_.weights(u) > 1 ? credit_.weigh(sets_[netting_set], day.date, deflator) : nullptr;
            expose_set(u, day.date, netted, left);
            if (replicate_.witness)
                replicate_.witness->see({u, day.date, first_path_, count_, rows, left, deflator, weights_});
            keep_values(netting_set++, day.date, left, deflator);
        }
    }

    bool is_walked(std::size_t unit) const { return !replicate_.witness || replicate_.witness->units[unit]; }

    void expose_set(std::size_t unit, int date, Netted netted, double* left) {
        const double* const deflator = netted.deflator;
        const bool has_trades = unit + 1 < group_.units.size() && group_.units[unit + 1].position >= 0;
        for (int w = 0; w < layout_.weights(unit); ++w) {
            netted.deflator = weighted(deflator, w);
            add(sums(unit, date, w), kernels_.expose(netted, left));
            // The whole that the parts of its trades share.
            if (has_trades) add(sums(unit, date, w), kernels_.allocate(netted, netted.value));
        }
    }

    /// The deflator times a weight of the netting set at hand, whose trades come after it.
    const double* weighted(const double* deflator, int weight) const {
        return weight == 0 ? deflator : weights_ + (weight - 1) * xva_block;
    }

    /// A trade alone, its part of the netting set `whole`, and the set without it, which is margined on its
    /// own value.
    void trade(std::size_t unit, const ExposureGroup::Day& day, const BlockRows& rows, const Netted& whole) {
        const double* const part = whole.value + xva_block;
        double* const left = own_.data() + 3 * xva_block;
        double* const rest = left + xva_block;
        const bool margined = group_.margining[unit].active;
        Netted without = whole, alone = whole, netted = whole;
        without.value = rest;
        alone.value = part;
        if (margined) {
            for (int i = 0; i < xva_block; ++i) rest[i] = whole.value[i] - part[i];
            call(unit, day.day, rows, without);
        }
        if (day.date < 0) return;
        if (margined) hold(unit, day.date, rows, without);
        for (int w = 0; w < layout_.weights(unit); ++w) {
            alone.deflator = netted.deflator = without.deflator = weighted(whole.deflator, w);
            double* const to = sums(unit, day.date, w);
            add(to, kernels_.expose(alone, left));
            AllocationSums allocated = kernels_.allocate(netted, part);
            if (margined) {
                const ExposureSums open = kernels_.expose(without, left);
                allocated.without_positive = open.positive;
                allocated.without_negative = open.negative;
            }
            add(to, allocated);
        }
    }

    /// Balances that are called on this day, for every date that will hold them.
    void call(std::size_t unit, int day, const BlockRows& rows, Netted netted) {
        const Margining& margining = group_.margining[unit];
        const auto [begin, end] =
            std::equal_range(margining.call_days.begin(), margining.call_days.end(), day);
        netted.spot = rows.row(margining.currency);
        for (auto at = begin; at != end; ++at) {
            const int date = static_cast<int>(at - margining.call_days.begin());
            netted.balance = balance(unit, date - 1);
            kernels_.call(margining.terms, netted, balance(unit, date));
        }
    }

    void hold(std::size_t unit, int date, const BlockRows& rows, Netted& netted) {
        const Margining& margining = group_.margining[unit];
        netted.balance = balance(unit, date);
        netted.spot = rows.row(margining.currency);
        netted.growth = rows.row(group_.currencies + margining.currency);
        netted.independent = margining.terms.independent_amount;
        netted.floor_spread = margining.spread_receive * margining.steps[static_cast<std::size_t>(date)];
    }

    double* sums(std::size_t unit, int date, int weight) {
        return sums_.means.data() + layout_.at(unit, static_cast<std::size_t>(date), weight);
    }

    static void add(double* to, const ExposureSums& block) {
        const double found[] = {block.positive, block.negative, block.collateral,
                                block.received, block.posted,   block.floor};
        for (int k = 0; k < ExposureSums::count; ++k) to[k] += found[k];
    }

    static void add(double* to, const AllocationSums& block) {
        to += ExposureSums::count;
        const double found[] = {block.positive, block.negative, block.without_positive,
                                block.without_negative};
        for (int k = 0; k < AllocationSums::count; ++k) to[k] += found[k];
    }

    void keep_values(std::size_t netting_set, int date, const double* left, const double* deflator) {
        if (!replicate_.keep) return;
        const auto row = netting_set * layout_.dates() + static_cast<std::size_t>(date);
        double* const to =
            sums_.values.data() + row * static_cast<std::size_t>(replicate_.paths) + first_path_;
        for (int i = 0; i < count_; ++i)
            to[i] = *replicate_.keep == QuantileOf::deflated ? left[i] * deflator[i] : left[i];
    }
};

class ProcessorWalker : public ExposureWalker {
  public:
    explicit ProcessorWalker(const ExposurePlan& plan) : plan_(plan) {}

    int at_a_time(std::int64_t, std::size_t) const override { return 1; }
    std::vector<ReplicateProfile> walk(std::span<const ReplicatePaths> replicates) const override {
        std::vector<ReplicateProfile> profiles;
        for (const ReplicatePaths& each : replicates) profiles.push_back(walk_exposure(plan_, each));
        return profiles;
    }

  private:
    ExposurePlan plan_;
};

}  // namespace

std::unique_ptr<ExposureWalker> processor_walker(const ExposurePlan& plan) {
    return std::make_unique<ProcessorWalker>(plan);
}

ReplicateProfile walk_exposure(const ExposurePlan& plan, const ReplicatePaths& replicate) {
    ReplicateProfile profile;
    BlockWalk walk(plan, replicate, profile);
    for (std::int64_t number = 0; number * xva_block < replicate.paths; ++number) {
        if (replicate.abandon && replicate.abandon->load(std::memory_order_relaxed)) break;
        walk.block(number);
        if (replicate.walked)
            replicate.walked->fetch_add(
                std::min<std::int64_t>(xva_block, replicate.paths - number * xva_block),
                std::memory_order_relaxed);
    }
    for (double& mean : profile.means) mean /= static_cast<double>(replicate.paths);
    return profile;
}

void witness_exposure(const ExposurePlan& plan, ReplicatePaths replicate, const ExposureWitness& witness) {
    replicate.keep.reset();
    replicate.walked = nullptr;
    replicate.witness = &witness;
    walk_exposure(plan, replicate);
}

}  // namespace snell
