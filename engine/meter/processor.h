#pragma once
#include <string>

namespace snell::meter {

/// What a device reaches at most, as measured on it.
struct Limits {
    double operations = 0.0;  ///< double-precision fused multiply-adds, each counted as two [flop/s]
    double bytes = 0.0;       ///< of memory read and written, caches left out [byte/s]
};

/// Of this processor with so many threads at once: the best of several short runs of independent chains of
/// fused multiply-adds in its widest registers, and of the triad a = b + 3 c over arrays that no cache holds
/// (McCalpin's STREAM, 24 bytes an element).
Limits processor_limits(int threads);

/// The operations alone of one core, by processor time: what programs beside this one leave unchanged.
double core_peak();

/// "AVX-512" or "AVX2": the registers that the peak is measured in.
const char* peak_registers();

/// As the processor calls itself.
std::string processor_name();

}  // namespace snell::meter
