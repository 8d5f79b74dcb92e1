#pragma once
#include <vector>

namespace snell {

/// Today's spots by asset, for the checks of products.
struct Quotes {
    std::vector<double> spots;  ///< [asset currency]
};

}  // namespace snell
