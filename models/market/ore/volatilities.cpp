#include "models/market/ore/volatilities.h"

#include <fmt/format.h>

#include <algorithm>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/volatility/equityfx/blackvariancecurve.hpp>
#include <ql/termstructures/volatility/swaption/swaptionvolmatrix.hpp>

namespace snell::ore {
namespace {

void need_at_the_money(const XmlElement& config) {
    const std::string dimension = text_or(config, "Dimension", "ATM");
    if (dimension != "ATM")
        refuse(config.place(),
               fmt::format("a volatility of dimension {} is not supported, only ATM", dimension));
}

ql::DayCounter count_or_365(const XmlElement& config) {
    return parsed(config, "DayCounter",
                  [](const std::string& text) { return day_counter(text.empty() ? "A365" : text); });
}

ql::Date expiry_date(const std::string& text, const ql::Date& today) {
    const bool is_day = text.find_first_not_of("0123456789-") == text.npos;
    return is_day ? to_quantlib(parse_day(text)) : today + period(text);
}

/// Total variance linear in time through quotes PREFIX/EXPIRY/SUFFIX.
BlackSurface term_structure(const Market& market, const XmlElement& config, const std::string& prefix,
                            const std::string& suffix) {
    need_at_the_money(config);
    for (const char* moot : {"FXSpotID", "FXForeignCurveID", "FXDomesticCurveID", "Currency"})  // of smiles
        config.child(moot);
    std::vector<std::pair<ql::Date, double>> nodes;
    for (const std::string& expiry : words_of(config, "Expiries"))
        nodes.emplace_back(
            expiry_date(expiry, market.today()),
            market.quotes().at(fmt::format("{}/{}/{}", prefix, expiry, suffix), config.place()));
    if (nodes.empty()) refuse(config.place(), "the volatility has no Expiries");
    std::sort(nodes.begin(), nodes.end());
    const ql::DayCounter count = count_or_365(config);
    const ql::Calendar days = parsed(config, "Calendar", calendar);
    if (nodes.size() == 1)
        return ql::ext::make_shared<ql::BlackConstantVol>(market.today(), days, nodes[0].second, count);
    std::vector<ql::Date> dates;
    std::vector<double> values;
    for (const auto& [date, value] : nodes) {
        dates.push_back(date);
        values.push_back(value);
    }
    return ql::ext::make_shared<ql::BlackVarianceCurve>(market.today(), dates, values, count, false);
}

/// Quotes of every expiry and term, and shifts by term.
struct SwaptionQuotes {
    ql::Matrix volatilities, shifts;
};

SwaptionQuotes swaption_quotes(const Market& market, const XmlElement& config, const std::string& currency) {
    const auto expiries = words_of(config, "OptionTenors"), terms = words_of(config, "SwapTenors");
    const RateVolatilityType type = rate_volatility_type(config);
    SwaptionQuotes all{ql::Matrix(expiries.size(), terms.size()),
                       ql::Matrix(expiries.size(), terms.size(), 0.0)};
    for (std::size_t i = 0; i < expiries.size(); ++i)
        for (std::size_t j = 0; j < terms.size(); ++j) {
            all.volatilities[i][j] = market.quotes().at(
                fmt::format("SWAPTION/{}/{}/{}/{}/ATM", type.quote, currency, expiries[i], terms[j]),
                config.place());
            if (type.shifted)
                all.shifts[i][j] = market.quotes().at(fmt::format("SWAPTION/SHIFT/{}/{}", currency, terms[j]),
                                                      config.place());
        }
    return all;
}

/// QuantLib interpolates between two at least: a single row or column stands twice.
ql::Matrix at_least_two(const ql::Matrix& matrix) {
    ql::Matrix wide(std::max<std::size_t>(matrix.rows(), 2), std::max<std::size_t>(matrix.columns(), 2));
    for (std::size_t i = 0; i < wide.rows(); ++i)
        for (std::size_t j = 0; j < wide.columns(); ++j)
            wide[i][j] = matrix[std::min(i, matrix.rows() - 1)][std::min(j, matrix.columns() - 1)];
    return wide;
}

std::vector<ql::Period> at_least_two(std::vector<ql::Period> periods) {
    if (periods.size() == 1) periods.push_back(periods[0] + periods[0]);
    return periods;
}

SwaptionMatrix swaption_matrix(const Market& market, const XmlElement& config, const std::string& currency) {
    need_at_the_money(config);
    for (const char* moot : {"ShortSwapIndexBase", "SwapIndexBase"}) config.child(moot);  // read by baskets
    if (text_or(config, "Extrapolation", "Flat") != "Flat")
        refuse(config.place(), "only flat extrapolation of swaption volatilities is supported");
    const auto periods = [&](const char* name) {
        std::vector<ql::Period> all;
        for (const std::string& word : words_of(config, name)) all.push_back(period(word));
        if (all.empty()) refuse(config.place(), fmt::format("the volatility has no {}", name));
        return at_least_two(std::move(all));
    };
    const SwaptionQuotes quotes = swaption_quotes(market, config, currency);
    auto made = ql::ext::make_shared<ql::SwaptionVolatilityMatrix>(
        market.today(), parsed(config, "Calendar", calendar), parsed(config, "BusinessDayConvention", roll),
        periods("OptionTenors"), periods("SwapTenors"), at_least_two(quotes.volatilities),
        count_or_365(config), true, rate_volatility_type(config).type, at_least_two(quotes.shifts));
    made->enableExtrapolation();
    return made;
}

/// "EUR" of "SwaptionVolatility/EUR/EUR_SW_N".
std::string currency_of(const XmlElement& entry) {
    const auto parts = split(entry.text(), '/');
    if (parts.size() < 3)
        refuse(entry.place(), fmt::format("'{}' has no currency between strokes", entry.text()));
    return parts[1];
}

}  // namespace

std::vector<std::string> words_of(const XmlElement& config, const std::string& name) {
    return split(config.text_of(name), ',');
}

RateVolatilityType rate_volatility_type(const XmlElement& config) {
    const std::string type = text_or(config, "VolatilityType", "Lognormal");
    if (type == "Normal") return {ql::Normal, "RATE_NVOL", false};
    if (type == "Lognormal") return {ql::ShiftedLognormal, "RATE_LNVOL", false};
    if (type == "ShiftedLognormal") return {ql::ShiftedLognormal, "RATE_SLNVOL", true};
    refuse(config.place(), fmt::format("volatilities of type {} are not supported", type));
}

BlackSurface Volatilities::exchange_rate(const std::string& pair, const std::string& configuration) {
    if (pair.size() != 6) refuse({}, fmt::format("'{}' is no pair of currencies", pair));
    const std::string inverse = pair.substr(3) + pair.substr(0, 3);
    const XmlElement* entry = market_.settings().serving("FxVolatilities", pair, configuration);
    if (!entry) entry = market_.settings().serving("FxVolatilities", inverse, configuration);
    if (!entry)
        refuse({}, fmt::format("todaysmarket has no volatility of {} in configuration '{}'", pair,
                               configuration));
    const std::string id = last_part(entry->text());
    return exchange_rates_.get(id, entry->place(), [&] {
        const XmlElement& config = market_.settings().curve("FXVolatilities", id, entry->place());
        const auto parts = split(entry->text(), '/');
        if (parts.size() != 4) refuse(entry->place(), "a volatility is written FXVolatility/CCY/CCY/ID");
        return faulty(config.place(), "volatility '" + id + "'", [&] {
            return term_structure(market_, config,
                                  fmt::format("FX_OPTION/RATE_LNVOL/{}/{}", parts[1], parts[2]), "ATM");
        });
    });
}

BlackSurface Volatilities::equity(const std::string& name, const std::string& configuration) {
    const XmlElement& entry = market_.serving("EquityVolatilities", name, configuration);
    const std::string id = last_part(entry.text());
    return equities_.get(id, entry.place(), [&] {
        const XmlElement& config = market_.settings().curve("EquityVolatilities", id, entry.place());
        config.child("Strikes");  // of smiles
        return faulty(config.place(), "volatility '" + id + "'", [&] {
            return term_structure(
                market_, config,
                fmt::format("EQUITY_OPTION/RATE_LNVOL/{}/{}", id, required(config, "Currency")), "ATMF");
        });
    });
}

SwaptionMatrix Volatilities::swaption(const std::string& currency, const std::string& configuration) {
    const XmlElement& entry = market_.serving("SwaptionVolatilities", currency, configuration);
    const std::string id = last_part(entry.text());
    return swaptions_.get(id, entry.place(), [&] {
        const XmlElement& config = market_.settings().curve("SwaptionVolatilities", id, entry.place());
        return faulty(config.place(), "volatility '" + id + "'",
                      [&] { return swaption_matrix(market_, config, currency_of(entry)); });
    });
}

OptionletSurface Volatilities::cap(const std::string& index, const std::string& configuration) {
    const XmlElement* entry = market_.settings().serving("CapFloorVolatilities", index, configuration);
    const XmlElement& found =
        entry ? *entry : market_.serving("CapFloorVolatilities", index.substr(0, 3), configuration);
    const std::string id = last_part(found.text());
    return caps_.get(id, found.place(), [&] {
        const XmlElement& config = market_.settings().curve("CapFloorVolatilities", id, found.place());
        return faulty(config.place(), "volatility '" + id + "'",
                      [&] { return strip_caps(market_, config, currency_of(found), configuration); });
    });
}

MarketVolatility volatility_at(const BlackSurface& surface, Date expiry) {
    const ql::Date date = to_quantlib(expiry);
    MarketVolatility found;
    found.value = surface->blackVol(date, ql::Null<double>(), true);
    found.years = surface->timeFromReference(date);
    return found;
}

MarketVolatility volatility_at(const SwaptionMatrix& matrix, Date expiry, double swap_years) {
    const ql::Date date = to_quantlib(expiry);
    MarketVolatility found;
    found.value = matrix->volatility(date, swap_years, 0.0, true);
    found.years = matrix->timeFromReference(date);
    if (matrix->volatilityType() == ql::Normal) {
        found.kind = MarketVolatility::Kind::normal;
    } else {
        found.shift = matrix->shift(date, swap_years, true);
        if (found.shift != 0.0) found.kind = MarketVolatility::Kind::shifted_lognormal;
    }
    return found;
}

MarketVolatility volatility_at(const OptionletSurface& surface, Date expiry, double strike) {
    const ql::Date date = to_quantlib(expiry);
    MarketVolatility found;
    found.value = surface->volatility(date, strike);
    found.years = surface->timeFromReference(date);
    found.shift = surface->displacement();
    if (surface->volatilityType() == ql::Normal)
        found.kind = MarketVolatility::Kind::normal;
    else if (found.shift != 0.0)
        found.kind = MarketVolatility::Kind::shifted_lognormal;
    return found;
}

}  // namespace snell::ore
