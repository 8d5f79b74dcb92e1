#pragma once
#include <string>
#include <vector>

#include "core/csv.h"
#include "portfolios/book_terms.h"

/// A blotter: trades of rates, foreign exchange, equity and credit as comma-separated values, one row a
/// trade.  docs/reference/blotter.md lists the columns.
namespace snell {

/// The trades of a table.  A row with a fault fails alone; throws InputError E103 for columns that no type of
/// trade has.
BookTerms read_blotter(const CsvTable& table);

/// The table that reads back as the same trades, with the columns that they use.
std::string write_blotter(const std::vector<TradeTerms>& trades);

}  // namespace snell
