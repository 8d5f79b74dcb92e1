#include "cli/report_page/charts.h"
#include "cli/report_page/page.h"
#include "cli/xva/night.h"
#include "cli/xva/result_names.h"
#include "core/seal.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/told.h"

namespace {

using namespace snell;

/// Markup that no name may become.
void check_harmless(const std::string& page) {
    for (const char* tag : {"<script", "<img", "<iframe", " onload="})
        if (page.find(tag) != std::string::npos) std::abort();
}

void read(const fuzz::Folder& folder) {
    const StoredRun run = read_stored_run(folder.path(""));
    check_harmless(report_page(run, {}));
    check_harmless(convergence_chart(run, "", "CVA"));
    if (run.npv.empty()) return;
    const StoredNumber& first = run.npv.front();
    check_harmless(report_page(run, {first.netting_set, first.trade}));
}

template <class Work>
void survive(const Work& work) {
    try {
        work();
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told_somewhere(fault);
    } catch (const IntegrityError&) {
    }
}

}  // namespace

/// Any bytes are read as each of the files in a folder of results, where `snell report`, `plot`, `diff` and
/// `replay` look: nothing may crash, hang or escape, and no name of a stranger may become markup.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const fuzz::Folder folder;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    for (const char* name : {names::npv, names::xva, names::exposure, names::replicates, names::convergence,
                             names::calibration, names::failures, names::timings, names::manifest})
        folder.write(name, text);
    survive([&] { read(folder); });
    survive([&] { options_of(read_manifest(text, fuzz::name)); });
    survive([&] { read_night(folder.path("")); });
    return 0;
}
