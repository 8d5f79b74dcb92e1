#pragma once
#include <span>

#include "portfolios/capital_terms.h"

/// Basic approach for credit valuation adjustment risk (Basel Framework, MAR50, version of 2023) as functions
/// of arrays.
namespace snell {

/// RW_c of a sector and credit quality [-], MAR50.16.
double cva_risk_weight(int sector, int quality);

/// (1 - exp(-5 % M)) / (5 % M), M in years; MAR50.15.
double cva_discount(double maturity);

/// Stand-alone capital of one netting set of a counterparty: RW M EAD DF / alpha; MAR50.15.
double stand_alone_cva(double risk_weight, double maturity, double exposure);

/// Hedges of one counterparty: SNH_c and HMA_c, MAR50.23 and 25.
struct SingleNameHedges {
    double recognised = 0.0;    ///< SNH
    double misalignment = 0.0;  ///< HMA
    void add(const CapitalHedge& hedge);
};

/// What an index hedge takes off: 70 % of its risk weight times M B DF; MAR50.24.
double index_hedge(const CapitalHedge& hedge);

struct BaCva {
    double reduced = 0.0;  ///< K_reduced, MAR50.14
    double hedged = 0.0;   ///< K_hedged, MAR50.21
    double full = 0.0;     ///< K_full = 25 % K_reduced + 75 % K_hedged, MAR50.20
};
/// Of stand-alone capital and hedges by counterparty, and index hedges in all.  Capital is 65 % of K_reduced,
/// or of K_full where hedges are recognised.
BaCva ba_cva(std::span<const double> stand_alone, std::span<const SingleNameHedges> hedges,
             double index_hedges);

inline constexpr double cva_scalar = 0.65;  ///< D_BA-CVA, MAR50.14 and 20

}  // namespace snell
