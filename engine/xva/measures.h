#pragma once
#include <functional>

#include "engine/xva/xva.h"

namespace snell {

/// Deterministic curves of one netting set on the simulated dates.
struct MeasureCurves {
    std::vector<int> days;             ///< [date]
    std::vector<double> discount;      ///< [date] P(0, t)
    std::vector<double> counterparty;  ///< [date] survival; empty: no curve
    std::vector<double> own;
    double counterparty_recovery = 0.4, own_recovery = 0.4;
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

    UnitProfile(const std::vector<ReplicateProfile>& replicates, std::size_t unit, std::size_t dates)
        : replicates_(&replicates), unit_(unit), dates_(dates) {}
    std::size_t dates() const { return dates_; }
    std::size_t replicates() const { return replicates_->size(); }
    double operator()(std::size_t replicate, std::size_t date, Sum sum) const {
        return (*replicates_)[replicate]
            .means[(unit_ * dates_ + date) * ReplicateProfile::sums + static_cast<std::size_t>(sum)];
    }

  private:
    const std::vector<ReplicateProfile>* replicates_;
    std::size_t unit_, dates_;
};

/// Sums over netting sets in their order, measure by measure.
using ReplicateTotals = std::map<std::string, std::vector<double>>;  ///< [replicate]

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
