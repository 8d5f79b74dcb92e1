#pragma once
#include "bench/peers/work.h"
#include "engine/settings.h"
#include "engine/walk.h"

namespace snell::peers {

Model model_of(const Work& work);
Product product_of(const Work& work);

/// The walk of a work on its 252 steps, without control variates.
Walk<double> walk_of(const Work& work, const Settings& settings);

}  // namespace snell::peers
