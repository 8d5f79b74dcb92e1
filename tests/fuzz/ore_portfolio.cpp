#include "tests/fuzz/told.h"

#include "portfolios/ore/read.h"
#include "portfolios/resolve/book.h"

/// Any bytes are read as a portfolio of a run folder of ORE, and its trades resolved: nothing may crash, hang
/// or escape, and what is left out says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace snell;
    const Date today(2026, 3, 31);
    try {
        BookTerms terms =
            read_ore_terms_text({reinterpret_cast<const char*>(bytes), size}, fuzz::name, today);
        const Fixings none;
        const Book book = resolve_book(std::move(terms), {today, "EUR", none});
        for (const FailedTrade& trade : book.failed) fuzz::told(trade.diagnostic);
    } catch (const InputError& error) {
        for (const Diagnostic& fault : error.diagnostics()) fuzz::told(fault);
    }
    return 0;
}
