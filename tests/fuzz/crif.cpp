#include "portfolios/native/crif.h"
#include "engine/capital/simm_portfolio.h"
#include "tests/fuzz/told.h"

/// Any bytes are read as a CRIF file, and its margin computed: nothing may crash, hang or escape, and what is
/// left out says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace snell;
    try {
        Faults faults;
        const CsvTable table = read_crif_table_text({reinterpret_cast<const char*>(bytes), size}, fuzz::name);
        const Crif crif = read_crif(table, faults);
        for (const Diagnostic& fault : faults.all()) fuzz::told(fault);
        const SimmRules rules;
        simm(simm_portfolio(crif.rows, rules, "USD"), rules);
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told(fault);
    }
    return 0;
}
