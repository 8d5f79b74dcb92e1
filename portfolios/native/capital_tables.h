#pragma once
#include <vector>

#include "core/csv.h"
#include "core/faults.h"
#include "portfolios/capital_terms.h"

namespace snell {

/// Rows of the tables of `snell capital` (docs/reference/capital.md).  Each reports every fault, and leaves
/// out the row that has one.
std::vector<DerivativeTerms> read_derivatives(const CsvTable& table, Faults& faults);
std::vector<CapitalNettingSet> read_capital_netting_sets(const CsvTable& table, Faults& faults);
std::vector<CapitalCounterparty> read_capital_counterparties(const CsvTable& table, Faults& faults);
std::vector<CapitalHedge> read_capital_hedges(const CsvTable& table, Faults& faults);

}  // namespace snell
