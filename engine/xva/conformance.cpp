#include "engine/xva/conformance.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/math/exp.h"
#include "engine/xva/units.h"

namespace snell {
namespace {

const Date today(2026, 1, 5);
constexpr int currencies = 2;
constexpr double rates[currencies] = {0.02, 0.035};
enum Credit { counterparty, own };

DailyCurve curve(double rate) {
    DailyCurve curve{today, {}};
    for (int day = 0; day <= 12 * 366; ++day) curve.values.push_back(exp(-rate * day / 365.0));
    return curve;
}

World world() {
    World world;
    world.today = today;
    for (double rate : rates) {
        CurrencyMarket currency;
        currency.discount = curve(rate);
        IndexMarket index;
        index.currency = static_cast<int>(world.currencies.size());
        index.forwarding = curve(rate + 0.002);
        world.currencies.push_back(currency);
        world.indices.push_back(index);
    }
    world.credits.push_back({"CPTY", curve(0.02), 0.4, ""});
    world.credits.push_back({"OWN", curve(0.01), 0.4, ""});
    return world;
}

CrossAsset model(std::vector<HazardTerms> hazards) {
    CrossAssetParts parts;
    for (double rate : rates)
        parts.currencies.emplace_back(curve(rate),
                                      Lgm::Terms{Lgm::Volatility::hagan, StepFunction(0.009), 0.03});
    parts.exchanges = {{0.9, StepFunction(0.1)}};
    const int drivers = 2 * currencies - 1 + static_cast<int>(hazards.size());
    parts.correlation = Matrix<double>(drivers);
    for (int i = 0; i < drivers; ++i)
        for (int j = 0; j < i; ++j) parts.correlation(i, j) = parts.correlation(j, i) = 0.2;
    parts.hazards = std::move(hazards);
    return CrossAsset(std::move(parts));
}

/// Receives the fixed leg for `nominal` > 0.
LinearTrade swap(int currency, int years, double nominal) {
    Leg fixed{currency, {}}, floating{currency, {}};
    for (int period = 0; period < 2 * years; ++period) {
        const Date from = today + (30 + 182 * period), to = from + 182;
        fixed.coupons.push_back({to, nominal * 0.0125, 0.0, {}});
        floating.coupons.push_back(
            {to, nominal, -nominal, {currency, today + (28 + 182 * period), from, to, false}});
    }
    return {{fixed, floating}, {}};
}

CapFloor cap(double nominal) {
    CapFloor cap;
    for (int period = 1; period < 6; ++period) {
        Optionlet caplet;
        const Date from = today + (30 + 182 * period), to = from + 182;
        caplet.coupon = {to, -1.0125 * nominal, nominal, {0, from, from, to, false}};
        caplet.accrual = 0.5;
        caplet.nominal = nominal;
        caplet.strike = 0.025;
        cap.optionlets.push_back(caplet);
    }
    return cap;
}

FxOption exchange_option(double dollars) {
    FxOption option;
    option.bought = 1;
    option.bought_amount = dollars;
    option.sold_amount = 0.9 * dollars;
    option.expiry = today + 500;
    option.pay = today + 502;
    return option;
}

/// A netting set without collateral and one with it.
Book book() {
    Book book;
    book.today = today;
    for (const char* name : {"CPTY", "OWN"}) book.needs.credit(name);
    Csa csa;
    csa.active = true;
    csa.threshold_receive = 2000.0;
    csa.minimum_transfer_receive = csa.minimum_transfer_pay = 500.0;
    csa.call_frequency = csa.post_frequency = {0, 7};
    csa.margin_period_of_risk = {0, 10};
    book.netting_sets = {{"OPEN", "CPTY", {}}, {"MARGINED", "CPTY", csa}};
    const Instrument trades[] = {swap(0, 6, 1e6), cap(1e6), swap(1, 4, -5e5), exchange_option(4e5)};
    for (int k = 0; k < 4; ++k) {
        Position position;
        position.id = std::to_string(k);
        position.netting_set = k / 2;
        position.instrument = trades[k];
        book.positions.push_back(position);
    }
    return book;
}

XvaSettings settings(Sampler sampler) {
    XvaSettings settings;
    for (int i = 1; i <= 8; ++i) settings.dates.push_back(today + i * 270);
    settings.sampler = sampler;
    settings.replicates = 2;
    settings.paths = 2 * 300;  // not a multiple of a block: the last one is partial
    settings.own_credit = own;
    return settings;
}

struct Case {
    std::string name;
    std::uint64_t expected;
    XvaSettings settings;
    std::vector<HazardTerms> hazards;
};

std::vector<Case> suite() {
    XvaSettings kept = settings(Sobol{.seed = 42}), each = settings(Philox{.seed = 42});
    kept.quantiles = {0.95};
    each.units = GroupOrder::Units::trades;
    const HazardTerms moving{"CPTY", HazardTerms::Dynamics::square_root, 0.4, 0.1, 0.015, 0.012};
    const HazardTerms ours{"OWN", HazardTerms::Dynamics::gaussian, 0.2, 0.008, 0.0, 0.0};
    return {
        {"exposures with paths sobol", 0xcdf6f7457356957d, kept, {}},
        {"exposures of trades philox", 0xc43970c68c431cd8, each, {}},
        {"exposures of trades moving hazards", 0x30786723701e8074, each, {moving, ours}},
    };
}

std::uint64_t hash_of(const Case& each) {
    const Book held = book();
    const World market = world();
    const CrossAsset dynamics = model(each.hazards);
    const MarketView view(market, dynamics, {});
    const GroupWalk walk(held, view, dynamics, each.settings, {0, 1});
    const int replicates[] = {0, 1};
    std::string bytes;
    for (const UnitResult& unit : walk.replicates(replicates))
        for (const std::vector<double>* numbers : {&unit.profile.means, &unit.profile.values})
            bytes.append(reinterpret_cast<const char*>(numbers->data()), numbers->size() * sizeof(double));
    return XXH64(bytes.data(), bytes.size(), 0);
}

}  // namespace

std::vector<Conformance> check_exposure_conformance(const ExposureBackend* backend, Isa isa) {
    std::vector<Conformance> results;
    for (Case& each : suite()) {
        each.settings.backend = backend;
        each.settings.isa = isa;
        results.push_back({each.name, each.expected, hash_of(each)});
    }
    return results;
}

}  // namespace snell
