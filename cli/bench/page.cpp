#include <fmt/format.h>

#include "cli/bench/print.h"
#include "cli/report_page/bar_chart.h"
#include "cli/report_page/line_chart.h"
#include "cli/report_page/markup.h"
#include "cli/report_page/shell.h"

namespace snell::race {
namespace {

/// One look for each entrant on every chart.
const char* look_of(const Contender& contender) {
    switch (contender.kind) {
        case Contender::Kind::one_thread:
            return "collateral";
        case Contender::Kind::processor:
            return "positive";
        case Contender::Kind::gpu:
            return "negative";
    }
    return "whole";
}

std::string paragraph(const std::string& text) { return fmt::format("<p>{}</p>\n", text); }

class Page {
  public:
    explicit Page(const Race& race) : race_(race) {}

    std::string print() const {
        std::string text =
            page_start("Snell on " + escaped(race_.processor), "Snell on " + escaped(race_.processor));
        text += paragraph(fmt::format("<span class=\"soft\">{}, {}{}</span>", escaped(race_.build),
                                      escaped(race_.date), gpus()));
        text += verdict();
        for (const std::string& draws : race_.options.draws)
            text += page_section("speed-" + draws, "Speed, " + named_draws(draws), speed(draws));
        for (const std::string& draws : race_.options.draws)
            text += page_section("cost-" + draws, "What it takes, " + named_draws(draws), cost(draws));
        std::string charts;
        for (const Scaling& scaling : race_.scalings) charts += scale(scaling);
        text += page_section("scaling", "Small and large", charts);
        text += page_section("losses", "Where more is slower", losses());
        return text + page_section("limits", "What the devices reach", limits()) + page_end();
    }

  private:
    const Race& race_;

    static std::string named_draws(const std::string& draws) {
        return draws == "sobol" ? "Sobol' points" : "pseudo-random draws (Philox)";
    }

    std::string gpus() const {
        std::string names;
        for (const std::string& gpu : race_.gpus) names += ", " + escaped(gpu);
        return names;
    }

    std::string verdict() const {
        if (!race_.has_same_bits())
            return "<p class=\"warning\">The bits differ between runs or devices: do not trust this build on "
                   "this "
                   "machine.</p>\n";
        return paragraph(
            "Every run of a work, in fresh processes and on every device, came to the same bits.");
    }

    static std::string table(const Rows& rows, const std::string& caption) {
        std::vector<std::string> titles;
        for (const std::string& title : rows.titles) titles.push_back(escaped(title));
        MarkupTable table(titles);
        for (const auto& row : rows.rows) {
            std::vector<std::string> cells;
            for (const std::string& cell : row) cells.push_back(escaped(cell));
            table.add(cells);
        }
        return table.print(caption);
    }

    std::string speed(const std::string& draws) const {
        std::vector<Bar> bars;
        for (const WorkTimings& work : race_.works) {
            if (work.draws != draws) continue;
            for (const Timing& timing : work.timings) {
                const Contender& who = race_.entrants[timing.entrant].contender;
                bars.push_back({escaped(work.work + ", " + who.name), look_of(who), 0.0, timing.rate(), 0.0,
                                brief(timing.rate()) + " a second"});
            }
        }
        return figure(bar_chart("Path-steps a second, " + escaped(draws) + " draws", bars)) +
               table(
                   speed_rows(race_, draws),
                   fmt::format(
                       "Cold: a fresh process from start to end, its book read and its device woken. Warm: "
                       "median of {} runs after the first. To 1e-4: seconds to that standard error, relative "
                       "to the value; * from fewer paths than that takes",
                       race_.options.repeats));
    }

    std::string cost(const std::string& draws) const {
        return table(
            cost_rows(race_, draws),
            "Flop: floating-point operations, counted on the very loops; integer work of the draws is not. "
            "Bytes: that paths leave in memory and take out again, caches included: more than 100 % of "
            "memory's "
            "rate says that caches hold them");
    }

    std::string scale(const Scaling& scaling) const {
        std::vector<ChartLine> lines;
        for (std::size_t i = 0; i < race_.entrants.size(); ++i) {
            const Contender& who = race_.entrants[i].contender;
            ChartLine line{escaped(who.name), look_of(who), {}, {}};
            for (const Scaling::Point& point : scaling.points) {
                if (!point.rates[i]) continue;
                line.sizes.push_back(static_cast<double>(point.size));
                line.values.push_back(*point.rates[i]);
            }
            if (!line.sizes.empty()) lines.push_back(std::move(line));
        }
        const std::string title = "Path-steps a second by " + escaped(scaling.axis);
        return fmt::format("<h3>By {}</h3>\n", escaped(scaling.axis)) + paragraph(escaped(scaling.about)) +
               figure(line_chart({title, escaped(scaling.axis), "path-steps/s"}, lines)) +
               folded("Numbers", table(scaling_rows(race_, scaling), "Million path-steps a second"));
    }

    /// Of every pair of entrants that follow each other: where the greater is not the faster.
    std::string losses() const {
        MarkupTable found({"what", "device", "times as fast", "as"});
        std::size_t count = 0;
        const auto look = [&](const std::string& what, std::size_t entrant, double ratio) {
            if (ratio >= 1.0) return;
            ++count;
            found.add({escaped(what), escaped(race_.entrants[entrant].contender.name),
                       fmt::format("{:.2f}", ratio), escaped(race_.entrants[entrant - 1].contender.name)});
        };
        for (const WorkTimings& work : race_.works)
            for (std::size_t i = 1; i < work.timings.size(); ++i)
                look(work.work + ", " + work.draws, work.timings[i].entrant,
                     work.timings[i].rate() / work.timings[i - 1].rate());
        for (const Scaling& scaling : race_.scalings)
            for (const Scaling::Point& point : scaling.points)
                for (std::size_t i = 1; i < point.rates.size(); ++i)
                    if (point.rates[i] && point.rates[i - 1])
                        look(fmt::format("{} {}", point.size, scaling.axis), i,
                             *point.rates[i] / *point.rates[i - 1]);
        if (race_.entrants.size() < 2) return "";
        if (count == 0)
            return paragraph("Nowhere: each device was faster than the one before it, at every size.");
        return found.print("A device that is slower than the one before it in the tables above");
    }

    std::string limits() const {
        std::string items;
        for (const std::string& line : notes(race_)) items += fmt::format("<li>{}</li>\n", escaped(line));
        return fmt::format("<ul>\n{}</ul>\n", items);
    }
};

}  // namespace

std::string print_page(const Race& race) { return Page(race).print(); }

}  // namespace snell::race
