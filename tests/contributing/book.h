#pragma once
#include <string>

#include "models/market/read_model.h"
#include "portfolios/native/read.h"
#include "portfolios/native/toml.h"

namespace snell {

/// The one model and the one trade of a portfolio file, with everything that was wrong with them.
struct ContributedBook {
    std::vector<NamedModel> models;
    Portfolio trades;
    Faults faults;

    explicit ContributedBook(const std::string& text) {
        const Node root = parse_toml(text, "book.toml");
        const MarketInput market = read_market(root, faults);
        models = read_models(root, market, faults);
        trades = read_trades(root, market.context, faults);
    }
};

}  // namespace snell
