#include "cli/xva/journal.h"
#include "cli/xva/run_input.h"
#include "cli/xva/side_tables.h"
#include "core/csv.h"
#include "core/faults.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/told.h"

/// Any bytes are read as the run file beside the example's tables, and as the tables of fixings and of days
/// that run files name: nothing may crash, hang or escape, and every fault has a code and a problem.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace snell;
    static const fuzz::Folder folder(std::filesystem::path(SNELL_ROOT) / "portfolios/examples/xva");
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    Journal journal;
    try {
        load_run(folder.write("run.toml", text), journal);
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told_somewhere(fault);
    }
    Faults faults;
    try {
        const CsvTable table = read_csv_text(std::string(text), fuzz::name);
        read_fixings(table, faults);
        read_calendar_days(table, faults);
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told(fault);
    }
    for (const Diagnostic& fault : faults.all()) fuzz::told(fault);
    return 0;
}
