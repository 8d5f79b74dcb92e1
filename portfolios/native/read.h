#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/field_lister.h"
#include "core/field_reader.h"
#include "portfolios/portfolio.h"

namespace snell {

/// The trades of a file, `[[trades]]`: id (default "trade-1" and so on, unique), quantity (default 1),
/// product (a kind, or a kind with the option type behind it: european, european_call), model (name in
/// [models]), and the product's terms.  A trade with a fault is reported and left out; the others are
/// returned.
Portfolio read_trades(const Node& root, const ReadingContext& context, Faults& faults);

/// The terms that every trade has beside its product's.
std::vector<Field> trade_fields();

/// Kind, help, reference and terms of every product, in the order of product.h.
std::vector<FieldGroup> product_catalog();

/// Every name that `product` may have: european, european_call, european_put, asian ...
std::vector<std::string> product_names();

/// The terms of the product with this name; empty for an unknown one.
std::vector<Field> product_fields(std::string_view product_name);

}  // namespace snell
