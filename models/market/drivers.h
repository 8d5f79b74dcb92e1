#pragma once
#include "core/field_lister.h"
#include "core/matrix.h"
#include "core/node.h"
#include "models/heston.h"

namespace snell {

/// Key of the correlation of all drivers of a Heston model.
inline constexpr const char* drivers_key = "drivers";

/// Its entry in help and schema.
Field drivers_field();

/// The correlation of the drivers of all prices, then of all variances, in the assets' order, for a model
/// that has everything else.  Throws NodeFault: E116 where its shape, diagonal or symmetry is wrong, E122
/// where it contradicts the prices' correlation or a rho, E117 where it is not positive semi-definite, with
/// what would mend it.
HestonDrivers<double> drivers_from(const Node& node, const Heston<double>& model);

}  // namespace snell
