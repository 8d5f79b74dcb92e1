#pragma once
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

#include <cstddef>
#include <iterator>

/// The functions of core/math as plain doubles, so that numbers made by code for different instruction sets
/// can be compared.
namespace snell {

constexpr const char* math_functions[] = {"exp", "expm1",      "log",        "log1p",         "sin",
                                          "cos", "sin_turn",   "cos_turn",   "rsqrt",         "reciprocal",
                                          "pow", "normal_pdf", "normal_cdf", "normal_inverse"};

/// out[function][count] of x[count]; count is a multiple of lanes_of<R>.
template <class R>
void math_bits(const double* x, std::size_t count, double* out) {
    for (std::size_t i = 0; i < count; i += lanes_of<R>) {
        const R a = load<R>(x + i);
        R s, c, s_turn, c_turn;
        sincos(a, s, c);
        sincos_turn(a, s_turn, c_turn);
        const R values[] = {exp(a),
                            expm1(a),
                            log(a),
                            log1p(a),
                            s,
                            c,
                            s_turn,
                            c_turn,
                            rsqrt(a),
                            reciprocal(a),
                            pow(a, R(1.25) - a),
                            normal_pdf(a),
                            normal_cdf(a),
                            normal_inverse(a)};
        static_assert(std::size(values) == std::size(math_functions));
        for (std::size_t f = 0; f < std::size(values); ++f) store(out + f * count + i, values[f]);
    }
}
/// The same in Lanes<8, K> for K = 1, 2, 4, in code compiled for AVX-512.
void math_bits_wide(int k, const double* x, std::size_t count, double* out);

}  // namespace snell
