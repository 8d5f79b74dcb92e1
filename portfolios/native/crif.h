#pragma once
#include <vector>

#include "core/csv.h"
#include "core/faults.h"
#include "portfolios/crif.h"

namespace snell {

/// Rows of a CRIF file, and how many had a fault.
struct Crif {
    std::vector<CrifRow> rows;            ///< sound ones, in the order of the file
    std::vector<std::string> portfolios;  ///< in the order of the file, of sound and of refused rows
    std::vector<std::string> refused;     ///< portfolio of each row that was refused
};

/// Fields are separated by tabs where the line of names holds one, else by commas.  Throws InputError as
/// `read_csv` does, and E103, E104 where columns are unknown or missing.
CsvTable read_crif_table(const std::string& file);
CsvTable read_crif_table_text(std::string text, const std::string& name);

/// The rows, each checked (docs/reference/crif.md).  Reports every fault, and leaves out the row that has
/// one.
Crif read_crif(const CsvTable& table, Faults& faults);

}  // namespace snell
