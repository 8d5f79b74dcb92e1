#pragma once
#include <variant>

#include "models/black_scholes.h"
#include "models/heston.h"
#include "models/local_volatility.h"

/// What a model must offer (models/black_scholes.h is the shortest example):
///   market, parameters(visitor)   today's world and every number that a Greek may be taken of
///   exact                         true if a step has no time-step bias, whatever its length
///   bridges_exactly()             optional: false if, between two steps, ln S is no Brownian bridge
///   moves_variance                optional: supplies Quantity::integrated_variance and leg
///   scales_with_spot              optional: false if the law of S_t / S_0 depends on S_0, as gamma must know
///   known(observable, start)      what is the same on every path
///   Kernel<N>                     plain data: normals(), uniforms() a step, start, step, observe for every
///   Real freeze<N>(...)                its numbers on a time grid as one table
/// A new model is one header and one word in each list.
namespace snell {

template <class P>
using ModelOf = std::variant<BlackScholes<P>, LocalVolatility<P>, Heston<P>>;
using Model = ModelOf<double>;

/// One asset is common and its loop is worth unrolling; the kernel for any number of assets is the general
/// case.
template <class P>
using KernelOf =
    std::variant<typename BlackScholes<P>::template Kernel<1>, typename BlackScholes<P>::template Kernel<0>,
                 typename LocalVolatility<P>::template Kernel<1>,
                 typename LocalVolatility<P>::template Kernel<0>, typename Heston<P>::template Kernel<1>,
                 typename Heston<P>::template Kernel<0>>;

template <class P>
const Market<P>& market_of(const ModelOf<P>& model) {
    return std::visit([](const auto& m) -> const Market<P>& { return m.market; }, model);
}

}  // namespace snell
