#include "engine/capital/ba_cva.h"

#include <cmath>

#include "core/math/expm1.h"
#include "engine/capital/sa_ccr.h"

namespace snell {
namespace {

constexpr double rho = 0.5;    // of counterparties' spreads and the systematic factor
constexpr double beta = 0.25;  // share that hedges cannot take

/// [sector][investment grade, high yield or not rated], MAR50.16.
constexpr double risk_weights[cva_sectors.size()][2] = {{0.005, 0.02}, {0.01, 0.04},  {0.05, 0.12},
                                                        {0.03, 0.07},  {0.03, 0.085}, {0.02, 0.055},
                                                        {0.015, 0.05}, {0.05, 0.12}};

double hedge_value(const CapitalHedge& hedge) {
    return cva_risk_weight(hedge.sector, hedge.quality) * hedge.maturity * hedge.notional *
           cva_discount(hedge.maturity);
}

}  // namespace

double cva_risk_weight(int sector, int quality) { return risk_weights[sector][quality == 0 ? 0 : 1]; }

double cva_discount(double maturity) {
    const double x = 0.05 * maturity;
    return x > 0.0 ? -expm1(-x) / x : 1.0;
}

double stand_alone_cva(double risk_weight, double maturity, double exposure) {
    return risk_weight * maturity * exposure * cva_discount(maturity) / sa_ccr_alpha;
}

void SingleNameHedges::add(const CapitalHedge& hedge) {
    constexpr double correlations[] = {1.0, 0.8, 0.5};  // MAR50.26
    const double r = correlations[static_cast<std::size_t>(hedge.relation)], value = hedge_value(hedge);
    recognised += r * value;
    misalignment += (1.0 - r * r) * value * value;
}

double index_hedge(const CapitalHedge& hedge) { return 0.7 * hedge_value(hedge); }

BaCva ba_cva(std::span<const double> stand_alone, std::span<const SingleNameHedges> hedges,
             double index_hedges) {
    double sum = 0.0, squares = 0.0, hedged_sum = 0.0, hedged_squares = 0.0, misaligned = 0.0;
    for (std::size_t c = 0; c < stand_alone.size(); ++c) {
        const double open = stand_alone[c] - hedges[c].recognised;
        sum += stand_alone[c];
        squares += stand_alone[c] * stand_alone[c];
        hedged_sum += open;
        hedged_squares += open * open;
        misaligned += hedges[c].misalignment;
    }
    const double common = rho * hedged_sum - index_hedges;
    BaCva result;
    result.reduced = std::sqrt(rho * rho * sum * sum + (1.0 - rho * rho) * squares);
    result.hedged = std::sqrt(common * common + (1.0 - rho * rho) * hedged_squares + misaligned);
    result.full = beta * result.reduced + (1.0 - beta) * result.hedged;
    return result;
}

}  // namespace snell
