#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <ql/termstructures/volatility/capfloor/capfloortermvolsurface.hpp>
#include <ql/termstructures/volatility/optionlet/optionletstripper1.hpp>

#include "models/market/ore/optionlet_surface.h"
#include "models/market/ore/quantlib_index.h"
#include "models/market/ore/volatilities.h"

/// Volatilities of caps -> volatilities of their optionlets.
namespace snell::ore {
namespace {

double number_of(const std::string& text) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        throw std::invalid_argument(fmt::format("'{}' is no number", text));
    return value;
}

/// "3M" of "USD-LIBOR-3M".
std::string tenor_word(const std::string& index) { return index.substr(index.rfind('-') + 1); }

/// The quote of a tenor at a strike, whatever way the strike is written ("0.03", "0.030").
double cap_quote(const Quotes& quotes, const std::string& prefix, double strike, const Place& asker) {
    for (const std::string& key : quotes.keys(prefix))
        if (std::abs(number_of(key.substr(key.rfind('/') + 1)) - strike) < 1e-12)
            return quotes.at(key, asker);
    refuse(asker, fmt::format("the market has no quote '{}{}' of today", prefix, strike));
}

ql::ext::shared_ptr<ql::CapFloorTermVolSurface> cap_volatilities(const Market& market,
                                                                 const XmlElement& config,
                                                                 const std::string& currency,
                                                                 const std::string& quote_kind) {
    const auto tenors = words_of(config, "Tenors"), strikes = words_of(config, "Strikes");
    if (tenors.size() < 2 || strikes.size() < 2)
        refuse(config.place(), "a surface of caps needs two Tenors and two Strikes at least");
    const std::string pays = tenor_word(required(config, "IborIndex"));
    std::vector<ql::Period> periods;
    std::vector<double> levels;
    for (const std::string& word : tenors) periods.push_back(period(word));
    for (const std::string& word : strikes) levels.push_back(number_of(word));
    ql::Matrix values(tenors.size(), strikes.size());
    for (std::size_t i = 0; i < tenors.size(); ++i) {
        const std::string prefix =
            fmt::format("CAPFLOOR/{}/{}/{}/{}/0/0/", quote_kind, currency, tenors[i], pays);
        for (std::size_t j = 0; j < levels.size(); ++j)
            values[i][j] = cap_quote(market.quotes(), prefix, levels[j], config.place());
    }
    auto surface = ql::ext::make_shared<ql::CapFloorTermVolSurface>(
        0, parsed(config, "Calendar", calendar), parsed(config, "BusinessDayConvention", roll), periods,
        levels, values, parsed(config, "DayCounter", day_counter));
    surface->enableExtrapolation();
    return surface;
}

CubicOptionletSurface::Beyond beyond(const std::string& name) {
    using Beyond = CubicOptionletSurface::Beyond;
    if (name == "Flat") return Beyond::flat;
    if (name == "Linear") return Beyond::cubic;
    if (name == "None") return Beyond::refused;
    throw std::invalid_argument(fmt::format("'{}' is none of Flat, Linear, None", name));
}

}  // namespace

OptionletSurface strip_caps(Market& market, const XmlElement& config, const std::string& currency,
                            const std::string& configuration) {
    if (truth_of(config, "IncludeAtm", false))
        refuse(config.place(), "at-the-money quotes of caps are not supported");
    const std::string method = text_or(config, "InterpolationMethod", "BicubicSpline");
    if (method != "BicubicSpline")
        refuse(config.place(), fmt::format("interpolation {} of caps is not supported", method));
    const RateVolatilityType type = rate_volatility_type(config);
    const std::string index = required(config, "IborIndex");
    const double shift =
        type.shifted ? market.quotes().at(fmt::format("CAPFLOOR/SHIFT/{}/{}", currency, tenor_word(index)),
                                          config.place())
                     : 0.0;
    const Curve discount =
        market.curves().curve(last_part(required(config, "DiscountCurve")), config.place());
    constexpr double accuracy = 1e-10;  // of a volatility
    constexpr int most_steps = 200;
    const ql::OptionletStripper1 stripped(cap_volatilities(market, config, currency, type.quote),
                                          make_index(index, market.forwarding(index, configuration)),
                                          ql::Null<double>(), accuracy, most_steps, discount, type.type,
                                          shift);
    return ql::ext::make_shared<CubicOptionletSurface>(stripped, parsed(config, "Extrapolation", beyond));
}

}  // namespace snell::ore
