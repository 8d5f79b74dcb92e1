#pragma once
#include <optional>
#include <string>
#include <vector>

namespace snell::race {

/// Energy of all NVIDIA GPUs by NVML, which is looked for when the program runs: it comes with the driver.
class Nvml {
  public:
    explicit Nvml(const std::string& library = "libnvidia-ml.so.1");
    ~Nvml();
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    /// Why nothing can be read; empty where something can.
    const std::string& reason() const { return reason_; }
    /// Joules since this was made; nothing where a GPU does not tell.
    std::optional<double> joules() const;

  private:
    void* library_ = nullptr;
    int (*energy_)(void* device, unsigned long long* millijoules) = nullptr;
    int (*shutdown_)() = nullptr;
    std::vector<void*> devices_;
    std::string reason_;
    double start_ = 0.0;  ///< [J]

    std::string open(const std::string& library);
    std::optional<double> total() const;
};

}  // namespace snell::race
