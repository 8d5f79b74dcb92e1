#pragma once
#include <variant>

#include "portfolios/products/american.h"
#include "portfolios/products/american_asian.h"
#include "portfolios/products/american_basket.h"
#include "portfolios/products/american_rainbow.h"
#include "portfolios/products/asian.h"
#include "portfolios/products/autocallable.h"
#include "portfolios/products/barrier.h"
#include "portfolios/products/basket.h"
#include "portfolios/products/binary_barrier.h"
#include "portfolios/products/chooser.h"
#include "portfolios/products/cliquet.h"
#include "portfolios/products/complex_chooser.h"
#include "portfolios/products/compound.h"
#include "portfolios/products/digital.h"
#include "portfolios/products/double_barrier.h"
#include "portfolios/products/european.h"
#include "portfolios/products/forward_start.h"
#include "portfolios/products/lookback.h"
#include "portfolios/products/one_touch.h"
#include "portfolios/products/rainbow.h"
#include "portfolios/products/spread.h"
#include "portfolios/products/variance_option.h"
#include "portfolios/products/variance_swap.h"
#include "portfolios/quotes.h"

/// What a product must offer (portfolios/products/european.h is the shortest example):
///   kind, about, reference    its name in a portfolio file, one line of help, the source of its definition
///   fields(visitor)           its terms, told once (core/fields.h)
///   check(quotes)             optional: faults that need today's spots, thrown as TermsFault
///   Payoff                    plain data and `R operator()(const Path<R>&) const`, deflated to today, for
///   every Real;
///                             `continuous`: a constant or a member that is false where a small move of the
///                             path can make the payoff jump
///   exercise                  optional: when it may be exercised (portfolios/exercise.h); its Payoff then
///   has
///                             `dates`, `value` and `show`, and is stopped by a rule
///   bind(plan)                asks for what the payoff reads and returns the payoff
/// A new product is one header and one word in this list.
namespace snell {

using Product = std::variant<European,         //
                             American,         //
                             AmericanAsian,    //
                             AmericanBasket,   //
                             AmericanBestOf,   //
                             AmericanWorstOf,  //
                             Asian,            //
                             Autocallable,     //
                             Barrier,          //
                             Basket,           //
                             BestOf,           //
                             BinaryBarrier,    //
                             Chooser,          //
                             Cliquet,          //
                             ComplexChooser,   //
                             Compound,         //
                             Digital,          //
                             DoubleBarrier,    //
                             ForwardStart,     //
                             Lookback,         //
                             OneTouch,         //
                             Spread,           //
                             VarianceOption,   //
                             VarianceSwap,     //
                             WorstOf>;

template <class Variant>
struct PayoffsOf;
template <class... Products>
struct PayoffsOf<std::variant<Products...>> {
    using type = std::variant<typename Products::Payoff...>;
};
using Payoff = typename PayoffsOf<Product>::type;

}  // namespace snell
