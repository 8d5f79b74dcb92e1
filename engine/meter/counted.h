#pragma once
#include "engine/kernels/kernels.h"
#include "engine/xva/kernels.h"
#include "engine/xva/market_program.h"

/// The loops over paths on numbers that count what is done to them (core/counted.h); values only, no slopes.
namespace snell {

/// In the place of an instruction set; not in its list, as no processor has it and no user may choose it.
inline constexpr Isa counted_isa{0xff};

extern const Kernels counted_kernels;
extern const MarketKernels counted_market_kernels;
extern const XvaKernels counted_xva_kernels;

}  // namespace snell
