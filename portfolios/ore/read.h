#pragma once
#include <string>
#include <vector>

#include "portfolios/book_terms.h"
#include "portfolios/resolve/book.h"

namespace snell {

/// The files of a run folder that say what is held.
struct OreBookFiles {
    std::vector<std::string> portfolios;
    std::string netting;              ///< empty: none
    std::string collateral_balances;  ///< empty: none
};

/// The terms of all trades.  A trade with an element that is not understood fails, as it could mean another
/// value; elements elsewhere that nobody reads, and actions on trades (breaks, which are not exercised), are
/// noted.  Throws InputError E401 to E404 for a file that cannot be read at all.
BookTerms read_ore_terms(const OreBookFiles& files, Date today);

/// The same from the text of one portfolio, for tests and pipes.
BookTerms read_ore_terms_text(std::string_view portfolio, const std::string& name, Date today);

/// The terms resolved.
Book read_ore_book(const OreBookFiles& files, const BookDay& day);

}  // namespace snell
