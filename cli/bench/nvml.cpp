#include "cli/bench/nvml.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace snell::race {
namespace {

/// A function of a library by its name; false where there is none.
template <class Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

}  // namespace

Nvml::Nvml(const std::string& library) {
    reason_ = open(library);
    if (!reason_.empty()) return;
    if (const std::optional<double> now = total())
        start_ = *now;
    else
        reason_ = "a GPU does not tell its energy (NVML does so from Volta on)";
}

Nvml::~Nvml() {
    if (shutdown_) shutdown_();
    if (library_) dlclose(library_);
}

/// The calls of NVML 2 and later, without its header: every one returns 0 for success.
std::string Nvml::open(const std::string& library) {
    library_ = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library_) return library + " is not there";
    int (*start)() = nullptr;
    int (*count_of)(unsigned*) = nullptr;
    int (*device_of)(unsigned, void**) = nullptr;
    int (*shutdown)() = nullptr;
    if (!find(library_, "nvmlInit_v2", start) || !find(library_, "nvmlDeviceGetCount_v2", count_of) ||
        !find(library_, "nvmlDeviceGetHandleByIndex_v2", device_of) ||
        !find(library_, "nvmlDeviceGetTotalEnergyConsumption", energy_) ||
        !find(library_, "nvmlShutdown", shutdown))
        return library + " lacks a function";
    if (const int status = start(); status != 0)
        return fmt::format("NVML does not start (status {})", status);
    shutdown_ = shutdown;
    unsigned count = 0;
    if (count_of(&count) != 0 || count == 0) return "NVML knows no GPU";
    for (unsigned i = 0; i < count; ++i) {
        void* device = nullptr;
        if (device_of(i, &device) != 0) return fmt::format("NVML does not give out GPU {}", i);
        devices_.push_back(device);
    }
    return "";
}

std::optional<double> Nvml::total() const {
    double joules = 0.0;
    for (void* device : devices_) {
        unsigned long long millijoules = 0;
        if (energy_(device, &millijoules) != 0) return {};
        joules += 1e-3 * static_cast<double>(millijoules);
    }
    return joules;
}

std::optional<double> Nvml::joules() const {
    const std::optional<double> now = reason_.empty() ? total() : std::nullopt;
    if (!now) return {};
    return *now - start_;
}

}  // namespace snell::race
