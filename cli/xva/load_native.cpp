#include <fmt/format.h>

#include <filesystem>

#include "cli/xva/audit_text.h"
#include "cli/xva/exposure_grid.h"
#include "cli/xva/native_run.h"
#include "cli/xva/run_input.h"
#include "cli/xva/side_tables.h"
#include "cli/xva/stopwatch.h"
#include "core/csv.h"
#include "core/field_reader.h"
#include "models/market/quoted_dynamics.h"
#include "models/market/quoted_world.h"
#include "portfolios/native/blotter.h"
#include "portfolios/native/netting_sets.h"
#include "portfolios/native/toml.h"
#include "portfolios/resolve/book.h"

namespace snell {
namespace {

/// A run file and the tables beside it.
class NativeRun {
  public:
    NativeRun(const std::string& file, const TradeWatch& trades, Journal& journal)
        : trades_(trades),
          root_(read_toml(file)),
          folder_(std::filesystem::path(file).parent_path()),
          watch_(journal) {
        input_.sources.push_back({"run", file});
    }

    RunInput load() {
        watch_.start("files");
        read_terms();
        stop_at_faults();
        adjust();
        if (input_.simulate) read_grid();
        const QuoteTable quotes = read_quotes();
        const CsvTable trades = read_csv(beside("trades", terms_.blotter));
        BookTerms book = read_blotter(trades);
        input_.trades = trades.size();
        if (!terms_.netting_sets.empty())
            book.netting_sets =
                read_netting_sets(read_csv(beside("netting sets", terms_.netting_sets)), faults_);
        const Fixings fixings = terms_.fixings.empty()
                                    ? Fixings()
                                    : read_fixings(read_csv(beside("fixings", terms_.fixings)), faults_);
        watch_.start("portfolio");
        for (const Diagnostic& note : book.notes) input_.notes.push_back({"trade", "", "", "", note});
        input_.book =
            resolve_book(std::move(book), {today_, terms_.base, fixings, todays_fixings(), &trades_});
        ask_for_measures();
        watch_.start("market");
        input_.world = quoted_world(quotes, input_.book.needs);
        if (input_.simulate) read_dynamics();
        watch_.stop();
        stop_at_faults();
        return std::move(input_);
    }

  private:
    const TradeWatch& trades_;
    Node root_;
    std::filesystem::path folder_;
    RunInput input_;
    Stopwatch watch_;
    Faults faults_;
    NativeRunTerms terms_;
    Date today_;

    std::string beside(const char* role, const std::string& name) {
        return input_.sources.emplace_back(RunSource{role, (folder_ / name).string()}).path;
    }
    void stop_at_faults() const {
        if (faults_.count() > 0) throw InputError(faults_.all());
    }

    void need(const std::string& text, const char* key, const char* remedy) {
        if (text.empty())
            faults_.add(NodeFault{"E104", root_.place, fmt::format("the run has no {}", key), remedy});
    }

    void read_terms() {
        ReadingContext context;
        FieldReader reader({&root_}, "the run", "", context, faults_);
        terms_.fields(reader);
        for (std::string_view key : {"date", "market", "model", "quotes"}) reader.admit(key);
        reader.finish();
        const Entry* date = root_.find("date");
        if (date && date->value.date())
            today_ = *date->value.date();
        else
            faults_.add(NodeFault{"E104", root_.place, "the run has no date of valuation",
                                  "Write date = 2026-03-31"});
        need(terms_.base, "base currency", "Write base = \"EUR\"");
        need(terms_.blotter, "blotter", "Write blotter = \"trades.csv\"");
        input_.base = terms_.base;
        input_.simulate = !terms_.grid.empty();
        read_nodes();
        settings();
    }

    TodaysFixings todays_fixings() const {
        return terms_.todays_fixings == NativeRunTerms::TodaysFixing::implied ? TodaysFixings::implied
                                                                              : TodaysFixings::from_history;
    }

    void read_nodes() {
        input_.nodes = read_periods("curve_nodes", terms_.curve_nodes);
        input_.future = terms_.future;
        read_periods("future", terms_.future);
    }

    std::vector<Period> read_periods(const char* key, const std::string& text) {
        try {
            return periods_from(text);
        } catch (const std::invalid_argument& fault) {
            faults_.add(NodeFault{"E105", root_.find(key)->value.place,
                                  fmt::format("{}: {}", key, fault.what()), "Write \"1Y,5Y,10Y\""});
            return {};
        }
    }

    void adjust() {
        if (terms_.calendars.empty()) return;
        const CsvTable table = read_csv(beside("calendars", terms_.calendars));
        const std::vector<CalendarDay> days = read_calendar_days(table, faults_);
        stop_at_faults();
        try {
            adjust_calendars(days);
        } catch (const std::invalid_argument& fault) {
            faults_.add(NodeFault{"E452", table.place(), fault.what(), ""});
            stop_at_faults();
        }
    }

    void read_grid() {
        try {
            input_.settings.dates = exposure_grid(terms_.grid, {terms_.calendar}, today_);
        } catch (const std::invalid_argument& fault) {
            const Entry* entry = root_.find("grid");
            faults_.add(NodeFault{"E114", entry->value.place,
                                  fmt::format("grid '{}': {}", terms_.grid, fault.what()),
                                  "Write 81,3M or a list such as 1M,6M,1Y."});
        }
    }

    void settings() {
        XvaSettings& s = input_.settings;
        const auto seed = static_cast<std::uint64_t>(terms_.seed);
        s.sampler = terms_.sampler == NativeRunTerms::Draws::sobol ? Sampler(Sobol{.seed = seed})
                                                                   : Sampler(Philox{.seed = seed});
        for (const char* key : {"paths", "replicates", "seed", "sampler", "quantiles", "fixing_rule",
                                "option_rule", "curve_nodes", "by_trade", "audit", "future"})
            if (root_.find(key)) input_.told.insert(key);
        s.paths = terms_.paths;
        s.replicates = terms_.replicates;
        s.quantiles = terms_.quantiles;
        s.rules.fixing = terms_.fixing_rule == NativeRunTerms::FixingDates::own ? FixingRule::true_dates
                                                                                : FixingRule::next_date;
        s.rules.option = terms_.option_rule == NativeRunTerms::OptionValues::model ? OptionRule::model
                                                                                   : OptionRule::quotes;
        s.rules.regression = terms_.regression;
        if (root_.find("regression_degree") || root_.find("regression_bundles"))
            input_.told.insert("regression");
        read_audit();
        s.units = terms_.by_trade ? GroupOrder::Units::trades : GroupOrder::Units::netting_sets;
    }

    void read_audit() {
        if (terms_.audit.empty()) return;
        try {
            input_.settings.audit = audit_from(terms_.audit);
        } catch (const std::invalid_argument& fault) {
            faults_.add(NodeFault{"E108", root_.find("audit")->value.place,
                                  fmt::format("audit: {}", fault.what()), "Write audit = \"nested:4096\""});
        }
    }

    QuoteTable read_quotes() {
        QuoteTable quotes(today_);
        if (!terms_.market.empty()) quotes.add(read_csv(beside("market", terms_.market)), faults_);
        if (const Entry* market = root_.find("quotes")) quotes.add(market->value, faults_);
        return quotes;
    }

    void ask_for_measures() {
        MarketNeeds& needs = input_.book.needs;
        if (!input_.simulate) return;
        for (const NettingSet& set : input_.book.netting_sets)
            if (!set.counterparty.empty()) needs.credit(set.counterparty);
        if (!terms_.own.empty()) input_.settings.own_credit = needs.credit(terms_.own);
        if (!terms_.borrowing_curve.empty())
            input_.settings.borrow_curve = needs.yield_curve(terms_.borrowing_curve);
        if (!terms_.lending_curve.empty())
            input_.settings.lend_curve = needs.yield_curve(terms_.lending_curve);
        if (!input_.settings.dates.empty()) needs.until(input_.settings.dates.back());
    }

    void read_dynamics() {
        if (const Entry* model = root_.find("model"))
            input_.dynamics = quoted_dynamics(model->value, input_.world, faults_);
        else
            faults_.add(NodeFault{"E104", root_.place, "the run has no [model]",
                                  "Add [model.rate_volatility] with a volatility for each currency."});
    }
};

}  // namespace

RunInput load_native_run(const std::string& file, Journal& journal, const TradeWatch& watch) {
    try {
        return NativeRun(file, watch, journal).load();
    } catch (const NodeFault& fault) {
        Faults faults;
        faults.add(fault);
        throw InputError(faults.all());
    }
}

}  // namespace snell
