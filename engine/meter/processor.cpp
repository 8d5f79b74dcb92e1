#include "engine/meter/processor.h"

#include <immintrin.h>

#include <algorithm>
#include <barrier>
#include <fstream>
#include <thread>
#include <vector>

#include "engine/meter/timer.h"

namespace snell::meter {
namespace {

constexpr int repetitions = 7;

/// Chains that hide the latency of a fused multiply-add (4 cycles, two a cycle) with some to spare.
constexpr int chains = 12;
constexpr long rounds = 4'000'000;

bool has_avx512() { return __builtin_cpu_supports("avx512f") != 0; }

__attribute__((target("avx512f"))) double run_avx512(double start) {
    const __m512d shrink = _mm512_set1_pd(0.999999), add = _mm512_set1_pd(1e-6);
    __m512d chain[chains];
    for (int i = 0; i < chains; ++i) chain[i] = _mm512_set1_pd(start + i);
    for (long round = 0; round < rounds; ++round)
        for (int i = 0; i < chains; ++i) chain[i] = _mm512_fmadd_pd(chain[i], shrink, add);
    for (int i = 1; i < chains; ++i) chain[0] = _mm512_add_pd(chain[0], chain[i]);
    return _mm512_cvtsd_f64(chain[0]);
}

__attribute__((target("avx2,fma"))) double run_avx2(double start) {
    const __m256d shrink = _mm256_set1_pd(0.999999), add = _mm256_set1_pd(1e-6);
    __m256d chain[chains];
    for (int i = 0; i < chains; ++i) chain[i] = _mm256_set1_pd(start + i);
    for (long round = 0; round < rounds; ++round)
        for (int i = 0; i < chains; ++i) chain[i] = _mm256_fmadd_pd(chain[i], shrink, add);
    for (int i = 1; i < chains; ++i) chain[0] = _mm256_add_pd(chain[0], chain[i]);
    return _mm256_cvtsd_f64(chain[0]);
}

double operations() { return 2.0 * chains * (has_avx512() ? 8 : 4) * static_cast<double>(rounds); }

/// The chains of one core.
void multiply_and_add() {
    const volatile double opaque = 2.0;  // 1.0 would be a fixed point of the chain, and a compiler found it
    const double start = opaque;
    const volatile double sink = has_avx512() ? run_avx512(start) : run_avx2(start);
    static_cast<void>(sink);
}

/// Numbers of each array of the triad, all threads together: 768 MiB in all, which no cache holds.
constexpr std::size_t triad_length = std::size_t{1} << 25;

/// One thread's part of the triad.
class Triad {
  public:
    explicit Triad(std::size_t length) : a_(length), b_(length, 1.0), c_(length, 2.0) {}
    void operator()() {
        const volatile double opaque = 3.0;
        const double times = opaque;
        for (std::size_t i = 0; i < a_.size(); ++i) a_[i] = b_[i] + times * c_[i];
        const volatile double sink = a_[a_.size() / 2];
        static_cast<void>(sink);
    }

  private:
    std::vector<double> a_, b_, c_;
};

/// Greatest rate of work(thread) by all threads at once, `amount` each [1/s].  `begin` is called by each.
template <class Begin>
double best_rate(int threads, double amount, const Begin& begin) {
    std::barrier together(threads + 1);
    std::vector<std::jthread> others;
    for (int i = 0; i < threads; ++i)
        others.emplace_back([&] {
            auto work = begin();
            for (int k = 0; k < repetitions; ++k) {
                together.arrive_and_wait();
                work();
                together.arrive_and_wait();
            }
        });
    double best = 0.0;
    for (int k = 0; k < repetitions; ++k) {
        const Timer timer;  // before they start: on a busy machine this thread may hear of it late
        together.arrive_and_wait();
        together.arrive_and_wait();
        best = std::max(best, amount * threads / timer.wall());
    }
    return best;
}

}  // namespace

const char* peak_registers() { return has_avx512() ? "AVX-512" : "AVX2"; }

double core_peak() {
    double best = 0.0;
    for (int k = 0; k < repetitions; ++k) {
        const Timer timer;
        multiply_and_add();
        best = std::max(best, operations() / timer.processor());
    }
    return best;
}

Limits processor_limits(int threads) {
    const std::size_t length = triad_length / static_cast<std::size_t>(threads);
    const double bytes = 3.0 * sizeof(double) * static_cast<double>(length);
    return {best_rate(threads, operations(), [] { return multiply_and_add; }),
            best_rate(threads, bytes, [=] { return Triad(length); })};
}

std::string processor_name() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "unknown processor";
}

}  // namespace snell::meter
