#pragma once
#include <variant>

#include "models/black_scholes.h"
#include "models/heston.h"
#include "models/local_volatility.h"

/// What a model must offer (models/black_scholes.h is the shortest example):
///   market, parameters(visitor)   today's world and every number that a Greek may be taken of
///   exact                         true if a step has no time-step bias, whatever its length
///   bridges_exactly()             optional: false if, between two steps, ln S is no Brownian bridge
///   supplies(observable)          true for what the kernel's paths show: observe(state, quantity, asset)
///   scales_with_spot              optional: false if the law of S_t / S_0 depends on S_0, as gamma must know
///   known(observable, start)      what is the same on every path
///   Kernel<N>                     plain data: normals() and uniforms() that a step takes; start, step and
///                                 observe for every Real
///   freeze<N>(...)                its numbers on a time grid as one table
/// A new model is one header and one word in this list; its terms are one word in
/// models/market/model_input.h.
namespace snell {

template <class P>
using ModelOf = std::variant<BlackScholes<P>, LocalVolatility<P>, Heston<P>>;
using Model = ModelOf<double>;

/// One asset is common and its loop is worth unrolling; the kernel for any number of assets is the general
/// case.
template <class Variant>
struct KernelsOf;
template <class... Models>
struct KernelsOf<std::variant<Models...>> {
    using type = std::variant<typename Models::template Kernel<1>..., typename Models::template Kernel<0>...>;
};
template <class P>
using KernelOf = typename KernelsOf<ModelOf<P>>::type;

template <class P>
const Market<P>& market_of(const ModelOf<P>& model) {
    return std::visit([](const auto& m) -> const Market<P>& { return m.market; }, model);
}

}  // namespace snell
