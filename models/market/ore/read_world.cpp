#include <fmt/format.h>

#include <algorithm>
#include <ql/settings.hpp>

#include "models/market/ore/baskets.h"
#include "models/market/ore/credit.h"
#include "models/market/ore/equity.h"
#include "models/market/ore/read.h"

namespace snell {
namespace ore {
namespace {

/// Answers the needs one after the other; a Fault stays with its item.
class WorldReader {
  public:
    WorldReader(Market& market, const MarketNeeds& needs, const OreConfigurations& configurations,
                const CrossAssetTerms& model)
        : market_(market),
          volatilities_(market),
          needs_(needs),
          configurations_(configurations),
          model_(model),
          end_(std::max(needs.horizon(), last_calibration_date())) {}

    World read(Date today) {
        World world;
        world.today = today;
        world.base = needs_.currencies().empty() ? model_.base : needs_.currencies()[0];
        for (const std::string& code : needs_.currencies())
            world.currencies.push_back(currency(code, world.base));
        for (const std::string& name : needs_.indices()) world.indices.push_back(index(name));
        for (const std::string& name : needs_.equities()) world.equities.push_back(equity(name));
        for (const std::string& name : needs_.credits()) world.credits.push_back(credit(name));
        for (const std::string& name : needs_.yield_curves()) world.yield_curves.push_back(yield(name));
        for (const VolatilityNeed& need : needs_.volatilities())
            world.volatilities.push_back(volatility(need));
        return world;
    }

  private:
    Market& market_;
    Volatilities volatilities_;
    const MarketNeeds& needs_;
    const OreConfigurations& configurations_;
    const CrossAssetTerms& model_;
    Date end_;

    /// A week past the last swap or option of the model, for its days of rest.
    Date last_calibration_date() const {
        const Date today = from_quantlib(market_.today());
        Date last = today;
        const auto reach = [&](Period a, Period b) {
            last = std::max(last, add_months(today, a.months + b.months) + (a.days + b.days + 7));
        };
        for (const LgmTerms& each : model_.currencies)
            for (std::size_t i = 0; i < each.expiries.size(); ++i) reach(each.expiries[i], each.terms[i]);
        for (const auto* lists : {&model_.exchange_rates, &model_.equities})
            for (const LognormalTerms& each : *lists)
                for (const Period& expiry : each.expiries) reach(expiry, {});
        return last;
    }

    /// Position of a currency among the needs; 0, with a fault, where the book does not know it.
    int currency_number(const std::string& code, std::string& fault) const {
        const auto& all = needs_.currencies();
        const auto at = std::find(all.begin(), all.end(), code);
        if (at == all.end()) {
            fault = fmt::format("its currency {} is not among those of the book", code);
            return 0;
        }
        return static_cast<int>(at - all.begin());
    }

    CurrencyMarket currency(const std::string& code, const std::string& base) {
        CurrencyMarket made;
        made.code = code;
        try {
            const Curve discount = market_.discount(code, configurations_.simulation);
            made.discount = market_.freeze(discount, end_);
            made.spot = market_.exchange_rate(code, base, configurations_.simulation);
            calibrate(made, base);
        } catch (const Fault& fault) {
            made.fault = fault.text;
        }
        return made;
    }

    void calibrate(CurrencyMarket& made, const std::string& base) {
        for (const LgmTerms& terms : model_.currencies)
            if (terms.currency == made.code && !terms.expiries.empty()) {
                made.swaptions =
                    swaption_basket(market_, volatilities_, terms, configurations_.lgm_calibration);
                made.calibration =
                    market_.freeze(swaption_discount(market_, terms, configurations_.lgm_calibration), end_);
            }
        for (const LognormalTerms& terms : model_.exchange_rates)
            if (terms.name == made.code && made.code != base)
                made.fx_options =
                    exchange_rate_basket(market_, volatilities_, terms, base, configurations_.fx_calibration);
    }

    IndexMarket index(const std::string& name) {
        IndexMarket made;
        made.name = name;
        try {
            made.forwarding = market_.freeze(market_.forwarding(name, configurations_.simulation), end_);
            made.currency = currency_number(name.substr(0, 3), made.fault);
        } catch (const Fault& fault) {
            made.fault = fault.text;
        }
        return made;
    }

    EquityMarket equity(const std::string& name) {
        EquityMarket made;
        made.name = name;
        try {
            std::string code;
            made = read_equity(market_, name, configurations_.simulation, end_, code);
            made.currency = currency_number(code, made.fault);
            for (const LognormalTerms& terms : model_.equities)
                if (terms.name == name)
                    made.options = equity_basket(market_, volatilities_, terms, made,
                                                 configurations_.equity_calibration);
        } catch (const Fault& fault) {
            made.fault = fault.text;
        }
        return made;
    }

    CreditMarket credit(const std::string& name) {
        try {
            return read_credit(market_, name, configurations_.simulation, end_);
        } catch (const Fault& fault) {
            return {name, {}, 0.4, fault.text};
        }
    }

    YieldMarket yield(const std::string& name) {
        YieldMarket made;
        made.name = name;
        try {
            const std::string& configuration = configurations_.simulation;
            made.discount = market_.freeze(market_.yield_curve(name, configuration), end_);
            const XmlElement& entry = market_.serving("YieldCurves", name, configuration);
            made.currency = currency_number(market_.curves().currency(last_part(entry.text()), entry.place()),
                                            made.fault);
        } catch (const Fault& fault) {
            made.fault = fault.text;
        }
        return made;
    }

    MarketVolatility volatility(const VolatilityNeed& need) {
        const std::string& pricing = configurations_.pricing;
        try {
            return faulty({}, fmt::format("volatility of '{}'", need.name), [&] {
                switch (need.kind) {
                    case VolatilityNeed::Kind::fx:
                        return volatility_at(volatilities_.exchange_rate(need.name, pricing), need.expiry);
                    case VolatilityNeed::Kind::equity:
                        return volatility_at(volatilities_.equity(need.name, pricing), need.expiry);
                    case VolatilityNeed::Kind::swaption: {
                        const SwaptionMatrix matrix = volatilities_.swaption(need.name, pricing);
                        const double years =
                            matrix->swapLength(to_quantlib(need.expiry), to_quantlib(need.end));
                        return volatility_at(matrix, need.expiry, years);
                    }
                    default:
                        return volatility_at(volatilities_.cap(need.name, pricing), need.expiry, need.strike);
                }
            });
        } catch (const Fault& fault) {
            MarketVolatility made;
            made.fault = fault.text;
            return made;
        }
    }
};

}  // namespace
}  // namespace ore

World read_ore_world(const OreMarketFiles& files, Date today, const MarketNeeds& needs,
                     const OreConfigurations& configurations, const CrossAssetTerms& model,
                     OreReport& report) {
    const QuantLib::SavedSettings restored_at_the_end;
    QuantLib::Settings::instance().evaluationDate() = ore::to_quantlib(today);
    const ore::Settings settings(files);
    const ore::Quotes quotes(files.quotes, today);
    ore::Market market(settings, quotes, ore::to_quantlib(today));
    World world = ore::WorldReader(market, needs, configurations, model).read(today);
    settings.report_unread(report);
    return world;
}

}  // namespace snell
