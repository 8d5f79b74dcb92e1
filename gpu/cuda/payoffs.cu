#include <tuple>

#include "gpu/cuda/launch.cuh"
#include "gpu/path_tasks.h"
#include "portfolios/product.h"

namespace snell {
namespace {

/// Makes the compiler write out the launch of every payoff of the list.
template <class List>
struct EachPayoff;
template <class... Each>
struct EachPayoff<std::variant<Each...>> {
    static constexpr auto launches = std::make_tuple(&CudaDevice::launch<Evaluate<Each>>...);
};

}  // namespace

extern const decltype(EachPayoff<Payoff>::launches) payoff_launches;
const decltype(EachPayoff<Payoff>::launches) payoff_launches = EachPayoff<Payoff>::launches;

}  // namespace snell
