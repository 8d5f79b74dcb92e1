#pragma once
#include <bit>
#include <type_traits>

#include "gpu/path_tasks.h"
#include "models/model.h"

/// Baskets: kernels for any number of assets index their state and keep it in a thread's memory.  Where the
/// number is `basket_size` and nothing jumps, the same kernel runs with the number known to the compiler.
namespace snell {

/// The kernel of a model for `basket_size` assets, by its kernel for any number.
template <class General, class Models>
struct SizedKernel;
template <class General, class Model, class... Others>
struct SizedKernel<General, std::variant<Model, Others...>>
    : std::conditional_t<std::is_same_v<General, typename Model::template Kernel<0>>,
                         std::type_identity<typename Model::template Kernel<basket_size>>,
                         SizedKernel<General, std::variant<Others...>>> {};

/// What is seen of an asset is looked up without an index that only the running program knows.
template <class Sized>
struct BasketKernel : Sized {
    template <class R>
    ALWAYS_INLINE R observe(const typename Sized::template State<R>& state, Quantity quantity,
                            int asset) const {
        R seen(0.0);
        UNROLL
        for (int k = 0; k < basket_size; ++k)
            if (asset == k) seen = Sized::template observe<R>(state, quantity, k);
        return seen;
    }
};
template <class General>
using BasketOf = BasketKernel<typename SizedKernel<General, Model>::type>;

template <class Kernel>
inline constexpr bool is_general = decltype(Kernel::gaussian)::capacity == max_assets;
template <class General>
inline constexpr Jumping basket_jumping = has_jumps<General> ? Jumping::never : Jumping::maybe;

template <class General>
bool is_basket(const General& kernel) {
    if (kernel.gaussian.size() != basket_size) return false;
    if constexpr (has_jumps<General>) return kernel.jumps.entries < 0;
    return true;
}
/// Their numbers are the same.
template <class General>
BasketOf<General> basket_of(const General& kernel) {
    return std::bit_cast<BasketOf<General>>(kernel);
}

}  // namespace snell
