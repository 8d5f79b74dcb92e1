#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/node.h"
#include "portfolios/product.h"

namespace snell {

/// A product that we hold.
struct Trade {
    std::string id;
    double quantity = 1.0;  ///< units of the product; negative: sold
    Product product;
    std::string product_name;  ///< as written, "european_call"
    std::string model;         ///< name of the model that prices it; empty: the only one
    Place place;
    std::vector<std::pair<std::string, Place>> terms;  ///< where each term's value was written

    /// Where a term was written; the trade itself where it was left out.
    const Place& place_of(std::string_view term) const;
    /// "trade 'B-3'".
    std::string label() const { return "trade '" + id + "'"; }
};

using Portfolio = std::vector<Trade>;

}  // namespace snell
