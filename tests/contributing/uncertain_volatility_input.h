#pragma once
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "models/model.h"

namespace snell {

/// What a portfolio file tells of each asset.
struct UncertainVolatilityInput {
    static constexpr std::string_view kind = "uncertain_volatility";
    static constexpr std::string_view about = "one of two volatilities, by a coin that is tossed today";
    static constexpr std::string_view reference = "Brigo, Mercurio and Rapisarda (2004)";

    double calm = 0.0, wild = 0.0, probability = 0.0;

    template <class Visitor>
    void fields(Visitor& v) {
        constexpr Range volatility{.unit = "1/sqrt(year)", .above = 0.0, .below = 10.0};
        v.number("calm_volatility", calm, volatility, "one volatility");
        v.number("wild_volatility", wild, volatility, "the other");
        v.number("calm_probability", probability, {.above = 0.0, .below = 1.0}, "of the first");
    }
    void check(const Market<double>&, int) const {}
    static Model assemble(const Market<double>& market, const std::vector<UncertainVolatilityInput>& terms);
};

}  // namespace snell
