#pragma once
#include <ql/termstructures/volatility/equityfx/blackvoltermstructure.hpp>
#include <ql/termstructures/volatility/optionlet/optionletvolatilitystructure.hpp>
#include <ql/termstructures/volatility/swaption/swaptionvolstructure.hpp>
#include <string>

#include "models/market/ore/market.h"
#include "models/market/ore/memo.h"
#include "models/world.h"

namespace snell::ore {

using BlackSurface = ql::ext::shared_ptr<ql::BlackVolTermStructure>;
using SwaptionMatrix = ql::ext::shared_ptr<ql::SwaptionVolatilityStructure>;
using OptionletSurface = ql::ext::shared_ptr<ql::OptionletVolatilityStructure>;

/// Volatilities of curveconfig.xml, each built when first asked for.  At the money only: a configuration that
/// asks for a smile of exchange rates, equities or swaptions is a Fault.
class Volatilities {
  public:
    explicit Volatilities(Market& market) : market_(market) {}

    /// `pair` as six letters, in either order: the volatility of a rate is that of its inverse.
    BlackSurface exchange_rate(const std::string& pair, const std::string& configuration);
    BlackSurface equity(const std::string& name, const std::string& configuration);
    SwaptionMatrix swaption(const std::string& currency, const std::string& configuration);
    /// Optionlet volatilities stripped from those of whole caps.
    OptionletSurface cap(const std::string& index, const std::string& configuration);

  private:
    Market& market_;
    Memo<BlackSurface> exchange_rates_, equities_;
    Memo<SwaptionMatrix> swaptions_;
    Memo<OptionletSurface> caps_;
};

/// A volatility on a surface, with the time to expiry by the surface's day count.
MarketVolatility volatility_at(const BlackSurface& surface, Date expiry);
MarketVolatility volatility_at(const SwaptionMatrix& matrix, Date expiry, double swap_years);
MarketVolatility volatility_at(const OptionletSurface& surface, Date expiry, double strike);

/// RATE_LNVOL, RATE_NVOL or RATE_SLNVOL, as quotes of the <VolatilityType> are named.
struct RateVolatilityType {
    ql::VolatilityType type;
    std::string quote;
    bool shifted;
};
RateVolatilityType rate_volatility_type(const XmlElement& config);

/// Periods of a list between commas.
std::vector<std::string> words_of(const XmlElement& config, const std::string& name);

OptionletSurface strip_caps(Market& market, const XmlElement& config, const std::string& currency,
                            const std::string& configuration);

}  // namespace snell::ore
