#include <string>

#include "cli/build.h"
#include "cli/xva/run_folder.h"
#include "core/archive.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/told.h"

namespace {

using namespace snell;

/// Calls `read`, from which a fault of integrity may come that names the file.
template <class Read>
void survive(const Read& read, std::string_view file) {
    try {
        read();
    } catch (const IntegrityError& fault) {
        if (std::string_view(fault.what()).find(file) == std::string_view::npos) std::abort();
    }
}

void read_as_unit(const fuzz::Folder& folder, const RunFolder& run, std::string_view bytes) {
    folder.write("units/000000.unit", bytes);
    survive([&] { run.read_unit({"", 0, {}}); }, "000000.unit");
}

void read_as_aside(const fuzz::Folder& folder, const RunFolder& run, std::string_view bytes) {
    folder.write("quarantine/00000000.trade", bytes);
    survive([&] { run.put_aside(""); }, "00000000.trade");
}

/// As if this program had made it: another's is not looked into.
void read_as_plan(std::string_view content) {
    ArchiveWriter head;
    head(build_hash());
    survive([&] { read_plan_file(seal(plan_kind, head.take() + std::string(content))); }, "");
}

}  // namespace

/// Any bytes are read as what a sealed unit, a trade put aside and a plan hold, and as such files: nothing
/// may crash, hang, exhaust memory or escape as anything but a fault of integrity.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const fuzz::Folder folder;
    static const RunFolder run(folder.path(""));
    std::filesystem::create_directories(folder.path("units"));
    std::filesystem::create_directories(folder.path("quarantine"));
    const std::string content(reinterpret_cast<const char*>(bytes), size);
    read_as_unit(folder, run, content);
    read_as_unit(folder, run, seal(unit_kind, content));
    read_as_aside(folder, run, content);
    read_as_aside(folder, run, seal(aside_kind, content));
    read_as_plan(content);
    survive([&] { read_plan_file(content); }, "");
    return 0;
}
