#pragma once
#include "core/xml.h"
#include "portfolios/book_terms.h"

namespace snell {

/// The sets of a NettingSetDefinitions file.  A faulty set is left out with a note, so that its trades have
/// no collateral.
void read_netting_sets(const XmlElement& root, BookTerms& book);

/// The balances of a CollateralBalances file, added to the sets that hold them.
void read_collateral_balances(const XmlElement& root, BookTerms& book);

}  // namespace snell
