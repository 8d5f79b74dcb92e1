#include "core/error_catalog.h"

namespace snell {
namespace {

constexpr ErrorEntry entries[] = {
    {"E401", "file of a run folder cannot be read",
     R"(A file that the run names does not exist, is a folder, or may not be read.

bad:  <Parameter name="portfolioFile">portfolo.xml</Parameter>
good: <Parameter name="portfolioFile">portfolio.xml</Parameter>)"},
    {"E402", "not well-formed XML",
     R"(The file breaks the syntax of XML 1.0 in UTF-8 at the place named. Common causes: a tag that is not
closed or closed by another name, an '&' that is not written '&amp;', more than one root element.

bad:  <Trade id="A"> <Type>Swap</Trade>
good: <Trade id="A"> <Type>Swap</Type> </Trade>)"},
    {"E403", "XML with a DOCTYPE",
     R"(A document type declaration can define entities that grow without end or that read other files. No
input needs one.

bad:  <!DOCTYPE Portfolio [ <!ENTITY a "..."> ]> <Portfolio/>
good: <Portfolio/>)"},
    {"E404", "XML beyond a bound",
     R"(The file has more than 4 GiB, a tag with its text more than 16 MiB, or elements more than 64 levels deep.
The bounds keep a broken or hostile file from exhausting the machine.

bad:  <A><A><A> ... a thousand times
good: split the portfolio into several files)"},
    {"E410", "market or simulation file not understood",
     R"(An element has a value that is none of its kind, or asks for what is not supported and cannot be left
out: a model without parameters, a list of the wrong length, a calibration away from the money.

bad:  <Expiries>1Y, 2Y</Expiries>  <Terms>19Y</Terms>
good: <Expiries>1Y, 2Y</Expiries>  <Terms>19Y, 18Y</Terms>)"},
    {"E411", "malformed line of quotes",
     R"(A line of market data or fixings is a date, a key and a number, with blanks, commas or semicolons
between them. Empty lines, and lines that start with '#', are left out.

bad:  20160205 MM/RATE/EUR/2D/6M
good: 20160205 MM/RATE/EUR/2D/6M -0.001)"},
    {"E412", "the market cannot value a trade",
     R"(A curve, an exchange rate or a volatility that the trade needs is not in the market, or could not be
built; the message says which and why. The trade fails alone.

bad:  a swap on GBP-LIBOR-6M, and no forwarding curve of that index
good: the curve in todaysmarket.xml and curveconfig.xml, or [quotes.forward] GBP-LIBOR-6M = 0.02)"},
    {"E413", "a trade cannot be simulated",
     R"(The trade has a value today, but the model has no dynamics for something that it depends on. It
counts in npv.csv and is left out of exposures and xVA, which the exit status 3 says, too.

bad:  an equity option on an equity that the model does not move
good: [model.equity_volatility] SP5 = 0.2)"},
    {"E414", "calibration warning",
     R"(A quote could not be met by the model, or is not there; the message names it. The model goes on with
the nearest parameters that are possible, and calibration.csv shows what remains.

bad:  a swaption whose variance is less than that of one that expires before it
good: quotes with increasing variance)"},
    {"E415", "a measure misses its curve",
     R"(CVA needs the counterparty's curve of survival, DVA our own, FCA and FBA the curves of funding. A netting
set whose counterparty has none is simulated without CVA, and a note says so; where our own curve or one of
funding is named and cannot be built, nothing is computed.

bad:  own = "BANK", and neither [quotes.hazard] nor [quotes.survival] has BANK
good: [quotes.hazard] BANK = 0.008)"},
    {"E416", "run that cannot be converted",
     R"(Runs of the open standard become runs of Snell's own format. The message names what has no counterpart
there, or says that the run is in that format already.

bad:  snell convert run.toml -o converted
good: snell convert ore.xml -o converted)"},
    {"E420", "run folder without what a run needs",
     R"(The file is no ore.xml, or its Setup lacks a parameter that no run can do without.

bad:  <Setup> without asofDate
good: <Parameter name="asofDate">2016-02-05</Parameter>)"},
    {"E421", "parameter of a run not understood",
     R"(A parameter of ore.xml has a value that is none of its kind: a date, a number, Y or N, a grid.

bad:  <Parameter name="cva">maybe</Parameter>
good: <Parameter name="cva">Y</Parameter>)"},
    {"E422", "file of a run not found",
     R"(A file that the run names is neither beside the run's own file nor in its inputPath.

bad:  <Parameter name="portfolioFile">portfolo.xml</Parameter>
good: <Parameter name="portfolioFile">portfolio.xml</Parameter>)"},
    {"E423", "a run has no such netting set or trade",
     R"(A page or a chart was asked for a netting set or a trade that is not in npv.csv of the results.

bad:  snell report results --netting-set BNAK
good: snell report results --netting-set BANK)"},
    {"E424", "nothing to draw",
     R"(The results hold no number that the chart could show: exposures need a netting set, and those of a trade a
run with --by-trade.

bad:  snell plot results --chart exposure
good: snell plot results --chart exposure --netting-set BANK)"},
    {"E425", "results of part of a run",
     R"(A deadline came, or units were left out: the results are those of the replicates that were whole by then, with
larger errors, and say "partial". snell resume works the others.

bad:  snell merge night --partial
good: snell resume night)"},
    {"E426", "a regression is off",
     R"(The audit of a trade with early exercise found that what its value is regressed to is off by more than a
hundredth of the value, and by more than five standard errors. Numbers of its netting set rest on it: audit.csv says
how much they move (--audit nested).

bad:  snell xva run.toml --regression 1:1 -o results
good: snell xva run.toml -o results)"},
};

}  // namespace

std::span<const ErrorEntry> run_folder_errors() { return entries; }

}  // namespace snell
