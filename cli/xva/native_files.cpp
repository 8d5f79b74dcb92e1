#include "cli/xva/native_files.h"

#include <fmt/format.h>

#include <iterator>
#include <span>
#include <string_view>

#include "cli/xva/side_tables.h"
#include "models/market/write_dynamics.h"
#include "models/market/write_quotes.h"
#include "portfolios/native/blotter.h"
#include "portfolios/native/netting_sets.h"

namespace snell {
namespace {

class RunText {
  public:
    void text(std::string_view key, const std::string& value) {
        if (!value.empty()) line(key, toml_text(value));
    }
    void line(std::string_view key, const std::string& value) {
        fmt::format_to(std::back_inserter(text_), "{} = {}\n", key, value);
    }
    void add(const std::string& tables) { text_ += "\n" + tables; }
    std::string take() && { return std::move(text_); }

  private:
    std::string text_;
};

std::string print_period(Period period) {
    return period.months > 0 ? fmt::format("{}M", period.months) : fmt::format("{}D", period.days);
}

template <class T, class Print>
std::string list(std::span<const T> items, Print print_item) {
    std::string text;
    for (const T& item : items) text += (text.empty() ? "" : ",") + print_item(item);
    return text;
}

std::string credit_name(const Book& book, int number) {
    return number < 0 ? "" : book.needs.credits()[static_cast<std::size_t>(number)];
}
std::string curve_name(const Book& book, int number) {
    return number < 0 ? "" : book.needs.yield_curves()[static_cast<std::size_t>(number)];
}

void write_simulation(RunText& text, const ConvertedRun& converted) {
    const RunInput& input = converted.input;
    const XvaSettings& settings = input.settings;
    text.text("grid", list(std::span(settings.dates), [](Date date) { return print(date); }));
    text.text("calendar", list(std::span(converted.sources.simulation->grid_calendars),
                               [](const std::string& name) { return name; }));
    text.text("own", credit_name(input.book, settings.own_credit));
    text.text("borrowing_curve", curve_name(input.book, settings.borrow_curve));
    text.text("lending_curve", curve_name(input.book, settings.lend_curve));
    if (!settings.quantiles.empty())
        text.line("quantiles", "[" + list(std::span(settings.quantiles), print_number) + "]");
    text.line("paths", fmt::format("{}", settings.paths));
    text.line("replicates", fmt::format("{}", settings.replicates));
    text.line("seed", fmt::format("{}", std::visit([](const auto& s) { return s.seed; }, settings.sampler)));
    text.text("sampler", std::holds_alternative<Sobol>(settings.sampler) ? "sobol" : "philox");
    text.text("curve_nodes", list(std::span(input.nodes), print_period));
    if (settings.units == GroupOrder::Units::trades) text.line("by_trade", "true");
}

std::string run_text(const ConvertedRun& converted) {
    const OreRun& run = converted.sources.run;
    RunText text;
    text.line("date", print(run.today));
    text.text("base", run.base);
    text.text("blotter", "trades.csv");
    text.text("netting_sets", "netting_sets.csv");
    text.text("market", "market.csv");
    text.text("fixings", "fixings.csv");
    if (!converted.sources.calendar_days.empty()) text.text("calendars", "calendars.csv");
    text.text("todays_fixings", run.imply_todays_fixings ? "implied" : "history");
    if (converted.model) {
        write_simulation(text, converted);
        text.add(write_dynamics(*converted.model, converted.input.world));
    }
    return std::move(text).take();
}

}  // namespace

std::vector<RunFile> native_files(const ConvertedRun& converted) {
    const RunInput& input = converted.input;
    std::vector<RunFile> files = {
        {"trades.csv", write_blotter(converted.trades)},
        {"netting_sets.csv", write_netting_sets(converted.sources.terms.netting_sets)},
        {"market.csv", write_quotes(input.world, input.book.needs)},
        {"fixings.csv", write_fixings(converted.sources.fixings)},
        {"run.toml", run_text(converted)}};
    if (!converted.sources.calendar_days.empty())
        files.push_back({"calendars.csv", write_calendar_days(converted.sources.calendar_days)});
    return files;
}

}  // namespace snell
