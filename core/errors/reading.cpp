#include "core/error_catalog.h"

namespace snell {
namespace {

constexpr ErrorEntry entries[] = {
    {"E101", "file cannot be read",
     R"(The portfolio file does not exist, is a folder, or may not be read. Nothing was computed.

bad:  snell price bok.toml      (there is no such file)
good: snell price book.toml)"},
    {"E102", "not valid TOML",
     R"(The file breaks the syntax of TOML 1.0 (toml.io) at the place named. Reading stops there, as what
follows cannot be trusted. Common causes: text without quotes, a key given twice, a bracket that
is not closed.

bad:  product = european_call
good: product = "european_call")"},
    {"E103", "unknown key",
     R"(A key or flag is not a term of the table, product or model that it stands in. Unknown keys are
never ignored: a misspelt barrier must not price as a plain option. 'snell products', 'snell
models' and 'snell schema' list what is known.

bad:  strik = 100
good: strike = 100)"},
    {"E104", "missing key",
     R"(A term that has no default was left out. The message says what the term is, its unit and its valid
region.

bad:  product = "european_call"         (no strike, no maturity)
good: product = "european_call"
      strike = 100
      maturity = 1.0)"},
    {"E105", "wrong type",
     R"(A value is of another type than its term: text where a number belongs, a number where a list
belongs, a fraction where a whole number belongs.

bad:  strike = "100"
good: strike = 100)"},
    {"E106", "number out of its region",
     R"(A number is finite, but lies where its term has no meaning or where only a slip of units can have
put it: a negative volatility, a rate of 5 for 5 %. The message shows the valid region and the
unit. Rates and volatilities are fractions.

bad:  volatility = 20
good: volatility = 0.2)"},
    {"E107", "not a finite number",
     R"(TOML can write nan and inf; a term cannot be either, except where its help says so (a level that
is never reached may be inf).

bad:  strike = nan
good: strike = 100)"},
    {"E108", "unknown choice",
     R"(A term allows a few words only, and the value is none of them. Case and underscores count.

bad:  type = "Call"
good: type = "call")"},
    {"E109", "unknown product",
     R"(No product has this name. A product is named by its kind ("european", with type = "put" beside it)
or by kind and type ("european_put"). 'snell products' lists all.

bad:  product = "vanilla_call"
good: product = "european_call")"},
    {"E110", "unknown model",
     R"(Either 'kind' names no dynamics that Snell has ('snell models' lists them), or a trade's 'model'
names none of the file's [models.NAME].

bad:  kind = "blackscholes"
good: kind = "black_scholes")"},
    {"E111", "unknown asset",
     R"(A trade refers to an asset that the market does not have, or lists an asset twice. With one asset
only, 'asset' can be left out.

bad:  [market.assets.SPX]     and   asset = "SP500"
good: [market.assets.SPX]     and   asset = "SPX")"},
    {"E112", "impossible time",
     R"(A time must lie after today and within 100 years. It is written as years (1.5), a date
(2027-06-30, counted Actual/365 Fixed from the market's date) or a tenor ("18M"; a month is 1/12
year, a week 7/365, a day 1/365).

bad:  maturity = 365
good: maturity = 1.0     or   maturity = "365D")"},
    {"E113", "date without today",
     R"(A date can only be turned into years if the market says what day today is.

bad:  [market]            and   maturity = 2027-06-30
      spot = 100
good: [market]            and   maturity = 2027-06-30
      date = 2026-01-05
      spot = 100)"},
    {"E114", "impossible schedule",
     R"(A schedule is a list of increasing times; { every = "1M", to = 1.0 }, in steps from 'from' (today
where left out; itself not in the list) with a shorter last one if need be; { count = 12, to = 1.0 };
or a count beside a maturity. It must not be empty, and its dates must differ by more than half a
minute.

bad:  fixings = [0.5, 0.25, 1.0]
good: fixings = [0.25, 0.5, 1.0]     or   fixings = { every = "3M", to = 1.0 })"},
    {"E115", "id used twice",
     R"(Two trades have the same id, so that a result could not be matched with its trade. Trades without
an id are called trade-1, trade-2 ... by their position in the file.

bad:  id = "A"   and in another trade   id = "A"
good: id = "A"   and in another trade   id = "B")"},
    {"E116", "malformed correlation matrix",
     R"(The correlation is one number for every pair, or a matrix with a row and a column for each asset
in the market's order, ones on the diagonal, and the same number on both sides of it. The drivers of
heston and bates are a matrix of all prices, then all variances.

bad:  correlation = [[1.0, 0.5], [0.4, 1.0]]
good: correlation = [[1.0, 0.5], [0.5, 1.0]])"},
    {"E117", "impossible correlation",
     R"(The matrix has a negative eigenvalue: some portfolio of the assets would have a negative variance.
It often comes from estimating pairs one by one. The message gives a factor for the entries off
the diagonal that mends it; for one number among n assets the least is -1/(n-1). For the drivers of
heston and bates it gives a share of the way to what stands where they are left out: for assets i, j
rho_i rho_j rho_ij between two variances, rho_j rho_ij between price i and variance j.

bad:  correlation = -0.9     (three assets)
good: correlation = -0.4)"},
    {"E118", "quotes do not fit together",
     R"(A curve has one value for each time; a surface has one row for each time and one number in it for
each moneyness, which increases.

bad:  volatility = { times = [0.5, 1.0], values = [0.2] }
good: volatility = { times = [0.5, 1.0], values = [0.2, 0.21] })"},
    {"E119", "total variance falls",
     R"(Volatilities by expiry imply the variance up to each expiry, volatility^2 * time. It cannot fall
with time: the variance between the two expiries would be negative (calendar arbitrage). The
message gives the least volatility that is possible there.

bad:  volatility = { times = [1.0, 2.0], values = [0.3, 0.2] }
good: volatility = { times = [1.0, 2.0], values = [0.3, 0.25] })"},
    {"E121", "too large",
     R"(Files up to 64 MB, texts up to 1 MB, and nesting up to 32 levels are read, so that no input
exhausts the machine. Split a larger book into several files.

bad:  note = "..."     (2 MB)
good: a file of at most 64 MB)"},
    {"E122", "contradiction",
     R"(The same thing is said twice: a key and the product's name disagree, [model] stands beside
[models], an asset's term stands beside [market.assets], the drivers of heston say another rho or
correlation, or a flag is given twice.

bad:  product = "european_call"   with   type = "put"
good: product = "european_put")"},
    {"E123", "nothing to price",
     R"(The file has no trades. Each trade is a table of the array [[trades]].

bad:  [market] ... [model] ...
good: [market] ... [model] ... [[trades]] product = "european_call" ...)"},
    {"E124", "too many assets",
     R"(One model moves at most 32 correlated assets. Split the book into files of fewer assets; trades on
different assets do not need each other.

bad:  [market.assets.A01] ... [market.assets.A40]
good: two files of 20 assets)"},
    {"E125", "value without a flag",
     R"(A word on the command line belongs to no flag. Each term is a flag with two dashes and its value;
lists have commas and no spaces.

bad:  snell price --product asian --fixings 0.5, 1.0
good: snell price --product asian --fixings 0.5,1.0)"},
    {"E126", "not valid CSV",
     R"(A table of comma-separated values (RFC 4180) has a row of more fields than columns, a quote that is
not closed, a column named twice, more than 4,096 columns, or no line of column names.

bad:  id,name        and a row   1,Bank, the big one
good: id,name        and a row   1,"Bank, the big one")"},
};

}  // namespace

std::span<const ErrorEntry> reading_errors() { return entries; }

}  // namespace snell
