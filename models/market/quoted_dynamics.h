#pragma once
#include "core/faults.h"
#include "core/field_lister.h"
#include "core/node.h"
#include "models/cross_asset_terms.h"
#include "models/world.h"

namespace snell {

/// `[model]` of a run file: for each currency of the world
///     [model.reversion] EUR = 0.03            speed of the short rate's reversion [1/year], 0 if left out
///     [model.rate_volatility] EUR = 0.008     Hull and White's volatility of the short rate, by time
///     [model.alpha] EUR = 0.008               or Hagan's alpha
/// for each but the base [model.exchange_volatility] USD = 0.1, for each equity [model.equity_volatility] SP5
/// = 0.2, and
///     [model.correlation] "IR:EUR,FX:USDEUR" = 0.2
/// between factors; 0 where left out.  A name whose hazard moves has a [model.hazard_volatility] ACME = 0.01,
/// or a [model.cir_volatility] with [model.cir_level] and [model.cir_start], each with
/// [model.hazard_reversion], and is the factor "CR:ACME".  What the world could not build needs no terms.
/// Reports every fault.
CrossAssetTerms quoted_dynamics(const Node& model, const World& world, Faults& faults);

/// The lists of `[model]`.
std::vector<Field> dynamics_fields();

}  // namespace snell
