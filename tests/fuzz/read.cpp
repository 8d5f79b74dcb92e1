#include "portfolios/native/read.h"
#include "core/faults.h"
#include "models/market/read_model.h"
#include "portfolios/native/toml.h"
#include "tests/fuzz/told.h"

/// Any bytes are read as a portfolio file: nothing may crash, hang or escape as an exception, and every fault
/// has a code, a problem and a place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace snell;
    Faults faults;
    try {
        const Node root = parse_toml({reinterpret_cast<const char*>(bytes), size}, fuzz::name);
        const MarketInput market = read_market(root, faults);
        const auto models = read_models(root, market, faults);
        const Portfolio portfolio = read_trades(root, market.context, faults);
        // Nothing is left out in silence.
        if (faults.count() == 0 && (!market.sound || models.empty() || portfolio.empty())) std::abort();
    } catch (const NodeFault& fault) {
        faults.add(fault);
    }
    for (const Diagnostic& fault : faults.all()) fuzz::told(fault);
    return 0;
}
