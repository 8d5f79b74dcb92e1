#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/faults.h"
#include "portfolios/book_terms.h"

namespace snell {

/// Netting sets from a table, one row a set: id, and where there is a credit support annex its currency (the
/// other columns count only then): index, posting (bilateral, call_only, post_only), threshold_receive,
/// threshold_pay, minimum_transfer_receive, minimum_transfer_pay, independent_amount, call_frequency,
/// post_frequency, margin_period_of_risk, spread_receive, spread_pay, initial_balance, initial_margin.
/// Columns may be left out; empty cells are 0, "1D" for frequencies, "2W" for the margin period.  Reports
/// every fault; a row with one is left out.
std::vector<NettingSetTerms> read_netting_sets(const CsvTable& table, Faults& faults);

/// The table that reads back as the same sets.
std::string write_netting_sets(std::span<const NettingSetTerms> sets);

}  // namespace snell
