#pragma once
#include <ql/cashflow.hpp>
#include <ql/termstructures/bootstraphelper.hpp>
#include <ql/termstructures/yieldtermstructure.hpp>
#include <vector>

#include "models/market/ore/quantlib_names.h"

namespace snell::ore {

using Curve = ql::Handle<ql::YieldTermStructure>;
using RateHelper = ql::BootstrapHelper<ql::YieldTermStructure>;
using GrowingCurve = ql::RelinkableHandle<ql::YieldTermStructure>;

/// Flows discounted on a curve.
struct Stream {
    ql::Leg flows;
    Curve discount;
    double weight = 1.0;
};

/// The rate or spread at which streams are worth nothing together: it is paid on the annuity.
struct FairRate {
    std::vector<Stream> given;
    std::vector<Stream> annuity;  ///< flows of a rate of 1
    double sign = 1.0;            ///< with which the rate enters the quote
};

/// An instrument whose quote is a sum of fair rates: swaps of all kinds, on any legs.
class FairRateHelper : public RateHelper {
  public:
    /// `growing` is the curve that is being built; streams and their indices hold it too.
    FairRateHelper(double quote, std::vector<FairRate> rates, const GrowingCurve& growing);

    ql::Real impliedQuote() const override;
    void setTermStructure(ql::YieldTermStructure* curve) override;

  private:
    std::vector<FairRate> rates_;
    GrowingCurve growing_;
};

}  // namespace snell::ore
