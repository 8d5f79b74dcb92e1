#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/fixings.h"
#include "core/market_needs.h"
#include "core/node.h"
#include "models/cross_asset_terms.h"
#include "models/world.h"

/// Market files of an Open Source Risk Engine run folder (its user guide, chapters 7 and 8) -> a world of
/// plain arrays.  QuantLib builds the curves; nothing of it passes these functions.  Not for several threads
/// at once: QuantLib's date of valuation and its calendars are global.
namespace snell {

/// Paths; empty where the run names no such file.
struct OreMarketFiles {
    std::string quotes;         ///< market data, one "date key value" a line
    std::string todays_market;  ///< which curve serves what, per configuration
    std::string curve_config;   ///< how each curve is built
    std::string conventions;
};

/// Configurations of todaysmarket.xml that serve each purpose; "default" stands in for what one leaves out.
struct OreConfigurations {
    std::string lgm_calibration = "default";
    std::string fx_calibration = "default";
    std::string equity_calibration = "default";
    std::string pricing = "default";
    std::string simulation = "default";
};

/// What was written but has no meaning here, and what was taken otherwise than written.
struct OreReport {
    struct Unsupported {
        std::string path;  ///< "/CurveConfiguration/YieldCurves/YieldCurve/Segments/Simple/Priority"
        Place place;
    };
    std::vector<Unsupported> unsupported;
    std::vector<std::string> warnings;
};

/// Parameters and model of simulation.xml.
struct OreSimulation {
    std::string grid;                         ///< as written: "81,3M" or "1M,3M,1Y"
    std::vector<std::string> grid_calendars;  ///< currencies or calendars that a grid date must be open in
    std::string sequence;                     ///< "SobolBrownianBridge", "MersenneTwister" ...
    std::uint64_t seed = 42;
    std::int64_t samples = 1000;
    std::string close_out_lag;   ///< "2W"; empty without close-out dates
    std::string mpor_mode;       ///< "StickyDate" or "ActualDate"; empty if not said
    std::vector<Period> tenors;  ///< nodes of simulated curves
    CrossAssetTerms model;
};

/// A day that a calendar is to know otherwise than it does.
struct CalendarDay {
    enum class Kind { holiday, business_day };
    std::string calendar;
    Date date;
    Kind kind = Kind::holiday;
};

/// Days of holiday or business that the file adds to calendars.  Throws InputError (E40x, E410).
std::vector<CalendarDay> read_ore_calendar_adjustment(const std::string& file, OreReport& report);

/// Makes the days what they are said to be, for the rest of the process; to be called before anything that
/// rolls dates.  Throws std::invalid_argument for an unknown calendar.
void adjust_calendars(const std::vector<CalendarDay>& days);

/// Historical fixings, one "date index value" a line.  Throws InputError (E401, E411) with every bad line.
Fixings read_ore_fixings(const std::string& file);

/// Throws InputError (E40x, E410) with everything that is wrong.  Currencies without an entry of their own
/// get the one named "default", as do exchange rates and equities.
OreSimulation read_ore_simulation(const std::string& file, OreReport& report);

/// The world of `today` for the needs, with the calibration instruments that the model asks for.  Currency 0
/// of the needs is the base.  What cannot be built has a fault (file:line and reason) and does not hinder the
/// rest. Throws InputError (E40x, E411) where a file cannot be read at all.
World read_ore_world(const OreMarketFiles& files, Date today, const MarketNeeds& needs,
                     const OreConfigurations& configurations, const CrossAssetTerms& model,
                     OreReport& report);

}  // namespace snell
