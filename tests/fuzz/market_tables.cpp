#include "tests/fuzz/told.h"

#include "core/csv.h"
#include "core/faults.h"
#include "models/market/quote_table.h"
#include "models/market/quoted_world.h"
#include "portfolios/native/netting_sets.h"

/// Any bytes are read as the tables beside a blotter, and a world is built from the quotes: nothing may
/// crash, hang or escape as anything but a fault that says what and where.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace snell;
    Faults faults;
    try {
        const CsvTable table = read_csv_text({reinterpret_cast<const char*>(bytes), size}, fuzz::name);
        read_netting_sets(table, faults);
        QuoteTable quotes(Date(2026, 3, 31));
        quotes.add(table, faults);
        MarketNeeds needs;
        needs.currency("EUR");
        needs.currency("USD");
        needs.index("EUR-EURIBOR-6M");
        needs.equity("SP5");
        needs.credit("CPTY");
        needs.until(Date(2031, 3, 31));
        quoted_world(quotes, needs);
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told(fault);
    }
    for (const Diagnostic& fault : faults.all()) fuzz::told(fault);
    return 0;
}
