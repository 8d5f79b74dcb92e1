#include <tuple>

#include "gpu/basket.h"
#include "gpu/cuda/launch.cuh"

namespace snell {
namespace {

template <class Kernel, Jumping jumping>
constexpr auto launches_of() {
    return std::make_tuple(&CudaDevice::launch<MovePaths<Kernel, PhiloxSource, jumping>>,
                           &CudaDevice::launch<MovePaths<Kernel, RowSource, jumping>>);
}
template <class Kernel>
constexpr auto launches_of() {
    if constexpr (may_jump<Kernel>)
        return std::tuple_cat(launches_of<Kernel, Jumping::never>(), launches_of<Kernel, Jumping::maybe>());
    else if constexpr (is_general<Kernel>)
        return std::tuple_cat(launches_of<BasketOf<Kernel>, basket_jumping<Kernel>>(),
                              launches_of<Kernel, Jumping::maybe>());
    else
        return launches_of<Kernel, Jumping::maybe>();
}

/// Makes the compiler write out the launch of every kernel of the list of models.
template <class List>
struct EachKernel;
template <class... Each>
struct EachKernel<std::variant<Each...>> {
    static constexpr auto launches = std::tuple_cat(launches_of<Each>()...);
};

}  // namespace

extern const decltype(EachKernel<KernelOf<double>>::launches) path_launches;
const decltype(EachKernel<KernelOf<double>>::launches) path_launches = EachKernel<KernelOf<double>>::launches;

}  // namespace snell
