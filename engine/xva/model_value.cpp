#include "engine/xva/model_value.h"

#include <cmath>
#include <new>
#include <numeric>
#include <stdexcept>

#include "engine/parallel.h"
#include "engine/xva/kernels.h"
#include "engine/xva/nested_option.h"
#include "engine/xva/point_builder.h"

namespace snell {
namespace {

/// A unit's value today: the programs of the simulation, on a block of paths that have not moved yet.
double value_today(const ClaimBook& claims, const UnitClaims& unit) {
    const MarketView& view = claims.view();
    const XvaKernels& kernels = xva_kernels(Isa::scalar);
    std::vector<int> slots(claims.kept().size());
    std::iota(slots.begin(), slots.end(), 0);
    std::vector<RatePayoff> payoffs;
    for (const RateOption& option : unit.rate_options) payoffs.emplace_back(view, claims.bases(), option);
    PointBuilder builder(claims, slots, 0);
    builder.add(unit, payoffs);
    const PointProgram point = builder.take();

    std::vector<double> states;
    for (const double state : view.today_states()) states.insert(states.end(), xva_block, state);
    std::vector<double> kept(slots.size() * xva_block),
        rows(static_cast<std::size_t>(point.rows()) * xva_block);
    const BlockRows block{states.data(), kept.data(), rows.data()};
    double deflator[xva_block], value[xva_block];
    for (const Event& event : claims.events())
        if (event.day == 0) kernels.happen(event, block);
    kernels.prepare(point, block, deflator);
    kernels.value(point, 0, block, value);
    return value[0];
}

std::optional<double> option_value(const MarketView& view, PathRules rules, const Instrument& instrument) {
    if (std::holds_alternative<LinearTrade>(instrument)) return std::nullopt;
    try {
        ClaimBook claims(view, rules, {}, 0);
        const UnitClaims unit = claims.claims_of(instrument);
        if (unit.rate_options.empty() && unit.early_options.empty() && unit.spot_options.empty())
            return std::nullopt;
        const double value = value_today(claims, unit);
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return std::nullopt;  // the simulation says why
    }
}

/// The bounds of a right, for its holder or for who granted it, about the value of the whole position.
void take_bounds(const EarlyOption& option, double spot, EarlyValue& to) {
    const RegressedOption& right = *option.right;
    const double own = right.expected(0, right.deviation(0, 0), 0.0);
    const RegressionBounds found = regression_bounds(right);
    const auto about = [&](Estimate bound) {
        bound.value = to.value + spot * option.position * (bound.value - own);
        bound.std_error *= spot * abs(option.position);
        return bound;
    };
    to.low = about(option.position > 0.0 ? found.low : found.high);
    to.high = about(option.position > 0.0 ? found.high : found.low);
}

EarlyValue early_value(const MarketView& view, PathRules rules, const Instrument& instrument) {
    EarlyValue found;
    try {
        ClaimBook claims(view, rules, {}, 0);
        const UnitClaims unit = claims.claims_of(instrument);
        found.value = value_today(claims, unit);
        for (const EarlyOption& option : unit.early_options) {
            const auto currency = static_cast<std::size_t>(option.right->currency());
            take_bounds(option, view.world().currencies[currency].spot, found);
        }
        if (!std::isfinite(found.value)) found.fault = "its value by the model is no finite number";
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& fault) {
        found.fault = fault.what();
    }
    return found;
}

}  // namespace

std::vector<EarlyValue> early_values(const Book& book, const World& world, const CrossAsset& model,
                                     const XvaSettings& settings) {
    const MarketView view(world, model, settings.curve_nodes);
    std::vector<EarlyValue> values;
    for (std::size_t i = 0; i < book.positions.size(); ++i)
        if (std::holds_alternative<BermudanSwaption>(book.positions[i].instrument))
            values.push_back({.position = static_cast<int>(i)});
    parallel_ranges(settings.threads, values.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Position& position = book.positions[static_cast<std::size_t>(values[i].position)];
            const Step step(settings.board, StepKind::value, step_number(position.id));
            EarlyValue found = early_value(view, settings.rules, position.instrument);
            found.position = values[i].position;
            values[i] = std::move(found);
        }
    });
    return values;
}

std::vector<std::optional<double>> option_values(const Book& book, const World& world,
                                                 const CrossAsset& model, const XvaSettings& settings) {
    const MarketView view(world, model, settings.curve_nodes);
    std::vector<std::optional<double>> values(book.positions.size());
    parallel_ranges(settings.threads, values.size(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Position& position = book.positions[i];
            const Step step(settings.board, StepKind::value, step_number(position.id));
            values[i] = option_value(view, settings.rules, position.instrument);
        }
    });
    return values;
}

}  // namespace snell
