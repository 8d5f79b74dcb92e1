#pragma once
#include "portfolios/book_terms.h"
#include "portfolios/resolve/sources.h"
#include "portfolios/trade_watch.h"

namespace snell {

/// The day on which a book is seen.
struct BookDay {
    Date today;
    std::string base;  ///< currency of all results: currency 0 of the needs
    const Fixings& fixings;
    TodaysFixings todays_fixings = TodaysFixings::from_history;
    const TradeWatch* watch = nullptr;  ///< none: nobody watches, and no trade is put aside
};

/// Names of the market are numbered by their letters, the base currency first, so that the order of the
/// trades changes no number. Every trade that can be resolved, in the order of the terms; the others have
/// failed, each with its reason, whatever it throws. A trade without a netting set, or with one that is not
/// defined, falls into a set without collateral of that name, or of its counterparty's; a note says so.
Book resolve_book(BookTerms terms, const BookDay& day);

}  // namespace snell
