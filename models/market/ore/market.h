#pragma once
#include <string>

#include "models/daily_curve.h"
#include "models/market/ore/yield_curves.h"

namespace snell::ore {

/// What serves a purpose in a configuration of todaysmarket.xml.
class Market {
  public:
    Market(const Settings& settings, const Quotes& quotes, const ql::Date& today)
        : settings_(settings), quotes_(quotes), curves_(settings, quotes, today) {}

    Curve discount(const std::string& currency, const std::string& configuration);
    Curve forwarding(const std::string& index, const std::string& configuration);
    Curve yield_curve(const std::string& name, const std::string& configuration);
    /// Value of one unit of a currency in another, over as few quoted rates as possible.
    double exchange_rate(const std::string& from, const std::string& to,
                         const std::string& configuration) const;

    const Settings& settings() const { return settings_; }
    const Quotes& quotes() const { return quotes_; }
    YieldCurves& curves() { return curves_; }
    const ql::Date& today() const { return curves_.today(); }

    /// The curve of every day up to `end`.
    DailyCurve freeze(const Curve& curve, Date end) const;

    /// The entry of todaysmarket.xml; throws a Fault where no configuration has it.
    const XmlElement& serving(const std::string& section, const std::string& key,
                              const std::string& configuration) const;

  private:
    const Settings& settings_;
    const Quotes& quotes_;
    YieldCurves curves_;

    Curve named_by(const XmlElement& entry);
};

}  // namespace snell::ore
