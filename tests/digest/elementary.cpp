// Prints a hash of every elementary function over many arguments: the same text from every compiler,
// optimisation level and instruction set (tests/checks/compilers_agree.py).
#include <cstdio>

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

namespace snell {
namespace {

constexpr int arguments = 1 << 16;

/// FNV-1a over 64-bit words.
struct Digest {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    void add(double a) { hash = (hash ^ to_bits(a)) * 0x100000001b3ull; }
};

/// arguments spread evenly over [low, high], taken a register at a time.
template <class R, class Function>
std::uint64_t digest_of(double low, double high, Function f) {
    Digest digest;
    double x[lanes_of<R>], y[lanes_of<R>];
    for (int i = 0; i < arguments; i += lanes_of<R>) {
        for (int k = 0; k < lanes_of<R>; ++k) x[k] = low + (high - low) / arguments * (i + k + 0.5);
        store(y, f(load<R>(x)));
        for (double value : y) digest.add(value);
    }
    return digest.hash;
}

template <class R, class Function>
void line(const char* name, double low, double high, Function f) {
    std::printf("%s %016llx\n", name, static_cast<unsigned long long>(digest_of<R>(low, high, f)));
}

template <class R>
void digests() {
    line<R>("exp", -750.0, 720.0, [](R x) { return exp(x); });
    line<R>("expm1", -3.0, 3.0, [](R x) { return expm1(x); });
    line<R>("log", -1e-3, 20.0, [](R x) { return log(x); });
    line<R>("log1p", -1.0, 3.0, [](R x) { return log1p(x); });
    line<R>("normal_cdf", -40.0, 10.0, [](R x) { return normal_cdf(x); });
    line<R>("normal_pdf", -40.0, 10.0, [](R x) { return normal_pdf(x); });
    line<R>("normal_inverse", 0.0, 1.0, [](R x) { return normal_inverse(x); });
    line<R>("pow", 0.0, 30.0, [](R x) { return pow(x, R(1.0) - x); });
    line<R>("rsqrt", 1e-3, 30.0, [](R x) { return rsqrt(x); });
    line<R>("sin", -300.0, 300.0, [](R x) { return sin(x); });
    line<R>("cos", -300.0, 300.0, [](R x) { return cos(x); });
}

}  // namespace
}  // namespace snell

int main(int count, char**) {
    if (count == 1) return snell::digests<double>(), 0;
#if defined(__AVX512F__)
    snell::digests<snell::Lanes<8, 2>>();
#else
    snell::digests<snell::Lanes<4, 2>>();
#endif
}
