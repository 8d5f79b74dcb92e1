#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "cli/build.h"
#include "cli/xva/run_folder.h"
#include "core/archive.h"
#include "tests/fuzz/told.h"

namespace {

using namespace snell;

/// A run folder of this process, with room for a unit.
std::string folder() {
    const auto path = std::filesystem::temp_directory_path() / ("snell_fuzz_" + std::to_string(getpid()));
    std::filesystem::create_directories(path / "units");
    return path.string();
}

void read_as_unit(std::string_view content) {
    static const RunFolder run(folder());
    std::ofstream(run.results().path("units/000000.unit"), std::ios::binary) << seal("SNELUNT1", content);
    try {
        run.read_unit("", 0);
    } catch (const IntegrityError& fault) {
        if (std::string_view(fault.what()).find("000000.unit") == std::string_view::npos) std::abort();
    }
}

/// As if this program had made it: another's is not looked into.
void read_as_plan(std::string_view content) {
    ArchiveWriter head;
    head(build_hash());
    try {
        read_plan_file(seal("SNELPLN1", head.take() + std::string(content)));
    } catch (const IntegrityError&) {
    }
}

}  // namespace

/// Any bytes are read as what a sealed unit holds and as what a sealed plan holds, and as such files: nothing
/// may crash, hang, exhaust memory or escape as anything but a fault of integrity.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view content(reinterpret_cast<const char*>(bytes), size);
    read_as_unit(content);
    read_as_plan(content);
    try {
        read_plan_file(std::string(content));
    } catch (const IntegrityError&) {
    }
    return 0;
}
