#include "cli/device.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/command.h"
#include "engine/kernels/kernels.h"
#include "engine/tbb_backend.h"

namespace snell {

void add_lanes(CLI::App& command, std::string& lanes) {
    command.add_option("--lanes", lanes, "Instruction set: auto, avx512, avx2 or scalar; changes no digit")
        ->capture_default_str()
        ->check(CLI::IsMember({"auto", "avx512", "avx2", "scalar"}));
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

std::unique_ptr<Backend> backend_for(const std::string& device, int threads, const std::string& lanes) {
    if (device == "cuda")
        throw DeviceError(
            "--device cuda: this build has no CUDA backend. Use --device cpu, which gives the same digits");
    return std::make_unique<TbbBackend>(threads, isa_named(lanes));
}

namespace {

std::string processor_name() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
    return "unknown processor";
}

}  // namespace

void add_devices(CLI::App& root, ExitCode&) {
    CLI::App* command = root.add_subcommand("devices", "List where simulation may run on this machine");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print JSON");
    command->footer("Example: snell devices");
    command->callback([json] {
        const unsigned threads = std::thread::hardware_concurrency();
        const Kernels& best = kernels(Isa::automatic);
        if (*json) {
            const nlohmann::ordered_json devices = {{{"device", "cpu"},
                                                     {"name", processor_name()},
                                                     {"threads", threads},
                                                     {"lanes", best.name},
                                                     {"paths_side_by_side", best.lanes}}};
            write_output("", devices.dump(2) + "\n");
        } else {
            write_output("", fmt::format("cpu   {}, {} threads, {} ({} paths side by side)\n",
                                         processor_name(), threads, best.name, best.lanes));
        }
    });
}

}  // namespace snell
