#pragma once
#include <memory>
#include <span>
#include <unordered_map>
#include <variant>

#include "engine/xva/chebyshev.h"
#include "engine/xva/quoted_rate_option.h"
#include "engine/xva/rate_option.h"
#include "engine/xva/regressed_option.h"

namespace snell {

/// Rate states beyond this many deviations are valued at the edge (probability 2.3e-19 a state).
inline constexpr double reach_of_states = 9.0;

/// Brings the claims of all units on one day to a PointProgram.
class PointBuilder {
  public:
    /// `slots`: [kept life] row that the walk keeps it in.  All must outlive the builder.
    PointBuilder(const ClaimBook& book, std::span<const int> slots, int day);

    void add(const UnitClaims& unit, std::span<const RatePayoff> payoffs);
    PointProgram take();

  private:
    /// Values of the bases of one currency at the nodes of one rule; only of those that are asked for, as a
    /// book knows many more than live on one day.
    class Table {
      public:
        explicit Table(std::size_t bases, int nodes) : places_(bases, -1), nodes_(nodes) {}
        /// The row of a basis; `fill` writes one that is new.
        template <class Fill>
        const double* row(int basis, Fill fill);

      private:
        static constexpr int rows_per_chunk = 512;
        std::vector<int> places_;  ///< [basis] number of its row, or -1
        int nodes_, rows_ = 0;
        std::vector<std::unique_ptr<double[]>> chunks_;
    };
    struct Interval {
        double middle, half;
    };
    /// The function of one unit and currency as it grows.
    struct Growing {
        const Chebyshev* rule = nullptr;
        int pieces = 1;
        std::vector<double> coefficients;  ///< [piece][rule points]
        double gross = 0.0;
    };

    const ClaimBook* book_;
    std::span<const int> slots_;
    MarketDay day_;
    std::vector<Interval> intervals_;                  ///< [currency]
    std::vector<Affine> affines_;                      ///< [basis]
    std::vector<double> scales_;                       ///< [scale]
    std::vector<std::map<int, Table>> tables_;         ///< [currency] by points of the rule
    std::unordered_map<std::uint64_t, int> rows_;      ///< of exponentials
    std::unordered_map<std::uint64_t, int> products_;  ///< of products
    std::vector<double> sums_;
    PointProgram program_;

    bool lives(const Claim& claim) const { return claim.from <= day_.day() && day_.day() < claim.until; }
    static bool is_smooth(const Claim& claim, const BasisKey& key) {
        return claim.row < 0 && claim.second < 0 && key.equity < 0;
    }
    double weight(const Claim& claim) const;
    const BasisKey& key(int basis) const { return book_->bases()[static_cast<std::size_t>(basis)]; }
    const double* nodes(int basis, const Chebyshev& rule);
    void add_smooth(const UnitClaims& unit, std::span<const RatePayoff> payoffs);
    void add_options(int currency, const UnitClaims& unit, std::span<const RatePayoff> payoffs,
                     Growing& growing) const;
    /// A right that has not been taken on any path yet is a function of the state alone; later on it is times
    /// a kept row.
    bool is_untouched(const EarlyOption& option) const { return option.right->next(day_.day()) == 0; }
    bool lives(const EarlyOption& option) const {
        return option.right->next(day_.day()) < option.right->choices().size();
    }
    void add_kept(const EarlyOption& option);
    using RateValue = std::variant<SeenRateOption, QuotedRateOption, SeenRegressedOption>;
    SeenRegressedOption seen(const EarlyOption& option) const;
    static int pieces_for(const RateValue& seen, Interval interval);
    double steepest_of(int currency, std::span<const RateOption::Term> terms) const;
    RateValue rate_value(const RateOption& option, const RatePayoff& payoff) const;
    void refine(int pieces, const std::vector<RateValue>& options, Interval interval, Growing& growing) const;
    void put(int currency, int row, const Growing& growing);
    void add_claim(const Claim& claim);
    void add_spot_option(const SpotOption& option);
    enum class Unit { own, base };
    int exponential_row(int basis, Unit unit);
    int product_row(int first, int second);
};

}  // namespace snell
