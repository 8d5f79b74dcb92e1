#pragma once
#include "core/real.h"

/// What a device reaches at most, as functions of a thread's number.
namespace snell {

/// Thread: a number of an array.
struct Fill {
    double number;
    double* to;

    HOST_DEVICE void operator()(long i) const { to[i] = number; }
};

/// Thread: independent chains of fused multiply-adds, whose sum is kept so that no compiler leaves them out.
struct FusedChains {
    int rounds;
    double start;
    double* out;

    static constexpr int chains = 8;
    static constexpr double shrink = 0.999999, add = 1e-6;

    HOST_DEVICE void operator()(long i) const {
        double chain[chains];
        UNROLL
        for (int k = 0; k < chains; ++k) chain[k] = start + k;
        for (int round = 0; round < rounds; ++round) {
            UNROLL
            for (int k = 0; k < chains; ++k) chain[k] = fma(chain[k], shrink, add);
        }
        double sum = 0.0;
        UNROLL
        for (int k = 0; k < chains; ++k) sum += chain[k];
        out[i] = sum;
    }
};

/// Thread: an element of a = b + times c.
struct Triad {
    double times;
    const double *b, *c;
    double* a;

    HOST_DEVICE void operator()(long i) const { a[i] = b[i] + times * c[i]; }
};

}  // namespace snell
