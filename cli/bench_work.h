#pragma once
#include <string>
#include <vector>

#include "models/model.h"
#include "portfolios/product.h"

namespace snell {

/// One thing to simulate again and again: a year of 252 steps.
struct BenchWork {
    std::string name;  ///< as in --suite
    std::string about;
    Model model;
    Product product;
    int assets;
};
/// What `snell bench` knows.
std::vector<BenchWork> bench_works();

inline constexpr int bench_steps = 252;

}  // namespace snell
