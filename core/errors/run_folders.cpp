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
     R"(The file has more than 4 GiB, or elements more than 64 levels deep. The bounds keep a broken or
hostile file from exhausting the machine.

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
};

}  // namespace

std::span<const ErrorEntry> run_folder_errors() { return entries; }

}  // namespace snell
