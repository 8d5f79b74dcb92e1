#include <cstdint>
#include <cstdlib>

#include "core/faults.h"
#include "models/market/read_model.h"
#include "portfolios/native/read.h"
#include "portfolios/native/toml.h"

/// Any bytes are read as a portfolio file: nothing may crash, hang or escape as an exception, and every fault
/// has a code, a problem and a place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace snell;
    Faults faults;
    try {
        const Node root = parse_toml({reinterpret_cast<const char*>(bytes), size}, "fuzz.toml");
        const MarketInput market = read_market(root, faults);
        const auto models = read_models(root, market, faults);
        const Portfolio portfolio = read_trades(root, market.context, faults);
        // Nothing is left out in silence.
        if (faults.count() == 0 && (!market.sound || models.empty() || portfolio.empty())) std::abort();
    } catch (const NodeFault& fault) {
        faults.add(fault);
    }
    for (const Diagnostic& fault : faults.all())
        if (fault.code.size() != 4 || fault.problem.empty() || !fault.where.starts_with("fuzz.toml"))
            std::abort();
    return 0;
}
