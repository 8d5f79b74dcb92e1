#pragma once

namespace snell::peers {

/// Double-precision fused multiply-adds that one core reaches, each counted as two operations [flop/s]: the
/// best of several short runs of independent chains in the widest registers of this processor.
double measured_peak();

/// "AVX-512" or "AVX2": the registers that measured_peak uses.
const char* peak_registers();

}  // namespace snell::peers
