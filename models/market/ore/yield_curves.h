#pragma once
#include <string>

#include "models/market/ore/fair_rate_helper.h"
#include "models/market/ore/memo.h"
#include "models/market/ore/quotes.h"
#include "models/market/ore/settings.h"

namespace snell::ore {

/// Yield curves of curveconfig.xml, each built when first asked for, with those that it stands on.
class YieldCurves {
  public:
    YieldCurves(const Settings& settings, const Quotes& quotes, const ql::Date& today)
        : settings_(settings), quotes_(quotes), today_(today) {}

    /// Throws a Fault where the curve cannot be built, the same one every time.
    Curve curve(const std::string& id, const Place& asker);
    /// ISO code of the curve's currency.
    std::string currency(const std::string& id, const Place& asker) const;

    const Settings& settings() const { return settings_; }
    const Quotes& quotes() const { return quotes_; }
    const ql::Date& today() const { return today_; }

  private:
    const Settings& settings_;
    const Quotes& quotes_;
    ql::Date today_;
    Memo<Curve> curves_;

    Curve build(const XmlElement& config);
};

}  // namespace snell::ore
