#include "cli/xva/made_up_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>

#include "cli/command.h"
#include "core/node.h"
#include "portfolios/native/blotter.h"
#include "portfolios/native/netting_sets.h"

namespace snell {
namespace {

/// A made-up market: upward sloping curves, a basis between discounting and forwarding, and volatilities of
/// usual size.
constexpr const char* run_text =
    R"(# Made up by "snell generate book --trades {trades} --netting-sets {sets} --seed {seed}".
date = {today}
base = "EUR"
blotter = "trades.csv"
netting_sets = "netting_sets.csv"
fixings = "fixings.csv"
market = "credit.csv"
grid = "120,3M"
calendar = "TARGET"
own = "BANK"
borrowing_curve = "BORROW"
lending_curve = "LEND"
paths = 10240
replicates = 10

[quotes.spot]
USD = 0.9
GBP = 1.15
[quotes.discount]
EUR = {{ times = [1.0, 5.0, 10.0, 30.0], values = [0.020, 0.022, 0.025, 0.026] }}
USD = {{ times = [1.0, 5.0, 10.0, 30.0], values = [0.036, 0.035, 0.037, 0.038] }}
GBP = {{ times = [1.0, 5.0, 10.0, 30.0], values = [0.038, 0.037, 0.039, 0.041] }}
[quotes.forward]
EUR-EURIBOR-6M = {{ times = [1.0, 5.0, 10.0, 30.0], values = [0.021, 0.023, 0.026, 0.027] }}
USD-LIBOR-6M = {{ times = [1.0, 5.0, 10.0, 30.0], values = [0.038, 0.037, 0.039, 0.040] }}
GBP-LIBOR-6M = {{ times = [1.0, 5.0, 10.0, 30.0], values = [0.039, 0.038, 0.040, 0.042] }}
[quotes.yield]
BORROW = 0.028
LEND = 0.022
[quotes.equity]
SP5 = 5000
STOXX50 = 4500
[quotes.equity_currency]
SP5 = "USD"
STOXX50 = "EUR"
[quotes.dividend]
SP5 = 0.014
STOXX50 = 0.028
[quotes.volatility]
EURUSD = {{ times = [1.0, 5.0], values = [0.08, 0.09] }}
EURGBP = {{ times = [1.0, 5.0], values = [0.07, 0.08] }}
SP5 = 0.18
STOXX50 = 0.19
[quotes.normal_volatility]
EUR = 0.0075
USD = 0.0090
GBP = 0.0095
EUR-EURIBOR-6M = 0.0075
USD-LIBOR-6M = 0.0090
GBP-LIBOR-6M = 0.0095

[model.reversion]
EUR = 0.03
USD = 0.03
GBP = 0.03
[model.rate_volatility]
EUR = 0.0085
USD = 0.0100
GBP = 0.0105
[model.exchange_volatility]
USD = 0.085
GBP = 0.075
[model.equity_volatility]
SP5 = 0.18
STOXX50 = 0.19
[model.correlation]
"IR:EUR,IR:USD" = 0.6
"IR:EUR,IR:GBP" = 0.6
"IR:USD,IR:GBP" = 0.6
"IR:EUR,FX:USDEUR" = -0.2
"IR:USD,FX:USDEUR" = 0.2
"FX:USDEUR,FX:GBPEUR" = 0.4
"EQ:SP5,EQ:STOXX50" = 0.7
)";

/// Every other set has an annex; thresholds and minimum transfers of a few sizes.
std::string annexes(int sets) {
    std::vector<NettingSetTerms> all;
    for (int i = 0; i < sets; ++i) {
        NettingSetTerms set;
        set.id = synthetic_netting_set(i);
        if (i % 2 == 1) {
            set.currency = "EUR";
            set.csa.active = true;
            set.csa.threshold_receive = set.csa.threshold_pay = i % 4 == 1 ? 0.0 : 5e6;
            set.csa.minimum_transfer_receive = set.csa.minimum_transfer_pay = 2.5e5;
            set.csa.call_frequency = set.csa.post_frequency = {0, 1};
            set.csa.margin_period_of_risk = {0, 14};
        }
        all.push_back(std::move(set));
    }
    return write_netting_sets(all);
}

/// Intensities from 0.4 % to 4 %, by counterparty.
std::string credits(int sets) {
    std::string text = "kind,name,value\nhazard,BANK,0.008\nrecovery,BANK,0.4\n";
    for (int i = 0; i < sets; ++i) {
        const std::string name = synthetic_counterparty(i);
        fmt::format_to(std::back_inserter(text), "hazard,{},{}\nrecovery,{},0.4\n", name,
                       print_number(0.004 + 0.001 * (i * 7 % 37)), name);
    }
    return text;
}

/// The last fourteen months of each index: no running period began earlier.
std::string past_fixings(Date today) {
    std::string text = "index,date,value\n";
    for (const auto& [index, rate] : {std::pair("EUR-EURIBOR-6M", 0.021), std::pair("USD-LIBOR-6M", 0.038),
                                      std::pair("GBP-LIBOR-6M", 0.039)})
        for (Date day = add_months(today, -14); day < today; day = day + 1)
            fmt::format_to(std::back_inserter(text), "{},{},{}\n", index, print(day), rate);
    return text;
}

}  // namespace

std::string write_made_up_run(const SyntheticBookTerms& t, const std::string& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) throw OutputError(fmt::format("cannot make the folder '{}': {}", folder, fault.message()));
    const auto path = [&](const char* name) { return (std::filesystem::path(folder) / name).string(); };
    write_output(path("trades.csv"), write_blotter(synthetic_book(t)));
    write_output(path("netting_sets.csv"), annexes(t.netting_sets));
    write_output(path("credit.csv"), credits(t.netting_sets));
    write_output(path("fixings.csv"), past_fixings(t.today));
    write_output(path("run.toml"),
                 fmt::format(run_text, fmt::arg("trades", t.trades), fmt::arg("sets", t.netting_sets),
                             fmt::arg("seed", t.seed), fmt::arg("today", print(t.today))));
    return path("run.toml");
}

}  // namespace snell
