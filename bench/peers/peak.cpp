#include "bench/peers/peak.h"

#include "bench/peers/stopwatch.h"

#include <immintrin.h>
#include <algorithm>

namespace snell::peers {
namespace {

/// Chains that hide the latency of a fused multiply-add (4 cycles, two a cycle) with some to spare.
constexpr int chains = 12;

bool has_avx512() { return __builtin_cpu_supports("avx512f") != 0; }

__attribute__((target("avx512f"))) double run_avx512(long rounds, double start) {
    const __m512d shrink = _mm512_set1_pd(0.999999), add = _mm512_set1_pd(1e-6);
    __m512d chain[chains];
    for (int i = 0; i < chains; ++i) chain[i] = _mm512_set1_pd(start + i);
    for (long round = 0; round < rounds; ++round)
        for (int i = 0; i < chains; ++i) chain[i] = _mm512_fmadd_pd(chain[i], shrink, add);
    for (int i = 1; i < chains; ++i) chain[0] = _mm512_add_pd(chain[0], chain[i]);
    return _mm512_cvtsd_f64(chain[0]);
}

__attribute__((target("avx2,fma"))) double run_avx2(long rounds, double start) {
    const __m256d shrink = _mm256_set1_pd(0.999999), add = _mm256_set1_pd(1e-6);
    __m256d chain[chains];
    for (int i = 0; i < chains; ++i) chain[i] = _mm256_set1_pd(start + i);
    for (long round = 0; round < rounds; ++round)
        for (int i = 0; i < chains; ++i) chain[i] = _mm256_fmadd_pd(chain[i], shrink, add);
    for (int i = 1; i < chains; ++i) chain[0] = _mm256_add_pd(chain[0], chain[i]);
    return _mm256_cvtsd_f64(chain[0]);
}

}  // namespace

const char* peak_registers() { return has_avx512() ? "AVX-512" : "AVX2"; }

double measured_peak() {
    constexpr long rounds = 4'000'000;
    const int lanes = has_avx512() ? 8 : 4;
    double best = 0.0;
    const volatile double opaque = 2.0;  // 1.0 would be a fixed point of the chain, and a compiler found it
    volatile double sink = 0.0;
    for (int repetition = 0; repetition < 7; ++repetition) {
        const double start = opaque;
        const Stopwatch watch;
        sink = has_avx512() ? run_avx512(rounds, start) : run_avx2(rounds, start);
        best = std::max(best, 2.0 * chains * lanes * static_cast<double>(rounds) / watch.processor());
    }
    static_cast<void>(sink);
    return best;
}

}  // namespace snell::peers
