/// Time per value of core/math, and of the same function in other vector libraries where they are installed:
/// libmvec (of the C library), SLEEF, Highway.  4096 values that fit the first-level cache; compiled for
/// AVX-512, so that "four" times registers of four doubles rather than an AVX2 machine.
#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>

#include "core/lanes.h"
#include "core/math/exp.h"
#include "core/math/expm1.h"
#include "core/math/log.h"
#include "core/math/log1p.h"
#include "core/math/normal_cdf.h"
#include "core/math/normal_inverse.h"
#include "core/math/normal_pdf.h"
#include "core/math/pow.h"
#include "core/math/rsqrt.h"
#include "core/math/sincos.h"
#if defined(SNELL_BENCH_SLEEF)
#include <sleef.h>
#endif
#if defined(SNELL_BENCH_HIGHWAY)
#include <hwy/highway.h>
// Needs highway.h before it.
#include <hwy/contrib/math/math-inl.h>
#endif

#if defined(SNELL_BENCH_MVEC)
extern "C" {
__m512d _ZGVeN8v_exp(__m512d);
__m512d _ZGVeN8v_log(__m512d);
__m512d _ZGVeN8v_sin(__m512d);
__m512d _ZGVeN8vv_pow(__m512d, __m512d);
}
#endif

namespace snell {
namespace {

constexpr std::size_t count = 4096;

/// Arguments spread evenly over [low, high], and a place for the results that never aliases the next loads.
struct Values {
    alignas(4096) std::array<double, count> x;
    alignas(4096) std::array<double, count + 480> y;
    Values(double low, double high) {
        std::uint64_t state = 1;
        for (double& each : x) {
            state = state * 6364136223846793005ull + 1442695040888963407ull;
            each = low + (high - low) * static_cast<double>(state >> 11 | 1) * 0x1p-53;
        }
    }
};

template <class R, class Function>
void run(benchmark::State& state, double low, double high, Function function) {
    static Values values(0.0, 0.0);
    values = Values(low, high);
    for (auto _ : state) {
        for (std::size_t i = 0; i < count; i += lanes_of<R>)
            store(values.y.data() + 480 + i, function(load<R>(values.x.data() + i)));
        benchmark::ClobberMemory();
    }
    state.counters["per_value"] =
        benchmark::Counter(static_cast<double>(count),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// Lets a library's function of one register stand for Lanes<8, 4>.
template <class Function>
ALWAYS_INLINE Lanes<8, 4> by_register(Lanes<8, 4> x, Function function) {
    UNROLL
    for (int k = 0; k < 4; ++k) x.r[k] = function(x.r[k]);
    return x;
}

// A lambda that is not inlined would pass its registers through memory and time that.
#define FUNCTION(...) \
    [](auto x) __attribute__((always_inline)) { return __VA_ARGS__; }

template <class Function>
void ours(const std::string& name, double low, double high, Function f) {
    using State = benchmark::State;
    benchmark::RegisterBenchmark((name + "/eight").c_str(),
                                 [=](State& s) { run<Lanes<8, 4>>(s, low, high, f); });
    benchmark::RegisterBenchmark((name + "/four").c_str(),
                                 [=](State& s) { run<Lanes<4, 4>>(s, low, high, f); });
    benchmark::RegisterBenchmark((name + "/one").c_str(), [=](State& s) { run<double>(s, low, high, f); });
}
template <class Function>
void theirs(const std::string& name, double low, double high, Function f) {
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& s) {
        run<Lanes<8, 4>>(
            s, low, high, [=](Lanes<8, 4> x) __attribute__((always_inline)) { return by_register(x, f); });
    });
}

void register_others() {
#if defined(SNELL_BENCH_MVEC)
    theirs("exp/libmvec", -20, 20, FUNCTION(_ZGVeN8v_exp(x)));
    theirs("log/libmvec", 0, 20, FUNCTION(_ZGVeN8v_log(x)));
    theirs("sin/libmvec", -10, 10, FUNCTION(_ZGVeN8v_sin(x)));
    theirs("pow/libmvec", 0, 20, FUNCTION(_ZGVeN8vv_pow(x, _mm512_set1_pd(0.7))));
#endif
#if defined(SNELL_BENCH_SLEEF)
    theirs("exp/sleef", -20, 20, FUNCTION(Sleef_expd8_u10avx512f(x)));
    theirs("log/sleef", 0, 20, FUNCTION(Sleef_logd8_u10avx512f(x)));
    theirs("sin/sleef", -10, 10, FUNCTION(Sleef_sind8_u10avx512f(x)));
    theirs("pow/sleef", 0, 20, FUNCTION(Sleef_powd8_u10avx512f(x, _mm512_set1_pd(0.7))));
    theirs("expm1/sleef", -3, 3, FUNCTION(Sleef_expm1d8_u10avx512f(x)));
    theirs("log1p/sleef", 0, 3, FUNCTION(Sleef_log1pd8_u10avx512f(x)));
    theirs("normal_cdf/sleef", -6, 6, FUNCTION(Sleef_erfcd8_u15avx512f(x)));
#endif
#if defined(SNELL_BENCH_HIGHWAY)
    namespace hw = hwy::HWY_NAMESPACE;
    using D = hw::FixedTag<double, 8>;
    theirs("exp/highway", -20, 20, FUNCTION(hw::Exp(D(), hw::Vec<D>{x}).raw));
    theirs("log/highway", 0, 20, FUNCTION(hw::Log(D(), hw::Vec<D>{x}).raw));
    theirs("sin/highway", -10, 10, FUNCTION(hw::Sin(D(), hw::Vec<D>{x}).raw));
    theirs("expm1/highway", -3, 3, FUNCTION(hw::Expm1(D(), hw::Vec<D>{x}).raw));
    theirs("log1p/highway", 0, 3, FUNCTION(hw::Log1p(D(), hw::Vec<D>{x}).raw));
#endif
}

[[maybe_unused]] const bool registered = [] {
    ours("normal_inverse", 0, 1, FUNCTION(normal_inverse(x)));
    ours("normal_cdf", -6, 6, FUNCTION(normal_cdf(x)));
    ours("normal_pdf", -6, 6, FUNCTION(normal_pdf(x)));
    ours("exp", -20, 20, FUNCTION(exp(x)));
    ours("log", 0, 20, FUNCTION(log(x)));
    ours("sin", -10, 10, FUNCTION(sin(x)));
    ours("pow", 0, 20, FUNCTION(pow(x, decltype(x)(0.7))));
    ours("expm1", -3, 3, FUNCTION(expm1(x)));
    ours("log1p", 0, 3, FUNCTION(log1p(x)));
    ours("rsqrt", 0, 20, FUNCTION(rsqrt(x)));
    ours("root_and_division", 0, 20, FUNCTION(decltype(x)(1.0) / sqrt(x)));
    ours("division", 0, 20, FUNCTION(reciprocal(x)));
    ours("copy", 0, 20, FUNCTION(x));
    register_others();
    return true;
}();

}  // namespace
}  // namespace snell
