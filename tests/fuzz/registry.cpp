#include "cli/xva/registry.h"

#include "core/commit.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/told.h"

namespace {

using namespace snell;

/// A registry with a run in it, as a file.
std::string sound_file(const fuzz::Folder& folder) {
    const std::string file = folder.path("sound");
    {
        Registry registry(file);
        Standing standing;
        standing.job = {"xva", "night"};
        standing.totals.push_back({"CVA", 1.0, 0.5});
        standing.phases.push_back({"simulation", 1.0});
        standing.code = ExitCode::done;
        RegisteredRun run = registered(standing);
        run.id = registry.add(run);
        registry.renew(run);
    }
    std::string bytes;
    read_bytes(file, bytes);
    return bytes;
}

}  // namespace

/// Any bytes are written over a sound registry, three bytes of place before each: nothing that is listed then
/// may crash, hang or escape as anything but a fault of the registry.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const fuzz::Folder folder;
    static const std::string sound = sound_file(folder);
    std::string damaged = sound;
    for (std::size_t k = 0; k + 3 < size; k += 4) {
        const std::size_t place = bytes[k] | bytes[k + 1] << 8 | bytes[k + 2] << 16;
        damaged[place % damaged.size()] = static_cast<char>(bytes[k + 3]);
    }
    const std::string file = folder.write("registry", damaged);
    for (const char* left : {"registry-journal", "registry-wal", "registry-shm"})
        std::filesystem::remove(folder.path(left));
    try {
        const Registry registry(file);
        for (const RegisteredRun& run : registry.latest(20, "")) (void)run.state();
        registry.latest(20, "night");
        registry.find(1);
    } catch (const RegistryError&) {
    }
    return 0;
}
