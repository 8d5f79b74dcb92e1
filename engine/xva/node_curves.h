#pragma once
#include <vector>

#include "core/schedule.h"
#include "models/world.h"

namespace snell {

/// Today's world with its curves kept at tenors alone: discount factors log-linear between them, the last
/// forward rate held beyond.  Discounting and forwarding curves of rates are kept so; all else stays as it
/// is.  Without tenors the world itself.
World through_nodes(World world, const std::vector<Period>& tenors);

}  // namespace snell
