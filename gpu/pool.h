#pragma once
#include <cstddef>
#include <stdexcept>
#include <string>

namespace snell {

/// A device that failed: the call, and what it said.  Nothing more is asked of that device.
struct DeviceFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A device's memory, taken once and dealt out from the front; a new run starts again at the front.
class Pool {
  public:
    Pool(std::byte* memory, std::size_t bytes) : memory_(memory), bytes_(bytes) {}

    /// `count` numbers at an address that suits whole cache lines.  Throws DeviceFault where none are left.
    template <class T>
    T* take(std::size_t count) {
        const std::size_t wanted = (count * sizeof(T) + line - 1) / line * line;
        if (wanted > left())
            throw DeviceFault("out of memory: " + std::to_string(wanted) + " bytes wanted of a pool with " +
                              std::to_string(left()) + " left");
        T* const taken = reinterpret_cast<T*>(memory_ + used_);
        used_ += wanted;
        return taken;
    }
    std::size_t left() const { return bytes_ - used_; }

    static constexpr std::size_t line = 256;

  private:
    std::byte* memory_;
    std::size_t bytes_;
    std::size_t used_ = 0;
};

}  // namespace snell
