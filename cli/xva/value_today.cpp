#include "cli/xva/value_today.h"

#include <fmt/format.h>

#include <cmath>
#include <new>

#include "cli/xva/journal.h"
#include "core/faults.h"
#include "engine/xva/node_curves.h"
#include "engine/xva/present_value.h"
#include "portfolios/trade_watch.h"

namespace snell {

namespace {

bool waits_for_model(const Position& position, const RunInput& input) {
    return input.simulate && std::holds_alternative<BermudanSwaption>(position.instrument);
}

void fail(RunInput& input, const Position& position, Diagnostic why) {
    const NettingSet& set = input.book.netting_sets[static_cast<std::size_t>(position.netting_set)];
    input.book.failed.push_back({position.id, set.id, position.type, std::move(why)});
    input.not_valued.push_back(holding_of(position));
}

std::string place_of(const Position& position) { return fmt::format("trade '{}'", position.id); }

/// In base currency, on the curves of today's values.
double value_of(const Position& position, const RunInput& input) {
    if (waits_for_model(position, input)) return 0.0;
    const Step step(input.board, StepKind::value, step_number(position.id));
    double value = present_value(position.instrument, input.world);
    if (input.priced_on) value = present_value(position.instrument, *input.priced_on);
    if (!(std::abs(value) < beyond_sums)) throw std::runtime_error("its value today is no finite number");
    return value;
}

}  // namespace

std::vector<double> value_today(RunInput& input) {
    std::vector<double> npvs;
    std::vector<Position> valued;
    for (Position& position : input.book.positions) {
        const std::string where = place_of(position);
        try {
            npvs.push_back(value_of(position, input));
            valued.push_back(std::move(position));
        } catch (const MissingMarket& fault) {
            fail(input, position, {"E412", where, fault.what(), "Add what is missing to the market."});
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& fault) {
            fail(input, position, put_aside(where, fault.what()));
        }
    }
    input.book.positions = std::move(valued);
    return npvs;
}

std::vector<EarlyValue> value_early(RunInput& input, const CrossAsset& model, std::vector<double>& npvs,
                                    Journal& journal) {
    std::vector<EarlyValue> values = early_values(input.book, input.world, model, input.settings);
    std::vector<EarlyValue> valued;
    std::vector<Position>& positions = input.book.positions;
    int gone = 0;
    for (EarlyValue& value : values) {
        const auto at = value.position -= gone;
        if (value.fault.empty()) {
            npvs[static_cast<std::size_t>(at)] = value.value;
            valued.push_back(std::move(value));
            continue;
        }
        const Position& position = positions[static_cast<std::size_t>(at)];
        fail(input, position,
             {"E412", place_of(position), value.fault, "Add what is missing to the market or the model."});
        journal.say(print(input.book.failed.back().diagnostic) + "\n");
        positions.erase(positions.begin() + at);
        npvs.erase(npvs.begin() + at);
        ++gone;
    }
    return valued;
}

std::vector<double> value_at_start(const RunInput& input, const std::vector<double>& npvs) {
    const std::vector<Period>& nodes = input.settings.curve_nodes;
    if (nodes.empty() && !input.priced_on) return npvs;
    const World world = nodes.empty() ? input.world : through_nodes(input.world, nodes);
    std::vector<double> values = npvs;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Position& position = input.book.positions[i];
        const Step step(input.board, StepKind::value, step_number(position.id));
        if (!waits_for_model(position, input)) values[i] = present_value(position.instrument, world);
    }
    return values;
}

void tell_faults(const RunInput& input, Journal& journal) {
    for (const FailedTrade& trade : input.book.failed) journal.say(print(trade.diagnostic) + "\n");
    for (const FailureRow& note : input.notes)
        if (note.kind == "measure") journal.say(print(note.diagnostic) + "\n");
}

void check_measures(RunInput& input) {
    const XvaSettings& settings = input.settings;
    const World& world = input.world;
    Faults faults;
    const auto demand_sound = [&](const std::string& name, const std::string& fault) {
        if (!fault.empty())
            faults.add(Diagnostic{"E415", fmt::format("'{}'", name), fault,
                                  "Quote it, or do not name it in the run."});
    };
    const auto demand = [&](int number, const auto& items) {
        if (number < 0) return;
        const auto& item = items.at(static_cast<std::size_t>(number));
        demand_sound(item.name, item.fault);
    };
    if (input.simulate) demand_sound(world.currencies.front().code, world.currencies.front().fault);
    for (const NettingSet& set : input.book.netting_sets) {
        const CurrencyMarket& currency = world.currencies.at(static_cast<std::size_t>(set.csa.currency));
        if (input.simulate && set.csa.active) demand_sound(currency.code, currency.fault);
    }
    demand(settings.own_credit, world.credits);
    demand(settings.borrow_curve, world.yield_curves);
    demand(settings.lend_curve, world.yield_curves);
    if (faults.count() > 0) throw InputError(faults.all());
    for (std::size_t i = 0; i < world.credits.size(); ++i)
        for (const NettingSet& set : input.book.netting_sets)
            if (set.counterparty == world.credits[i].name && !world.credits[i].fault.empty())
                input.notes.push_back({"measure",
                                       "",
                                       set.id,
                                       "",
                                       {"E415", fmt::format("netting set '{}'", set.id),
                                        world.credits[i].fault, "Without it there is no CVA."}});
}

}  // namespace snell
