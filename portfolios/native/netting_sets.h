#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/faults.h"
#include "core/field_lister.h"
#include "portfolios/book_terms.h"

namespace snell {

/// Netting sets from a table, one row a set: id, and where there is a credit support annex its currency and
/// terms (docs/reference/xva-run.md).  Columns may be left out; empty cells have the defaults of
/// `netting_set_fields`. Reports every fault, as terms of an annex without a currency; a row with one is left
/// out.
std::vector<NettingSetTerms> read_netting_sets(const CsvTable& table, Faults& faults);

/// The columns, for help.
std::vector<Field> netting_set_fields();

/// The table that reads back as the same sets.
std::string write_netting_sets(std::span<const NettingSetTerms> sets);

}  // namespace snell
