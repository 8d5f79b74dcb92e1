#include "tests/fuzz/told.h"

#include "core/csv.h"
#include "portfolios/native/blotter.h"
#include "portfolios/resolve/book.h"

/// Any bytes are read as a blotter, and its trades resolved: nothing may crash, hang or escape, and what is
/// left out says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace snell;
    try {
        BookTerms terms =
            read_blotter(read_csv_text({reinterpret_cast<const char*>(bytes), size}, fuzz::name));
        const Fixings none;
        const Book book = resolve_book(std::move(terms), {Date(2026, 3, 31), "EUR", none});
        for (const FailedTrade& trade : book.failed) fuzz::told(trade.diagnostic);
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told(fault);
    }
    return 0;
}
