// The loops on numbers that count: what is counted is what every other instruction set does.
#include "core/counted.h"
#include "engine/kernels/block.h"
#include "engine/kernels/market_loops.h"
#include "engine/meter/counted.h"
#include "engine/xva/block.h"
#include "engine/xva/survive.h"

namespace snell {
const Kernels counted_kernels{"counted", 1, &average_walk<Counted, double>, nullptr};
const MarketKernels counted_market_kernels{&walk_market_grid<Counted>, &walk_market_bridge<Counted>};
const XvaKernels counted_xva_kernels{&happen<Counted>, &prepare<Counted>,  &value<Counted>,  &call<Counted>,
                                     &expose<Counted>, &allocate<Counted>, &survive<Counted>};
}  // namespace snell
