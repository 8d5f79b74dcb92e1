#pragma once
#include <string>

#include "core/step_board.h"
#include "engine/xva/point_builder.h"
#include "portfolios/book.h"

namespace snell {

/// A netting set, or one of its trades, as the walk values it.
struct ExposureUnit {
    int netting_set = 0;
    int position = -1;  ///< of the book; -1: the netting set as a whole
    UnitClaims claims;
};

/// A trade that the market or the model cannot value.
struct UnvaluedTrade {
    int position = 0;
    std::string reason;
};

/// When the collateral of a netting set moves: for each simulated date the day on which the balance that is
/// held then was called (before today: today's balance).
struct Margining {
    bool active = false;
    int currency = 0;
    MarginTerms terms;
    double initial_balance = 0.0;
    double spread_receive = 0.0, spread_pay = 0.0;  ///< over cash [1/year]
    std::vector<int> call_days;                     ///< [simulated date]
    std::vector<double> steps;                      ///< [simulated date] to the next one [years]
    int depth = 1;                                  ///< balances on their way at a time, plus one
};

/// Some netting sets brought to programs: what happens and what is valued on each day.  Rows of early options
/// are those in which the walk keeps them.
struct ExposureGroup {
    struct Day {
        int day = 0;
        std::size_t events_end = 0;  ///< events before this are done by the end of the day
        int point = -1;
        int date = -1;  ///< number of the simulated date
    };
    std::vector<Day> days;  ///< today, if anything happens on it, and all later days of interest
    std::vector<Event> events;
    std::vector<PointProgram> points;
    std::vector<ExposureUnit> units;   ///< each netting set, followed by its trades if they are asked for
    std::vector<Margining> margining;  ///< [unit]; a trade's is that of its set, to margin the set without it
    std::vector<UnvaluedTrade> unvalued;
    std::vector<double> today;  ///< [state]
    int currencies = 0;
    int kept_rows = 0, rows = 0;  ///< rows: most on any date

    std::size_t netting_sets() const;
};

/// Trades of a netting set by identifier, so that their order in a file never shows in a sum.
std::vector<int> trades_of(const Book& book, int netting_set);

/// What to bring to programs.
struct GroupOrder {
    enum class Units { netting_sets, trades };
    std::vector<int> netting_sets;
    std::vector<int> dates;  ///< simulated days, increasing, after today
    PathRules rules;
    Units units = Units::netting_sets;
    int threads = 0;
    StepBoard* board = nullptr;
};

ExposureGroup build_group(const Book& book, const MarketView& view, const GroupOrder& order);

/// The units of a group that is known to lack some trades, in their order, and their margining; no claims, no
/// programs.
ExposureGroup outline(const Book& book, const GroupOrder& order, const std::vector<UnvaluedTrade>& unvalued);

}  // namespace snell
