#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/faults.h"
#include "core/xml.h"
#include "models/market/ore/quotes.h"
#include "models/market/ore/read.h"

namespace snell {
namespace {

/// Reads the elements of simulation.xml and keeps every fault.
class SimulationReader {
  public:
    explicit SimulationReader(OreReport& report) : report_(report) {}

    OreSimulation read(const XmlElement& root) {
        OreSimulation made;
        if (const XmlElement* parameters = need(root, "Parameters")) read_parameters(*parameters, made);
        if (const XmlElement* model = need(root, "CrossAssetModel")) read_model(*model, made.model);
        if (const XmlElement* market = root.child("Market")) read_market(*market, made);
        if (faults_.count() > 0) throw InputError(faults_.all());
        return made;
    }

  private:
    OreReport& report_;
    Faults faults_;

    void fault(const XmlElement& at, std::string problem, std::string remedy = "") {
        faults_.add(NodeFault{"E410", at.place(), std::move(problem), std::move(remedy)});
    }

    const XmlElement* need(const XmlElement& parent, const char* name) {
        const XmlElement* found = parent.child(name);
        if (!found) fault(parent, fmt::format("'{}' has no {}", parent.name(), name));
        return found;
    }

    template <class Number>
    Number number(const XmlElement& at, const std::string& text) {
        Number value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size())
            fault(at, fmt::format("{}: '{}' is no number of its kind", at.name(), text.substr(0, 40)));
        return value;
    }

    std::vector<double> numbers(const XmlElement* at) {
        std::vector<double> all;
        if (!at) return all;
        for (const std::string& word : ore::split(at->text(), ',')) all.push_back(number<double>(*at, word));
        return all;
    }

    std::vector<Period> periods(const XmlElement* at) {
        std::vector<Period> all;
        if (!at) return all;
        for (const std::string& word : ore::split(at->text(), ',')) try {
                all.push_back(Period::parse(word));
            } catch (const std::invalid_argument& why) {
                fault(*at, fmt::format("{}: {}", at->name(), why.what()), "Write periods: 6M, 1Y");
            }
        return all;
    }

    /// Text of a child that must be one of the words; the first of them where it is absent.
    std::string choice(const XmlElement& parent, const char* name, std::initializer_list<const char*> words) {
        const XmlElement* found = parent.child(name);
        if (!found || found->text().empty()) return *words.begin();
        if (std::find(words.begin(), words.end(), found->text()) == words.end())
            fault(*found, fmt::format("{} '{}' is not supported", name, found->text()),
                  fmt::format("Use {}", *words.begin()));
        return found->text();
    }

    bool yes(const XmlElement& parent, const char* name) {
        const std::string text = parent.text_of(name);
        return text == "Y" || text == "y" || text == "true" || text == "True" || text == "1" || text == "Yes";
    }

    void read_parameters(const XmlElement& parameters, OreSimulation& made) {
        choice(parameters, "Discretization", {"Exact"});
        if (const XmlElement* grid = need(parameters, "Grid")) made.grid = grid->text();
        made.grid_calendars = ore::split(parameters.text_of("Calendar"), ',');
        made.sequence = parameters.text_of("Sequence");
        if (const XmlElement* seed = parameters.child("Seed"))
            made.seed = number<std::uint64_t>(*seed, seed->text());
        if (const XmlElement* samples = parameters.child("Samples"))
            made.samples = number<std::int64_t>(*samples, samples->text());
        made.close_out_lag = parameters.text_of("CloseOutLag");
        made.mpor_mode = parameters.text_of("MporMode");
        parameters.child("Scenario");  // how ORE stores what it simulates
    }

    void read_market(const XmlElement& market, OreSimulation& made) {
        const XmlElement* curves = market.child("YieldCurves");
        const XmlElement* configuration = curves ? curves->child("Configuration") : nullptr;
        if (configuration) made.tenors = periods(configuration->child("Tenors"));
        market.disregard();  // which of today's quotes ORE moves: here, all that the book needs
    }

    void read_model(const XmlElement& model, CrossAssetTerms& terms) {
        if (const XmlElement* base = need(model, "DomesticCcy")) terms.base = base->text();
        model.child("BootstrapTolerance");  // ours is to the last bits
        const XmlElement* rates = model.child("InterestRateModels");
        const XmlElement* exchange = model.child("ForeignExchangeModels");
        const XmlElement* shares = model.child("EquityModels");
        for (const std::string& code : names(model, "Currencies", "Currency")) {
            if (const XmlElement* lgm = chosen(rates, "LGM", {"ccy", "key"}, code, model))
                terms.currencies.push_back(lgm_terms(*lgm, code));
            if (code == terms.base) continue;
            if (const XmlElement* fx = chosen(exchange, "CrossCcyLGM", {"foreignCcy", "key"}, code, model))
                terms.exchange_rates.push_back(lognormal_terms(*fx, code));
        }
        for (const std::string& name : names(model, "Equities", "Equity"))
            if (const XmlElement* share = chosen(shares, "CrossAssetLGM", {"name", "key"}, name, model)) {
                share->child("Currency");  // stands in todaysmarket
                terms.equities.push_back(lognormal_terms(*share, name));
            }
        // Models of what the book does not simulate are templates for others.
        for (const XmlElement* list : {rates, exchange, shares})
            if (list) list->disregard();
        read_correlations(model, terms);
    }

    std::vector<std::string> names(const XmlElement& model, const char* list, const char* entry) {
        std::vector<std::string> all;
        if (const XmlElement* found = model.child(list))
            for (const XmlElement* each : found->children(entry)) all.push_back(each->text());
        return all;
    }

    /// The entry of a name, else the one called "default".
    const XmlElement* chosen(const XmlElement* list, const char* entry, std::array<const char*, 2> keys,
                             const std::string& name, const XmlElement& model) {
        if (list)
            for (const std::string& wanted : {name, std::string("default")})
                for (const XmlElement* each : list->children(entry))
                    for (const char* key : keys)
                        if (each->attribute(key) == wanted) return each;
        fault(list ? *list : model,
              fmt::format("there is no {} for '{}', nor one called 'default'", entry, name));
        return nullptr;
    }

    PiecewiseTerms piecewise(const XmlElement& parent, const char* name, bool calibrates) {
        PiecewiseTerms terms;
        const XmlElement* found = need(parent, name);
        if (!found) return terms;
        terms.calibrate = yes(*found, "Calibrate") && calibrates;
        terms.values = numbers(found->child("InitialValue"));
        if (choice(*found, "ParamType", {"Constant", "Piecewise"}) == "Piecewise")
            terms.times = numbers(found->child("TimeGrid"));
        else if (terms.values.size() > 1)
            terms.values.resize(1);
        if (terms.values.size() != terms.times.size() + 1)
            fault(*found,
                  fmt::format("{} has {} values for {} times", name, terms.values.size(), terms.times.size()),
                  "Give one value more than times");
        return terms;
    }

    bool calibrates(const XmlElement& model) {
        const std::string type = choice(model, "CalibrationType", {"Bootstrap", "BestFit", "None"});
        if (type == "BestFit")
            report_.warnings.push_back(print(model.place()) + ": BestFit is calibrated as Bootstrap");
        return type != "None";
    }

    LgmTerms lgm_terms(const XmlElement& lgm, const std::string& code) {
        LgmTerms terms;
        terms.currency = code;
        const bool calibrated = calibrates(lgm);
        terms.volatility = piecewise(lgm, "Volatility", calibrated);
        if (const XmlElement* volatility = lgm.child("Volatility"))
            if (choice(*volatility, "VolatilityType", {"Hagan", "HullWhite"}) == "HullWhite")
                terms.parametrisation = LgmTerms::Volatility::hull_white;
        const PiecewiseTerms reversion = piecewise(lgm, "Reversion", calibrated);
        if (const XmlElement* found = lgm.child("Reversion")) {
            choice(*found, "ReversionType", {"HullWhite"});
            if (!reversion.times.empty() || reversion.calibrate)
                fault(*found, "a reversion that is piecewise or calibrated is not supported");
        }
        if (!reversion.values.empty()) terms.reversion = reversion.values[0];
        const XmlElement* swaptions = lgm.child("CalibrationSwaptions");
        if (!swaptions || !terms.volatility.calibrate) return terms;
        terms.expiries = periods(swaptions->child("Expiries"));
        terms.terms = periods(swaptions->child("Terms"));
        need_at_the_money(*swaptions);
        if (terms.expiries.size() != terms.terms.size())
            fault(*swaptions,
                  fmt::format("{} expiries, but {} terms", terms.expiries.size(), terms.terms.size()));
        return terms;
    }

    LognormalTerms lognormal_terms(const XmlElement& model, const std::string& name) {
        LognormalTerms terms;
        terms.name = name;
        terms.volatility = piecewise(model, "Sigma", calibrates(model));
        const XmlElement* options = model.child("CalibrationOptions");
        if (!options || !terms.volatility.calibrate) return terms;
        terms.expiries = periods(options->child("Expiries"));
        need_at_the_money(*options);
        return terms;
    }

    void need_at_the_money(const XmlElement& basket) {
        const XmlElement* strikes = basket.child("Strikes");
        if (!strikes) return;
        for (const std::string& word : ore::split(strikes->text(), ','))
            if (word != "ATM" && word != "ATMF")
                fault(*strikes, fmt::format("calibration at the strike '{}' is not supported", word),
                      "Use ATMF");
    }

    void read_correlations(const XmlElement& model, CrossAssetTerms& terms) {
        const XmlElement* list = model.child("InstantaneousCorrelations");
        if (!list) return;
        for (const XmlElement* each : list->children("Correlation")) {
            const auto first = each->attribute("factor1"), second = each->attribute("factor2");
            if (!first || !second) {
                fault(*each, "a correlation needs factor1 and factor2");
                continue;
            }
            terms.correlations.push_back(
                {std::string(*first), std::string(*second), number<double>(*each, each->text())});
        }
    }
};

}  // namespace

OreSimulation read_ore_simulation(const std::string& file, OreReport& report) {
    const XmlElement root = read_xml(file);
    OreSimulation made = SimulationReader(report).read(root);
    for (const UnreadElement& each : unread(root)) report.unsupported.push_back({each.path, each.place});
    return made;
}

}  // namespace snell
