#include "engine/capital/capital_book.h"
#include "portfolios/native/capital_tables.h"
#include "tests/fuzz/told.h"

/// Any bytes are read as each table of `snell capital`, and the exposures computed: nothing may crash, hang
/// or escape, and what is left out says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace snell;
    try {
        Faults faults;
        const CsvTable table = read_csv_text({reinterpret_cast<const char*>(bytes), size}, fuzz::name);
        const auto derivatives = read_derivatives(table, faults);
        const auto sets = read_capital_netting_sets(table, faults);
        const auto counterparties = read_capital_counterparties(table, faults);
        const auto hedges = read_capital_hedges(table, faults);
        for (const Diagnostic& fault : faults.all()) fuzz::told(fault);
        ba_cva_book(sa_ccr_book(derivatives, sets), counterparties, hedges);
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told(fault);
    }
    return 0;
}
