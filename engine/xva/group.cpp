#include "engine/xva/group.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <set>
#include <stdexcept>

#include "engine/parallel.h"

namespace snell {
namespace {

void append(UnitClaims& to, const UnitClaims& from) {
    to.claims.insert(to.claims.end(), from.claims.begin(), from.claims.end());
    to.rate_options.insert(to.rate_options.end(), from.rate_options.begin(), from.rate_options.end());
    to.early_options.insert(to.early_options.end(), from.early_options.begin(), from.early_options.end());
    to.spot_options.insert(to.spot_options.end(), from.spot_options.begin(), from.spot_options.end());
}

/// Last day on which collateral could be called, at its frequency from today on, at least the margin period
/// of risk before a day.
int call_day(const Csa& csa, Date today, int day) {
    const Date latest = advance(today + day, csa.margin_period_of_risk, -1);
    if (latest < today) return -1;
    const Period every = csa.call_frequency;
    if (every.months == 0)
        return every.days > 1 ? (latest - today) / every.days * every.days : latest - today;
    int count = 0;
    while (advance(today, every, count + 1) <= latest) ++count;
    return advance(today, every, count) - today;
}

Margining margining_of(const Csa& csa, Date today, const std::vector<int>& dates) {
    constexpr double unbounded = std::numeric_limits<double>::infinity();
    Margining margining;
    if (!csa.active) return margining;
    margining.active = true;
    margining.currency = csa.currency;
    margining.terms = {csa.threshold_receive,
                       csa.threshold_pay,
                       csa.minimum_transfer_receive,
                       csa.minimum_transfer_pay,
                       csa.independent_amount,
                       csa.posting == Csa::Posting::post_only ? 0.0 : unbounded,
                       csa.posting == Csa::Posting::call_only ? 0.0 : -unbounded};
    margining.initial_balance = csa.initial_balance;
    margining.spread_receive = csa.spread_receive;
    margining.spread_pay = csa.spread_pay;
    for (std::size_t i = 0; i < dates.size(); ++i) {
        margining.call_days.push_back(call_day(csa, today, dates[i]));
        margining.steps.push_back(i + 1 < dates.size() ? (dates[i + 1] - dates[i]) / 365.0 : 0.0);
    }
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const auto called =
            std::upper_bound(margining.call_days.begin(), margining.call_days.end(), dates[i]) -
            margining.call_days.begin();
        margining.depth = std::max(margining.depth, static_cast<int>(called) - static_cast<int>(i) + 1);
    }
    return margining;
}

class GroupBuilder {
  public:
    GroupBuilder(const Book& book, const MarketView& view, const GroupOrder& order)
        : book_(book),
          view_(view),
          order_(order),
          claims_(view, order.rules, order.dates, order.dates.back()) {}

    ExposureGroup build() {
        group_.currencies = view_.currencies();
        group_.today = view_.today_states();
        for (int netting_set : order_.netting_sets) add(netting_set);
        keep_rows();
        list_days();
        build_points();
        keep_early_options();
        return std::move(group_);
    }

  private:
    const Book& book_;
    const MarketView& view_;
    const GroupOrder& order_;
    ClaimBook claims_;
    ExposureGroup group_;
    std::vector<int> slots_;  ///< [kept life]

    void add(int netting_set) {
        const Csa& csa = book_.netting_sets[static_cast<std::size_t>(netting_set)].csa;
        const std::size_t whole = group_.units.size();
        group_.units.push_back({netting_set, -1, {}});
        group_.margining.push_back(margining_of(csa, book_.today, order_.dates));
        for (int trade : trades_of(book_, netting_set)) {
            const Position& position = book_.positions[static_cast<std::size_t>(trade)];
            const Step step(order_.board, StepKind::tell, step_number(position.id));
            try {
                UnitClaims told = claims_.claims_of(position.instrument);
                for (EarlyOption& option : told.early_options) option.trade = trade;
                append(group_.units[whole].claims, told);
                if (order_.units == GroupOrder::Units::trades) {
                    group_.units.push_back({netting_set, trade, std::move(told)});
                    group_.margining.push_back(group_.margining[whole]);
                }
            } catch (const std::bad_alloc&) {
                throw;  // nothing that the trade is to blame for
            } catch (const std::exception& fault) {
                group_.unvalued.push_back({trade, fault.what()});
            }
        }
    }

    /// A kept row takes the place of one that is read no more.
    void keep_rows() {
        const std::vector<KeptLife>& lives = claims_.kept();
        std::vector<int> order(lives.size());
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int>(k);
        const auto life = [&](int k) { return lives[static_cast<std::size_t>(k)]; };
        std::stable_sort(order.begin(), order.end(),
                         [&](int a, int b) { return life(a).from < life(b).from; });
        using Busy = std::pair<int, int>;  // last day, place
        std::priority_queue<Busy, std::vector<Busy>, std::greater<>> busy;
        slots_.resize(lives.size());
        for (int k : order) {
            int place = group_.kept_rows;
            if (!busy.empty() && busy.top().first < life(k).from) {
                place = busy.top().second;
                busy.pop();
            } else {
                ++group_.kept_rows;
            }
            slots_[static_cast<std::size_t>(k)] = place;
            busy.push({life(k).last, place});
        }
        group_.events = claims_.events();
        std::stable_sort(group_.events.begin(), group_.events.end(),
                         [](const Event& a, const Event& b) { return a.day < b.day; });
        for (Event& event : group_.events)
            for (int* row : {&event.row, &event.first, &event.second})
                *row = slots_.empty() ? 0 : slots_[static_cast<std::size_t>(*row)];
    }

    void keep_early_options() {
        for (ExposureUnit& unit : group_.units)
            for (EarlyOption& option : unit.claims.early_options)
                for (int& row : option.alive) row = slots_[static_cast<std::size_t>(row)];
    }

    void list_days() {
        std::set<int> days(order_.dates.begin(), order_.dates.end()), points = days;
        for (const Margining& margining : group_.margining)
            for (int day : margining.call_days)
                if (day >= 0) points.insert(day);
        for (const Event& event : group_.events) days.insert(event.day);
        days.insert(points.begin(), points.end());
        std::size_t events = 0;
        for (int day : days) {
            ExposureGroup::Day entry;
            entry.day = day;
            while (events < group_.events.size() && group_.events[events].day <= day) ++events;
            entry.events_end = events;
            if (points.contains(day)) {
                entry.point = static_cast<int>(group_.points.size());
                group_.points.emplace_back().day = day;
            }
            const auto date = std::lower_bound(order_.dates.begin(), order_.dates.end(), day);
            if (date != order_.dates.end() && *date == day)
                entry.date = static_cast<int>(date - order_.dates.begin());
            group_.days.push_back(entry);
        }
    }

    bool is_valued(std::size_t unit, int day) const {
        const std::vector<int>& calls = group_.margining[unit].call_days;
        return std::binary_search(order_.dates.begin(), order_.dates.end(), day) ||
               std::binary_search(calls.begin(), calls.end(), day);
    }

    void build_points() {
        std::vector<std::vector<RatePayoff>> payoffs(group_.units.size());
        parallel_ranges(order_.threads, payoffs.size(), 1, [&](std::size_t begin, std::size_t end) {
            const Step step(order_.board, StepKind::build, begin);
            for (std::size_t u = begin; u < end; ++u)
                for (const RateOption& option : group_.units[u].claims.rate_options) {
                    payoffs[u].emplace_back(view_, claims_.bases(), option);
                    step.move();
                }
        });
        parallel_ranges(order_.threads, group_.points.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t p = begin; p < end; ++p) {
                const Step step(order_.board, StepKind::build, p);
                PointBuilder builder(claims_, slots_, group_.points[p].day);
                for (std::size_t u = 0; u < group_.units.size(); ++u, step.move())
                    is_valued(u, group_.points[p].day) ? builder.add(group_.units[u].claims, payoffs[u])
                                                       : builder.add({}, {});
                group_.points[p] = builder.take();
            }
        });
        for (const PointProgram& point : group_.points) group_.rows = std::max(group_.rows, point.rows());
    }
};

}  // namespace

std::vector<int> trades_of(const Book& book, int netting_set) {
    std::vector<int> trades;
    for (std::size_t k = 0; k < book.positions.size(); ++k)
        if (book.positions[k].netting_set == netting_set) trades.push_back(static_cast<int>(k));
    std::stable_sort(trades.begin(), trades.end(), [&](int a, int b) {
        return book.positions[static_cast<std::size_t>(a)].id <
               book.positions[static_cast<std::size_t>(b)].id;
    });
    return trades;
}

std::size_t ExposureGroup::netting_sets() const {
    return static_cast<std::size_t>(
        std::count_if(units.begin(), units.end(), [](const auto& unit) { return unit.position < 0; }));
}

ExposureGroup outline(const Book& book, const GroupOrder& order, const std::vector<UnvaluedTrade>& unvalued) {
    std::set<int> missing;
    for (const UnvaluedTrade& trade : unvalued) missing.insert(trade.position);
    ExposureGroup group;
    for (int netting_set : order.netting_sets) {
        const Csa& csa = book.netting_sets[static_cast<std::size_t>(netting_set)].csa;
        group.units.push_back({netting_set, -1, {}});
        group.margining.push_back(margining_of(csa, book.today, order.dates));
        if (order.units == GroupOrder::Units::netting_sets) continue;
        for (int trade : trades_of(book, netting_set))
            if (!missing.contains(trade)) {
                group.units.push_back({netting_set, trade, {}});
                group.margining.push_back(Margining(group.margining.back()));
            }
    }
    return group;
}

ExposureGroup build_group(const Book& book, const MarketView& view, const GroupOrder& order) {
    return GroupBuilder(book, view, order).build();
}

}  // namespace snell
