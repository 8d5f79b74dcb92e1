#include "engine/xva/claims.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "engine/xva/flows.h"

namespace snell {
namespace {

constexpr int never = std::numeric_limits<int>::max() / 2;

void demand(const std::string& fault) {
    if (!fault.empty()) throw std::runtime_error(fault);
}

}  // namespace

ClaimBook::ClaimBook(const MarketView& view, PathRules rules, std::vector<int> grid, int last)
    : view_(&view), rules_(rules), grid_(std::move(grid)), last_(last) {}

std::size_t ClaimBook::Hash::operator()(const BasisKey& key) const {
    std::uint64_t hash = 0;
    for (int part : {key.currency, key.index, key.start, key.end, key.pay, key.relative, key.equity})
        hash = (hash ^ static_cast<std::uint32_t>(part)) * 0x9e3779b97f4a7c15ull;
    return hash ^ hash >> 32;
}

int ClaimBook::basis(const BasisKey& key) {
    const auto [at, is_new] = basis_numbers_.try_emplace(key, static_cast<int>(bases_.size()));
    if (!is_new) return at->second;
    const World& world = view_->world();
    demand(world.currencies[static_cast<std::size_t>(key.currency)].fault);
    if (key.index >= 0) {
        const IndexMarket& index = world.indices[static_cast<std::size_t>(key.index)];
        demand(index.fault);
        if (index.currency != key.currency)
            throw std::runtime_error("a leg in another currency than its index needs a quanto adjustment");
    }
    if (key.equity >= 0) demand(world.equities[static_cast<std::size_t>(key.equity)].fault);
    if (std::max({key.start, key.end, key.pay, key.relative}) >= view_->days())
        throw std::runtime_error("a date lies beyond the last day of the market's curves");
    bases_.push_back(key);
    return at->second;
}

int ClaimBook::scale(const ScaleKey& key) {
    const World& world = view_->world();
    if (key.reference >= 0) demand(world.yield_curves[static_cast<std::size_t>(key.reference)].fault);
    if (key.credit >= 0) demand(world.credits[static_cast<std::size_t>(key.credit)].fault);
    const auto at = std::find(scales_.begin(), scales_.end(), key);
    if (at != scales_.end()) return static_cast<int>(at - scales_.begin());
    scales_.push_back(key);
    return static_cast<int>(scales_.size()) - 1;
}

int ClaimBook::next(int day) const {
    const auto at = std::upper_bound(grid_.begin(), grid_.end(), day);
    return at == grid_.end() ? never : *at;
}

int ClaimBook::seen(Date fixing) const {
    const int day = std::max(0, view_->day(fixing));
    return rules_.fixing == FixingRule::true_dates || day == 0 ? day : next(day - 1);
}

const MarketVolatility* ClaimBook::quote(int volatility) const {
    if (rules_.option == OptionRule::model) return nullptr;
    return &volatility_of(view_->world(), volatility);
}

int ClaimBook::new_row(int day) {
    kept_.push_back({day, day});
    return static_cast<int>(kept_.size()) - 1;
}

int ClaimBook::own_row(Event event) {
    event.row = new_row(event.day);
    events_.push_back(std::move(event));
    return events_.back().row;
}

void ClaimBook::keep_until(int row, int day) {
    KeptLife& life = kept_[static_cast<std::size_t>(row)];
    life.last = std::max(life.last, std::min(day, last_));
}

int ClaimBook::growth_row(int index, int fixing_day, int start, int end) {
    const auto [at, is_new] = row_numbers_.try_emplace({fixing_day, index, 0, start, end, 0}, 0);
    if (is_new) {
        const int currency = view_->world().indices[static_cast<std::size_t>(index)].currency;
        basis({.currency = currency, .index = index, .start = start, .end = end});  // known to the market?
        Event event;
        event.day = fixing_day;
        const MarketDay today(*view_, fixing_day);
        event.factor = today.plain(currency, today.growth(index, start, end));
        at->second = own_row(std::move(event));
    }
    return at->second;
}

int ClaimBook::set_row(int delivery, int day, const LogLinear& factor) {
    RowKey key{day, delivery, factor.states, 0, 0, 1};
    for (int k = 0; k < factor.states; ++k) {  // which states, and with which sign
        const auto i = static_cast<std::size_t>(k);
        key.start = key.start * 256 + 2 * factor.state[i] + (factor.coefficient[i] > 0.0 ? 1 : 0);
    }
    const auto [at, is_new] = row_numbers_.try_emplace(key, 0);
    if (is_new) {
        Event event;
        event.day = day;
        event.factor = factor;
        at->second = own_row(std::move(event));
    }
    return at->second;
}

int ClaimBook::product_row(int first, int second, int day) {
    const auto [at, is_new] = row_numbers_.try_emplace({day, first, second, 0, 0, -1}, 0);
    if (is_new) {
        Event event;
        event.kind = Event::Kind::multiply;
        event.day = day;
        event.first = first;
        event.second = second;
        keep_until(first, day);
        keep_until(second, day);
        at->second = own_row(std::move(event));
    }
    return at->second;
}

}  // namespace snell
