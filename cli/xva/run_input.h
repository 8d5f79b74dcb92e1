#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/xva/result_rows.h"
#include "engine/xva/xva.h"
#include "models/cross_asset_terms.h"
#include "models/world.h"
#include "portfolios/book.h"
#include "portfolios/trade_watch.h"

namespace snell {

class Journal;

/// A value beyond this, or none, cannot be worked with: squares of sums of such values overflow.
constexpr double beyond_sums = 1e150;

/// Seconds of a part of a run.
struct Phase {
    std::string name;
    double seconds = 0.0;
};

/// What a trade is about; of trades whose terms could be resolved.
struct Holding {
    double notional = 0.0;
    int currency = 0;  ///< number in the needs of the book
};
inline Holding holding_of(const Position& position) {
    return {position.notional, position.notional_currency};
}

/// A file that a run is read from, and what it holds.
struct RunSource {
    std::string role;  ///< "trades", "market" ...
    std::string path;
};

/// A setting as it holds, and who said so.
struct Setting {
    std::string name, value;
    std::string origin;  ///< "flag", "file" or "default"
};

/// A run brought to memory, whatever format it came in: what is held, today's world, how it moves, and what
/// is asked.
struct RunInput {
    std::string base;
    Book book;
    World world;
    std::optional<World> priced_on;  ///< where today's values have other curves than exposures
    CrossAssetTerms dynamics;
    XvaSettings settings;
    bool simulate = true;           ///< false: today's values only
    std::string future;             ///< "1Y,5Y": dates at which costs to come are told, as written
    std::vector<Period> nodes;      ///< of simulated curves, for those who ask for them
    std::vector<FailureRow> notes;  ///< elements that nothing reads, and assumptions
    std::size_t trades = 0;         ///< in the files, whether they could be read or not
    std::vector<RunSource> sources;
    std::set<std::string> told;          ///< names of settings that the files give
    std::vector<Setting> configuration;  ///< once the flags are known
    std::vector<Holding> not_valued;     ///< trades that were resolved, and failed as they were valued
    StepBoard* board = nullptr;          ///< where to say which trade is valued
};

/// The file of a run: the path itself, or run.toml, ore.xml or Input/ore.xml in a folder.  Throws InputError
/// E422.
std::string run_file(const std::string& path);
/// A run in Snell's own format, by the name of its file.
bool is_toml(const std::string& file);

/// A run folder of the open standard (an ore.xml, or the folder that holds one), or a TOML run file.  Throws
/// InputError with everything that keeps the run from starting; trades fail alone, in `book.failed`.
/// Trades that `watch` has put aside are among the failed.
RunInput load_run(const std::string& path, Journal& journal, const TradeWatch& watch = {});
RunInput load_ore_run(const std::string& file, Journal& journal, const TradeWatch& watch);
RunInput load_native_run(const std::string& file, Journal& journal, const TradeWatch& watch);

}  // namespace snell
