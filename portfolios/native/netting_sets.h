#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/faults.h"
#include "core/market_needs.h"
#include "portfolios/book.h"

namespace snell {

/// Netting sets from a table, one row a set: id, counterparty, and where there is a credit support annex its
/// currency (the other columns count only then): index, posting (bilateral, call_only, post_only),
/// threshold_receive, threshold_pay, minimum_transfer_receive, minimum_transfer_pay, independent_amount,
/// call_frequency, post_frequency, margin_period_of_risk, spread_receive, spread_pay, initial_balance,
/// initial_margin.  Columns may be left out; empty cells are 0, "1D" for frequencies, "2W" for the margin
/// period.  Reports every fault; a row with one is left out.
std::vector<NettingSet> read_netting_sets(const CsvTable& table, MarketNeeds& needs, Faults& faults);

/// The table that reads back as the same sets; `currencies` are those of the needs.
std::string write_netting_sets(std::span<const NettingSet> sets, const std::vector<std::string>& currencies);

}  // namespace snell
