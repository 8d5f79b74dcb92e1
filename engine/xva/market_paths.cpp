#include "engine/xva/market_paths.h"

#include <algorithm>
#include <stdexcept>

#include "engine/meter/counted.h"

namespace snell {
namespace {

/// Keeps the draws between grid dates apart from those of the grid.
constexpr std::uint32_t between_purpose = 0x80;

const MarketKernels& market_kernels(Isa isa) {
    const Kernels& chosen = kernels(isa);
    if (&chosen == &avx512_kernels) return avx512_market_kernels;
    if (&chosen == &counted_kernels) return counted_market_kernels;
    return &chosen == &avx2_kernels ? avx2_market_kernels : scalar_market_kernels;
}

std::vector<Date> sorted(std::vector<Date> dates) {
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
    return dates;
}

void check(const CrossAsset& model, const std::vector<Date>& grid, const std::vector<Date>& all) {
    if (model.factors() > max_market_factors)
        throw std::invalid_argument("market paths: " + std::to_string(model.factors()) +
                                    " factors, more than " + std::to_string(max_market_factors));
    if (grid.empty()) throw std::invalid_argument("market paths: the grid has no date");
    if (all.front() <= model.today())
        throw std::invalid_argument("market paths: " + print(all.front()) + " is not after today");
    if (all.back() > grid.back())
        throw std::invalid_argument("market paths: " + print(all.back()) +
                                    " lies after the grid's last date, " + print(grid.back()));
}

}  // namespace

MarketPaths::MarketPaths(const CrossAsset& model, const MarketDates& dates, const Sampler& sampler, Isa isa)
    : start_(model.start()), kernels_(&market_kernels(isa)) {
    const std::vector<Date> grid = sorted(dates.grid);
    dates_ = dates.between;
    dates_.insert(dates_.end(), grid.begin(), grid.end());
    dates_ = sorted(std::move(dates_));
    check(model, grid, dates_);
    DrawShape shape;
    for (Date date : grid) shape.times.push_back(model.time(date));
    shape.normals_per_step = model.factors();
    draws_ = std::make_unique<DrawPlan>(sampler, std::move(shape));
    between_ = std::visit([](const auto& s) { return Philox{s.seed, s.purpose ^ between_purpose}; }, sampler);
    lay_grid(model, grid);
}

int MarketPaths::number(Date date) const {
    const auto at = std::lower_bound(dates_.begin(), dates_.end(), date);
    return at != dates_.end() && *at == date ? static_cast<int>(at - dates_.begin()) : -1;
}

/// The maps side by side, without what is 0; the last is the factor of a covariance, hence of the normals.
AffineMap MarketPaths::keep(const std::vector<const Matrix<double>*>& maps,
                            const std::vector<double>& offset) {
    auto numbers = std::make_unique<Numbers>();
    numbers->offset = offset;
    const int n = factors();
    for (int i = 0; i < n; ++i) {
        int source = 0;
        for (const Matrix<double>* map : maps)
            for (int j = 0; j < n; ++j, ++source)
                if ((*map)(i, j) != 0.0) numbers->terms.push_back({source, (*map)(i, j)});
        numbers->ends.push_back(static_cast<int>(numbers->terms.size()));
    }
    numbers_.push_back(std::move(numbers));
    return numbers_.back()->map();
}

void MarketPaths::lay_grid(const CrossAsset& model, const std::vector<Date>& grid) {
    const int free_slot = static_cast<int>(grid.size()) + 1;
    slots_ = free_slot;
    Date before = model.today();
    for (std::size_t k = 0; k < grid.size(); ++k) {
        const Transition move = model.transition(before, grid[k]);
        const Matrix<double> noise = cholesky(move.covariance);
        moves_.push_back(keep({&move.map, &noise}, move.offset));
        const int slot = static_cast<int>(k) + 1;
        fill(model, {before, grid[k], slot - 1, slot, free_slot});
        events_.push_back({-1, number(grid[k]), slot});
        before = grid[k];
    }
}

void MarketPaths::fill(const CrossAsset& model, const Gap& gap) {
    const auto wanted = std::upper_bound(dates_.begin(), dates_.end(), gap.begin);
    if (wanted == dates_.end() || *wanted >= gap.end) return;
    const Date middle = gap.begin + (gap.end - gap.begin) / 2;
    const BridgeTransition bridge = model.bridge(gap.begin, middle, gap.end);
    const Matrix<double> noise = cholesky(bridge.covariance);
    const AffineMap map = keep({&bridge.before, &bridge.after, &noise}, bridge.offset);
    bridges_.push_back({map, gap.begin_slot, gap.end_slot, gap.free_slot,
                        static_cast<std::uint32_t>(middle - model.today())});
    events_.push_back({static_cast<int>(bridges_.size()) - 1, -1, 0});
    slots_ = std::max(slots_, gap.free_slot + 1);
    fill(model, {gap.begin, middle, gap.begin_slot, gap.free_slot, gap.free_slot + 1});
    if (const int date = number(middle); date >= 0) events_.push_back({-1, date, gap.free_slot});
    fill(model, {middle, gap.end, gap.free_slot, gap.end_slot, gap.free_slot + 1});
}

}  // namespace snell
