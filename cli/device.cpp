#include "cli/device.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/command.h"
#include "engine/kernels/kernels.h"
#include "engine/meter/processor.h"
#include "engine/xva/exposure_backend.h"
#include "gpu/cuda.h"

namespace snell {

void add_lanes(CLI::App& command, std::string& lanes) {
    command.add_option("--lanes", lanes, "Instruction set: auto, avx512, avx2 or scalar; changes no digit")
        ->capture_default_str()
        ->check(CLI::IsMember({"auto", "avx512", "avx2", "scalar"}));
}

void add_device(CLI::App& command, std::string& device) {
    command.add_option("--device", device, "auto, cpu or cuda; changes no digit")
        ->capture_default_str()
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
}

Isa isa_named(const std::string& lanes) {
    const Isa isa = lanes == "avx512"   ? Isa::avx512
                    : lanes == "avx2"   ? Isa::avx2
                    : lanes == "scalar" ? Isa::scalar
                                        : Isa::automatic;
    try {
        kernels(isa);
    } catch (const std::runtime_error& fault) {
        throw DeviceError("--lanes " + lanes + ": " + fault.what());
    }
    return isa;
}

std::string lost_device(const std::string& device, const std::string& fault) {
    return fmt::format("{} failed ({}); its paths are simulated elsewhere, with the same digits", device,
                       fault);
}

void tell_of_loss(const std::string& device, const std::string& fault) {
    fmt::print(stderr, "snell: {}\n", lost_device(device, fault));
}

namespace {

/// Whether --device means the CUDA devices of this machine.  Throws DeviceError where it has to and there are
/// none.
bool means_cuda(const std::string& device) {
    if (device == "cpu" || (device == "auto" && !has_cuda)) return false;
    const CudaDevices found = find_cuda_devices();
    if (!found.devices.empty()) return true;
    if (device == "cuda")
        throw DeviceError("--device cuda: " + found.reason +
                          ". Use --device cpu, which gives the same digits");
    if (isatty(STDERR_FILENO) == 1)  // only where a person watches
        fmt::print(stderr, "snell: {}; the processor simulates\n", found.reason);
    return false;
}

}  // namespace

std::unique_ptr<Backend> backend_for(const std::string& device, int threads, const std::string& lanes) {
    const TbbBackend processor(threads, isa_named(lanes));
    if (means_cuda(device)) return cuda_backend(processor, tell_of_loss);
    return std::make_unique<TbbBackend>(processor);
}

std::unique_ptr<ExposureBackend> exposures_for(const std::string& device, DeviceWatch watch) {
    return means_cuda(device) ? cuda_exposures(std::move(watch)) : nullptr;
}

namespace {

nlohmann::ordered_json devices_as_json() {
    const Kernels& best = kernels(Isa::automatic);
    nlohmann::ordered_json devices = {{{"device", "cpu"},
                                       {"name", meter::processor_name()},
                                       {"threads", std::thread::hardware_concurrency()},
                                       {"lanes", best.name},
                                       {"paths_side_by_side", best.lanes}}};
    for (const CudaProperties& each : find_cuda_devices().devices)
        devices.push_back({{"device", fmt::format("cuda:{}", each.ordinal)},
                           {"name", each.name},
                           {"architecture", each.architecture},
                           {"multiprocessors", each.multiprocessors},
                           {"memory_bytes", each.memory},
                           {"cache_bytes", each.cache},
                           {"clock_ghz", each.clock_ghz}});
    return devices;
}

std::string devices_as_text() {
    const Kernels& best = kernels(Isa::automatic);
    std::string text =
        fmt::format("cpu     {}, {} threads, {} ({} paths side by side)\n", meter::processor_name(),
                    std::thread::hardware_concurrency(), best.name, best.lanes);
    const CudaDevices found = find_cuda_devices();
    for (const CudaProperties& each : found.devices)
        text += fmt::format("cuda:{}  {}, {}, {} multiprocessors, {:.2f} GHz, {:.1f} GiB, {} MiB of cache\n",
                            each.ordinal, each.name, each.architecture, each.multiprocessors, each.clock_ghz,
                            static_cast<double>(each.memory) * 0x1p-30, each.cache >> 20);
    if (found.devices.empty()) text += fmt::format("cuda    none: {}\n", found.reason);
    return text;
}

}  // namespace

void add_devices(CLI::App& root, ExitCode&) {
    CLI::App* command = root.add_subcommand("devices", "List where simulation may run on this machine");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print JSON");
    command->footer("Example: snell devices");
    command->callback(
        [json] { write_output("", *json ? devices_as_json().dump(2) + "\n" : devices_as_text()); });
}

}  // namespace snell
