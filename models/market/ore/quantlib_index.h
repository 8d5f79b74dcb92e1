#pragma once
#include <ql/indexes/iborindex.hpp>
#include <string>

#include "models/market/ore/settings.h"

namespace snell::ore {

/// The index of a name, "EUR-EURIBOR-6M" or "EUR-EONIA", that forecasts on a curve.  Throws
/// std::invalid_argument for a name that it does not know.
ql::ext::shared_ptr<ql::IborIndex> make_index(const std::string& name,
                                              const ql::Handle<ql::YieldTermStructure>& curve = {});

/// The same; throws std::invalid_argument for one that is not of overnight rates.
ql::ext::shared_ptr<ql::OvernightIndex> make_overnight_index(
    const std::string& name, const ql::Handle<ql::YieldTermStructure>& curve = {});

/// Throws a Fault where conventions.xml defines the index, and otherwise than it is known here.
void check_definition(const Settings& settings, const std::string& name);

}  // namespace snell::ore
