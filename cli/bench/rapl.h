#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace snell::race {

/// Energy of the processor's packages and of memory beside them, as the kernel tells it (RAPL, below
/// /sys/class/powercap).  Read at least every minute or so: the counters start again from 0 when they are
/// full.
class Rapl {
  public:
    /// `folder`: where the zones intel-rapl:N lie.
    explicit Rapl(const std::string& folder = "/sys/class/powercap");

    /// Why nothing can be read; empty where something can.
    const std::string& reason() const { return reason_; }
    /// Joules since this was made; nothing where a counter cannot be read.
    std::optional<double> joules();

  private:
    struct Zone {
        std::string file;         ///< energy_uj
        std::uint64_t range = 0;  ///< where the counter starts again [uJ]
        std::uint64_t last = 0;   ///< as read last [uJ]
    };
    std::vector<Zone> zones_;
    std::string reason_;
    double total_ = 0.0;  ///< [J]
};

}  // namespace snell::race
