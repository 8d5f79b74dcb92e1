#pragma once
#include <memory>
#include <vector>

#include "engine/kernels/block.h"
#include "engine/kernels/kernels.h"
#include "engine/xva/market_program.h"
#include "models/cross_asset.h"

namespace snell {

/// The dates at which the state of the market is wanted, all after today.
struct MarketDates {
    std::vector<Date> grid;     ///< simulated; their draws are the sampler's
    std::vector<Date> between;  ///< filled in by exact bridges; none after the last of the grid
};

/// Paths of a CrossAsset model's state.
///
/// Grid: exact moves from date to date on the sampler's draws, Sobol' points in the order of a Brownian
/// bridge over the grid.  A date in between belongs to a fixed tree: the days between two neighbours of the
/// grid are halved until the date is met, and every middle is drawn, from Philox normals of its own day,
/// given the states at both ends.  So the state at a date is a pure function of (seed, replicate, path, grid,
/// date): asking for more dates in between changes no bit of any other.
class MarketPaths {
  public:
    /// Throws std::invalid_argument if a date is not after today, or lies after the grid, if there are more
    /// than max_market_factors factors, or Sobol' points of so many dimensions do not exist;
    /// std::runtime_error if this processor lacks the instruction set.
    MarketPaths(const CrossAsset& model, const MarketDates& dates, const Sampler& sampler,
                Isa isa = Isa::automatic);
    MarketPaths(const MarketPaths&) = delete;
    MarketPaths& operator=(const MarketPaths&) = delete;
    MarketPaths(MarketPaths&&) = default;
    MarketPaths& operator=(MarketPaths&&) = default;

    /// Grid and dates in between, increasing, each once.
    const std::vector<Date>& dates() const { return dates_; }
    int factors() const { return static_cast<int>(start_.size()); }

    /// Calls visit(date number, states) in the order of dates() for the market_block paths from
    /// block * market_block on; states, [factor][path], are valid during the call.  Safe from any thread.
    template <class Visit>
    void walk(std::uint32_t replicate, std::int64_t block, Visit&& visit) const {
        Scratch slots(static_cast<std::size_t>(slots_) * start_.size() * market_block);
        const auto first_path = static_cast<std::uint64_t>(block) * market_block;
        const MarketProgram what = program();
        kernels_->grid(what, replicate, first_path, slots.data());
        for (const MarketEvent& event : events_) {
            if (event.bridge >= 0)
                kernels_->bridge(what, bridges_[static_cast<std::size_t>(event.bridge)], replicate,
                                 first_path, slots.data());
            if (event.date < 0) continue;
            const double* const states =
                slots.data() + static_cast<std::size_t>(event.slot) * start_.size() * market_block;
            visit(event.date, states);
        }
    }

    /// What a walk does, for one who does it elsewhere; valid while the paths live.
    MarketProgram program() const {
        return {draws_.get(), moves_.data(), static_cast<int>(moves_.size()),
                factors(),    start_.data(), between_};
    }
    const std::vector<MarketBridge>& bridges() const { return bridges_; }
    const std::vector<MarketEvent>& events() const { return events_; }
    int slots() const { return slots_; }

  private:
    /// The numbers behind an AffineMap.
    struct Numbers {
        std::vector<double> offset;
        std::vector<int> ends;
        std::vector<AffineTerm> terms;
        AffineMap map() const {
            return {static_cast<int>(offset.size()), offset.data(), ends.data(), terms.data()};
        }
    };
    /// Days between two dates of known slots.
    struct Gap {
        Date begin, end;
        int begin_slot, end_slot, free_slot;
    };

    std::vector<Date> dates_;
    std::vector<double> start_;
    std::unique_ptr<DrawPlan> draws_;
    std::vector<std::unique_ptr<Numbers>> numbers_;
    std::vector<AffineMap> moves_;
    std::vector<MarketBridge> bridges_;
    std::vector<MarketEvent> events_;
    Philox between_;
    int slots_ = 0;
    const MarketKernels* kernels_;

    AffineMap keep(const std::vector<const Matrix<double>*>& maps, const std::vector<double>& offset);
    void lay_grid(const CrossAsset& model, const std::vector<Date>& grid);
    void fill(const CrossAsset& model, const Gap& gap);
    int number(Date date) const;
};

}  // namespace snell
