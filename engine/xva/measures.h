#pragma once
#include <functional>

#include "engine/xva/credit.h"
#include "engine/xva/profile_layout.h"
#include "engine/xva/xva.h"

namespace snell {

/// Deterministic curves of one netting set on the simulated dates.
struct MeasureCurves {
    std::vector<int> days;         ///< [date]
    std::vector<double> discount;  ///< [date] P(0, t)
    SetCredit credit;
    std::vector<double> borrow_spread, lend_spread;  ///< [date] funding over cash, from the date before [-]
    const Margining* margining = nullptr;
};

/// Means of every sum of one unit, by replicate.
class UnitProfile {
  public:
    enum Sum {
        positive,
        negative,
        collateral,
        received,
        posted,
        floor,
        euler_positive,
        euler_negative,
        without_positive,
        without_negative
    };

    UnitProfile(const std::vector<ReplicateProfile>& replicates, const ProfileLayout& layout,
                std::size_t unit)
        : replicates_(&replicates), layout_(&layout), unit_(unit) {}
    std::size_t dates() const { return layout_->dates(); }
    std::size_t replicates() const { return replicates_->size(); }
    /// Exposures are weighted along the paths, because the credit moves.
    bool weighted() const { return layout_->weights(unit_) > 1; }
    double operator()(std::size_t replicate, std::size_t date, Sum sum,
                      CreditWeight weight = CreditWeight::none) const {
        const std::size_t from = layout_->at(unit_, date, static_cast<int>(weight));
        return (*replicates_)[replicate].means[from + static_cast<std::size_t>(sum)];
    }

  private:
    const std::vector<ReplicateProfile>* replicates_;
    const ProfileLayout* layout_;
    std::size_t unit_;
};

/// Sums over netting sets in their order, measure by measure.
using ReplicateTotals = std::map<std::string, std::vector<double>>;  ///< [replicate]

/// The lowest value that at least `level` of all do not exceed.
double lowest_above(std::vector<double> sample, double level);
/// The same, at least 0.
double quantile_of(std::vector<double> sample, double level);

/// Turns profiles to rows, and adds those without a date of each netting set to totals.
class MeasureWriter {
  public:
    MeasureWriter(const Book& book, std::int64_t paths, std::vector<XvaRow>& rows, ReplicateTotals& totals)
        : book_(&book), paths_(paths), rows_(&rows), totals_(&totals) {}

    /// `npv`: today's value of the netting set, before collateral.
    void netting_set(const ExposureUnit& unit, const UnitProfile& profile, const MeasureCurves& curves,
                     double npv);
    void trade(const ExposureUnit& unit, const UnitProfile& profile, const UnitProfile& whole,
               const MeasureCurves& curves, double npv);
    /// Quantile of all kept values of the replicates' netting set number `set`; its error from the quantiles
    /// of the replicates.
    void quantile(const ExposureUnit& unit, double level, const std::vector<ReplicateProfile>& replicates,
                  std::size_t set, const MeasureCurves& curves);

  private:
    const Book* book_;
    std::int64_t paths_;
    std::vector<XvaRow>* rows_;
    ReplicateTotals* totals_;
    int netting_set_ = 0, position_ = -1;
    std::size_t replicates_ = 0;

    using PerReplicate = std::function<double(std::size_t replicate)>;
    std::vector<double> means(const PerReplicate& value) const;
    void append(std::string measure, std::optional<Date> date, const Estimate& estimate);
    void put(std::string measure, const MeasureCurves& curves, std::size_t date, const PerReplicate& value);
    void put(std::string measure, const PerReplicate& value);
    void put_today(std::string measure, double value);
    void profiles(const UnitProfile& profile, const MeasureCurves& curves, double open);
    void basel(const UnitProfile& profile, const MeasureCurves& curves, double open);
    void credit(const UnitProfile& profile, const MeasureCurves& curves);
    void funding(const UnitProfile& profile, const MeasureCurves& curves);
    void collateral(const UnitProfile& profile, const MeasureCurves& curves);
};

}  // namespace snell
