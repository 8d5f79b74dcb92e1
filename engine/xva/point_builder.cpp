#include "engine/xva/point_builder.h"

#include <algorithm>

namespace snell {
namespace {

constexpr int first_product = 1 << 28;  ///< products are numbered from here until all exponentials are known

std::uint64_t pair_key(int a, int b) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) << 32 | static_cast<std::uint32_t>(b);
}

}  // namespace

PointBuilder::PointBuilder(const ClaimBook& book, std::span<const int> slots, int day)
    : book_(&book), slots_(slots), day_(book.view(), day) {
    const MarketView& view = book.view();
    program_.day = day;
    for (int c = 0; c < view.currencies(); ++c) {
        const StateRange range = view.range(c, day);
        intervals_.push_back({range.mean, std::max(reach_of_states * range.deviation, 1e-9)});
        program_.exponentials.push_back(day_.in_base(c, {}));
    }
    const int next = std::min(book.next(day), view.days() - 1);
    for (int c = 0; c < view.currencies(); ++c)
        program_.exponentials.push_back(day_.plain(c, -1.0 * day_.bond(c, next)));
    tables_.resize(intervals_.size());
    program_.deflator = day_.plain(0, day_.deflator(0));
    for (const BasisKey& each : book.bases())
        affines_.push_back(each.pay > day ? affine(day_, each) : Affine{});
    for (const ScaleKey& each : book.scales()) {
        const World& world = view.world();
        const auto t = static_cast<std::size_t>(day);
        double scale = 1.0;
        if (each.reference >= 0)
            scale = world.currencies[static_cast<std::size_t>(each.currency)].discount.values[t] /
                    world.yield_curves[static_cast<std::size_t>(each.reference)].discount.values[t];
        if (each.credit >= 0)
            scale /= world.credits[static_cast<std::size_t>(each.credit)].survival.values[t];
        scales_.push_back(scale);
    }
}

double PointBuilder::weight(const Claim& claim) const {
    return claim.scale < 0 ? claim.weight : claim.weight * scales_[static_cast<std::size_t>(claim.scale)];
}

template <class Fill>
const double* PointBuilder::Table::row(int basis, Fill fill) {
    int& place = places_[static_cast<std::size_t>(basis)];
    const bool is_new = place < 0;
    if (is_new) {
        place = rows_++;
        if (place % rows_per_chunk == 0)
            chunks_.push_back(
                std::make_unique_for_overwrite<double[]>(static_cast<std::size_t>(rows_per_chunk * nodes_)));
    }
    double* const row = chunks_[static_cast<std::size_t>(place / rows_per_chunk)].get() +
                        static_cast<std::ptrdiff_t>(place % rows_per_chunk) * nodes_;
    if (is_new) fill(row);
    return row;
}

const double* PointBuilder::nodes(int basis, const Chebyshev& rule) {
    const auto c = static_cast<std::size_t>(key(basis).currency);
    Table& table = tables_[c].try_emplace(rule.points(), affines_.size(), rule.points()).first->second;
    return table.row(basis, [&](double* row) {
        const Affine a = affines_[static_cast<std::size_t>(basis)];
        const Interval interval = intervals_[c];
        for (const double node : rule.nodes())
            *row++ = exp(a.level - a.slope * (interval.middle + interval.half * node));
    });
}

void PointBuilder::add(const UnitClaims& unit, std::span<const RatePayoff> payoffs) {
    add_smooth(unit, payoffs);
    for (const Claim& claim : unit.claims)
        if (lives(claim) && !is_smooth(claim, key(claim.basis))) add_claim(claim);
    for (const SpotOption& option : unit.spot_options)
        if (option.expiry > day_.day()) add_spot_option(option);
    for (const EarlyOption& option : unit.early_options)
        if (lives(option) && !is_untouched(option)) add_kept(option);
    program_.units.push_back({program_.functions.size(), program_.entries.size(), program_.options.size()});
}

void PointBuilder::add_smooth(const UnitClaims& unit, std::span<const RatePayoff> payoffs) {
    std::vector<Growing> growing(intervals_.size());
    std::vector<double> steepest(intervals_.size(), -1.0);
    const auto steepen = [&](int currency, std::span<const RateOption::Term> terms) {
        double& to = steepest[static_cast<std::size_t>(currency)];
        to = std::max(to, steepest_of(currency, terms));
    };
    for (const Claim& claim : unit.claims) {
        if (!lives(claim) || !is_smooth(claim, key(claim.basis))) continue;
        const auto c = static_cast<std::size_t>(key(claim.basis).currency);
        const double slope = affines_[static_cast<std::size_t>(claim.basis)].slope;
        steepest[c] = std::max(steepest[c], abs(slope) * intervals_[c].half);
    }
    for (const RateOption& option : unit.rate_options)
        if (option.expiry > day_.day()) steepen(option.currency, option.terms);
    for (const EarlyOption& option : unit.early_options)
        if (is_untouched(option)) steepen(option.right->currency(), option.right->choices().front().terms);
    for (std::size_t c = 0; c < growing.size(); ++c) {
        if (steepest[c] < 0.0) continue;
        growing[c].rule = &chebyshev_for(steepest[c]);
        growing[c].coefficients.resize(static_cast<std::size_t>(growing[c].rule->points()));
    }
    for (const Claim& claim : unit.claims) {
        if (!lives(claim) || !is_smooth(claim, key(claim.basis))) continue;
        Growing& to = growing[static_cast<std::size_t>(key(claim.basis).currency)];
        const double* const node = nodes(claim.basis, *to.rule);
        const double by = weight(claim);
        double* const sum = to.coefficients.data();
        for (int j = 0; j < to.rule->points(); ++j) sum[j] = fma(by, node[j], sum[j]);
        to.gross += abs(by);
    }
    for (std::size_t c = 0; c < growing.size(); ++c) {
        Growing& each = growing[c];
        if (!each.rule) continue;
        sums_ = each.coefficients;
        each.rule->transform(sums_.data(), each.coefficients.data());
        add_options(static_cast<int>(c), unit, payoffs, each);
        put(static_cast<int>(c), static_cast<int>(c), each);
    }
}

/// Options that expire soon bend sharply and need short pieces; they are added last, to the sum of all that
/// is smoother.
void PointBuilder::add_options(int currency, const UnitClaims& unit, std::span<const RatePayoff> payoffs,
                               Growing& growing) const {
    const Interval interval = intervals_[static_cast<std::size_t>(currency)];
    std::map<int, std::vector<RateValue>> by_pieces;
    const auto take = [&](const RateValue& seen, double gross) {
        by_pieces[pieces_for(seen, interval)].push_back(seen);
        growing.gross += gross;
    };
    for (std::size_t k = 0; k < unit.rate_options.size(); ++k) {
        const RateOption& option = unit.rate_options[k];
        if (option.currency != currency || option.expiry <= day_.day()) continue;
        take(rate_value(option, payoffs[k]), payoffs[k].gross());
    }
    for (const EarlyOption& option : unit.early_options)
        if (option.right->currency() == currency && is_untouched(option))
            take(seen(option), option.right->gross(0));
    for (const auto& [pieces, options] : by_pieces) refine(pieces, options, interval, growing);
}

/// Pieces two deviations wide: coefficient 16 of the bend is then below 1e-13 of its size.
int PointBuilder::pieces_for(const RateValue& seen, Interval interval) {
    const double deviation = std::visit([](const auto& each) { return each.deviation(); }, seen);
    int pieces = 1;
    while (pieces < 4096 && pieces * deviation < interval.half) pieces *= 2;
    return pieces;
}

SeenRegressedOption PointBuilder::seen(const EarlyOption& option) const {
    return {book_->view(), *option.right, option.position, day_.day()};
}

/// Steepest exponential of the terms over the states of the day.
double PointBuilder::steepest_of(int currency, std::span<const RateOption::Term> terms) const {
    double steepest = 0.0;
    for (const RateOption::Term& term : terms)
        steepest = std::max(steepest, abs(affines_[static_cast<std::size_t>(term.basis)].slope));
    return steepest * intervals_[static_cast<std::size_t>(currency)].half;
}

/// A right that may have been taken: its value where it is left.
void PointBuilder::add_kept(const EarlyOption& option) {
    const int currency = option.right->currency();
    const std::size_t next = option.right->next(day_.day());
    Growing growing;
    growing.rule = &chebyshev_for(steepest_of(currency, option.right->choices()[next].terms));
    growing.coefficients.resize(static_cast<std::size_t>(growing.rule->points()));
    growing.gross = option.right->gross(next);
    const Interval interval = intervals_[static_cast<std::size_t>(currency)];
    const RateValue value = seen(option);
    refine(pieces_for(value, interval), {value}, interval, growing);
    const int alive = slots_[static_cast<std::size_t>(option.alive[next - 1])];
    put(currency, product_row(~alive, currency), growing);
}

PointBuilder::RateValue PointBuilder::rate_value(const RateOption& option, const RatePayoff& payoff) const {
    if (option.quote) return QuotedRateOption(book_->view(), book_->bases(), option, day_.day());
    return SeenRateOption(book_->view(), payoff, day_.day());
}

void PointBuilder::refine(int pieces, const std::vector<RateValue>& options, Interval interval,
                          Growing& growing) const {
    const Chebyshev& rule = *growing.rule;
    const auto n = static_cast<std::size_t>(rule.points());
    for (;; pieces *= 2) {
        Growing finer{growing.rule, pieces, std::vector<double>(static_cast<std::size_t>(pieces) * n),
                      growing.gross};
        std::vector<double> values(n);
        double tail = 0.0;
        for (int piece = 0; piece < pieces; ++piece) {
            const int parent = piece / (pieces / growing.pieces);
            for (std::size_t j = 0; j < n; ++j) {
                const double place = (piece + 0.5 * (rule.nodes()[j] + 1.0)) / pieces;  // in (0, 1)
                const double x = interval.middle + interval.half * (2.0 * place - 1.0);
                values[j] = rule.evaluate(growing.coefficients.data() + static_cast<std::size_t>(parent) * n,
                                          2.0 * (place * growing.pieces - parent) - 1.0);
                for (const RateValue& option : options)
                    values[j] += std::visit([x](const auto& each) { return each(x); }, option);
            }
            double* const to = finer.coefficients.data() + static_cast<std::size_t>(piece) * n;
            rule.transform(values.data(), to);
            tail = std::max({tail, abs(to[n - 1]), abs(to[n - 2])});
        }
        if (tail <= 1e-12 * growing.gross || pieces >= 4096) {
            growing = std::move(finer);
            return;
        }
    }
}

void PointBuilder::put(int currency, int row, const Growing& growing) {
    const Interval interval = intervals_[static_cast<std::size_t>(currency)];
    const int n = growing.rule->points();
    Interpolant f;
    f.currency = currency;
    f.row = row;
    f.degree = n - 1;
    f.pieces = growing.pieces;
    f.low = interval.middle - interval.half;
    f.scale = growing.pieces / (2.0 * interval.half);
    f.first = program_.coefficients.size();
    for (int k = 0; k < n; ++k)
        for (int piece = 0; piece < growing.pieces; ++piece)
            program_.coefficients.push_back(growing.coefficients[static_cast<std::size_t>(piece * n + k)]);
    program_.functions.push_back(f);
}

int PointBuilder::exponential_row(int basis, Unit unit) {
    const auto [at, is_new] = rows_.try_emplace(pair_key(basis, static_cast<int>(unit)),
                                                static_cast<int>(program_.exponentials.size()));
    if (is_new) {
        const BasisKey& each = key(basis);
        const Affine a = affines_[static_cast<std::size_t>(basis)];
        LogLinear f = unit == Unit::base ? day_.in_base(each.currency, a) : day_.plain(each.currency, a);
        if (each.equity >= 0) f.add(book_->view().equity_state(each.equity), 1.0);
        program_.exponentials.push_back(f);
    }
    return at->second;
}

int PointBuilder::product_row(int first, int second) {
    const int next = first_product + static_cast<int>(program_.products.size());
    const auto [at, is_new] = products_.try_emplace(pair_key(first, second), next);
    if (is_new) program_.products.push_back({first, second});
    return at->second;
}

void PointBuilder::add_claim(const Claim& claim) {
    int row = exponential_row(claim.basis, claim.second < 0 ? Unit::base : Unit::own);
    if (claim.second >= 0) row = product_row(exponential_row(claim.second, Unit::base), row);
    if (claim.row >= 0) row = product_row(~slots_[static_cast<std::size_t>(claim.row)], row);
    program_.entries.push_back({weight(claim), row});
}

void PointBuilder::add_spot_option(const SpotOption& option) {
    const MarketView& view = book_->view();
    const BasisKey &asset = key(option.asset), &cash = key(option.cash);
    SpotOptionEntry entry;
    entry.sign = option.sign;
    entry.weight = option.weight;
    entry.asset_amount = option.asset_amount;
    entry.cash_amount = option.cash_amount;
    const int left = option.expiry - day_.day();
    entry.variance = option.daily_variance ? *option.daily_variance * left
                     : asset.equity >= 0
                         ? view.equity_variance(asset.equity, day_.day(), option.expiry)
                         : view.exchange_variance(asset.currency, cash.currency, day_.day(), option.expiry);
    entry.asset = exponential_row(option.asset, Unit::base);
    entry.cash = exponential_row(option.cash, Unit::base);
    entry.paid = exponential_row(option.paid, Unit::base);
    program_.options.push_back(entry);
}

PointProgram PointBuilder::take() {
    const int shift = static_cast<int>(program_.exponentials.size()) - first_product;
    for (WeightedRow& entry : program_.entries)
        if (entry.row >= first_product) entry.row += shift;
    for (Interpolant& f : program_.functions)
        if (f.row >= first_product) f.row += shift;
    return std::move(program_);
}

}  // namespace snell
