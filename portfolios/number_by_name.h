#pragma once
#include "portfolios/book.h"

namespace snell {

/// Numbers the names of a book's needs by their letters, the base currency first, and every instrument with
/// them: then neither the order of the trades nor a further trade in known names changes what draws a factor
/// of the market gets.
void number_by_name(Book& book);

}  // namespace snell
