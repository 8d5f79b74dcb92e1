#include "cli/xva/metrics.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "core/node.h"

namespace snell {
namespace {

/// A value of a label, between quotes.
std::string label(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\' || c == '"') escaped += '\\';
        if (c == '\n')
            escaped += "\\n";
        else
            escaped += c;
    }
    return escaped;
}

class Writer {
  public:
    explicit Writer(const Job& job)
        : labels_(fmt::format("command=\"{}\",folder=\"{}\"", label(job.command), label(job.folder))) {}

    /// Says what the samples that follow are.
    void begin(const char* name, const char* help) {
        name_ = name;
        fmt::format_to(std::back_inserter(text_), "# HELP snell_run_{0} {1}\n# TYPE snell_run_{0} gauge\n",
                       name, help);
    }
    void sample(double value, const char* key = nullptr, std::string_view of = {}) {
        const std::string more = key ? fmt::format(",{}=\"{}\"", key, label(of)) : "";
        fmt::format_to(std::back_inserter(text_), "snell_run_{}{{{}{}}} {}\n", name_, labels_, more,
                       print_number(value));
    }
    void one(const char* name, const char* help, double value) {
        begin(name, help);
        sample(value);
    }
    std::string take() { return std::move(text_); }

  private:
    std::string labels_, text_;
    const char* name_ = "";
};

void write_totals(Writer& out, const std::vector<Total>& totals) {
    if (totals.empty()) return;
    out.begin("measure", "A number of the whole book, in the base currency");
    for (const Total& each : totals) out.sample(each.value, "measure", each.measure);
    out.begin("measure_std_error", "Its standard error");
    for (const Total& each : totals)
        if (each.std_error) out.sample(*each.std_error, "measure", each.measure);
}

}  // namespace

std::string metrics(const Standing& now) {
    Writer out(now.job);
    const double started = static_cast<double>(now.started) / 1000.0;
    out.one("start_time_seconds", "When the command began, since 1970", started);
    out.one("update_time_seconds", "When this file was written, since 1970", started + now.seconds);
    out.one("running", "1 as long as the command runs", now.code ? 0.0 : 1.0);
    out.one("trades", "Trades in the files", static_cast<double>(now.trades));
    out.one("failures", "Trades that failed", static_cast<double>(now.failures));
    out.one("warnings", "What else was told", static_cast<double>(now.warnings));
    out.one("units", "Units that the command works", now.units);
    out.one("units_done", "Units that it has committed", now.units_done);
    out.one("progress_ratio", "Share of the work of its units that is done", now.share);
    if (now.seconds_left)
        out.one("remaining_seconds", "Estimate of what its units will take yet", *now.seconds_left);
    out.begin("phase_seconds", "What a phase took");
    for (const Phase& each : now.phases) out.sample(each.seconds, "phase", each.name);
    write_totals(out, now.totals);
    if (now.code) out.one("exit_code", "Exit code of the command", static_cast<double>(*now.code));
    return out.take();
}

}  // namespace snell
