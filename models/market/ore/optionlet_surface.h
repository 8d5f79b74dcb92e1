#pragma once
#include <ql/math/interpolation.hpp>
#include <ql/termstructures/volatility/optionlet/optionletvolatilitystructure.hpp>
#include <ql/termstructures/volatility/optionlet/strippedoptionletbase.hpp>
#include <vector>

namespace snell::ore {

namespace ql = QuantLib;

/// Volatilities of optionlets between the ones that were stripped: cubics with slopes after Kruger (2002),
/// first along the strikes of each expiry, then along the expiries, as ORE has them.
class CubicOptionletSurface : public ql::OptionletVolatilityStructure {
  public:
    /// What holds beyond the stripped strikes and expiries: the nearest value, the outermost cubic, or
    /// nothing.
    enum class Beyond { flat, cubic, refused };

    CubicOptionletSurface(const ql::StrippedOptionletBase& stripped, Beyond beyond);

    ql::Date maxDate() const override { return last_; }
    ql::Rate minStrike() const override { return strikes_.front(); }
    ql::Rate maxStrike() const override { return strikes_.back(); }
    ql::VolatilityType volatilityType() const override { return type_; }
    ql::Real displacement() const override { return shift_; }

  protected:
    ql::Volatility volatilityImpl(ql::Time expiry, ql::Rate strike) const override;
    /// Throws: sections at an expiry are not needed.
    ql::ext::shared_ptr<ql::SmileSection> smileSectionImpl(ql::Time expiry) const override;

  private:
    ql::Date last_;
    ql::VolatilityType type_;
    double shift_;
    Beyond beyond_;
    std::vector<double> strikes_, expiries_;
    std::vector<std::vector<double>> volatilities_;  ///< [expiry][strike]
    std::vector<ql::Interpolation> along_strikes_;   ///< [expiry], on the vectors above
};

}  // namespace snell::ore
