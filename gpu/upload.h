#pragma once
#include "gpu/pool.h"

namespace snell {

/// A copy of `count` values in a device's memory.  Throws DeviceFault.
template <class Device, class T>
const T* upload(Device& device, Pool& pool, const T* from, std::size_t count) {
    T* const to = pool.take<T>(count);
    if (count > 0) device.upload(to, from, count * sizeof(T));
    return to;
}

}  // namespace snell
