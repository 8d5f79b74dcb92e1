#include "bench/peers/report.h"

#include <fmt/format.h>

#include <cmath>

#include "bench/peers/quantlib.h"
#include "engine/meter/processor.h"

namespace snell::peers {
namespace {

/// "8.7377 +- 0.0023": two digits of the error.
std::string shown(const Price& price) {
    const int digits = std::max(0, 1 - static_cast<int>(std::floor(std::log10(price.std_error))));
    return fmt::format("{:.{}f} +- {:.{}f}", price.value, digits, price.std_error, digits);
}

std::string shown(const Duration& duration) {
    return fmt::format("{:.3g}{}", duration.seconds, duration.extrapolated ? "*" : "");
}

std::string pace_table(const std::vector<Measured>& all, const Effort& effort, const Machine& machine) {
    std::string text = fmt::format(
        "Pace: {} paths x {} steps, pseudo-random draws; million path-steps per second (basket: "
        "asset-steps),\n"
        "medians of {} interleaved pairs; ratio: median of the pairs [least .. greatest]\n\n"
        "{:<17} {:>9} {:>9} {:>7} {:>17} {:>7} {:>9} {:>8}\n",
        effort.paths, meter::trading_days, effort.pairs, "", "QuantLib", "Snell", "ratio", "", "aim",
        fmt::format("{} threads", machine.threads), "speed-up");
    for (const Measured& m : all)
        text += fmt::format("{:<17} {:>9.3f} {:>9.1f} {:>7.1f} {:>17} {:>7.0f} {:>9.1f} {:>8.2f}\n",
                            m.work->name, m.race.peer_rate / 1e6, m.race.snell_rate / 1e6, m.race.ratio,
                            fmt::format("[{:.1f} .. {:.1f}]", m.race.ratio_low, m.race.ratio_high),
                            m.work->target_ratio, m.race.threads_rate / 1e6,
                            m.race.threads_rate / m.race.snell_rate);
    text += fmt::format(
        "\nThe same thing was computed (at most 4 standard errors apart; time of twice the paths)\n\n"
        "{:<17} {:>20} {:>20} {:>6} {:>9} {:>9}\n",
        "", "QuantLib", "Snell", "apart", "QuantLib", "Snell");
    for (const Measured& m : all)
        text +=
            fmt::format("{:<17} {:>20} {:>20} {:>6.2f} {:>9.2f} {:>9.2f}\n", m.work->name, shown(m.race.peer),
                        shown(m.race.snell), m.race.distance(), m.race.peer_growth, m.race.snell_growth);
    return text;
}

std::string accuracy_table(const std::vector<Measured>& all) {
    std::string text =
        "\nSeconds to a standard error of 1e-4 of the value, one thread\n"
        "(* extrapolated from a shorter run: random by error ~ paths^-1/2, QuantLib's Sobol' by the slope "
        "shown)\n\n";
    text += fmt::format("{:<17} {:>15} {:>16} {:>6} {:>13} {:>13}\n", "", "QuantLib random",
                        "QuantLib Sobol'", "slope", "Snell Philox", "Snell Sobol'");
    for (const Measured& m : all)
        text += fmt::format("{:<17} {:>15} {:>16} {:>6.2f} {:>13} {:>13}\n", m.work->name,
                            shown(m.accuracy.peer_random), shown(m.accuracy.peer_sobol),
                            m.accuracy.peer_sobol.slope, shown(m.accuracy.snell_random),
                            shown(m.accuracy.snell_sobol));
    return text;
}

std::string peak_table(const std::vector<Measured>& all, const Machine& machine) {
    std::string text = fmt::format(
        "\nShare of the peak of one core: {:.1f} Gflop/s by {} fused multiply-adds, measured in this run.\n"
        "Operations counted by running the same path loop on a number type that counts: + - * 1, fma 2, / "
        "and sqrt 1;\n"
        "integer work of the draws, comparisons and blends not counted, so that the share is not "
        "utilisation.\n\n"
        "{:<17} {:>17} {:>9} {:>7}\n",
        machine.peak / 1e9, meter::peak_registers(), "", "flop / path-step", "Gflop/s", "share");
    for (const Measured& m : all)
        text += fmt::format("{:<17} {:>17.1f} {:>9.2f} {:>6.1f}%\n", m.work->name, m.flops,
                            m.flops * m.race.snell_rate / 1e9,
                            100.0 * m.flops * m.race.snell_rate / machine.peak);
    return text;
}

std::string entry(const Measured& m, const Machine& machine, const Effort& effort, int threads) {
    const double rate = threads == 1 ? m.race.snell_rate : m.race.threads_rate;
    return fmt::format(
        R"("work": "{}", "threads": {}, "snell_path_steps_per_s": {:.6g}, "peer_path_steps_per_s": {:.6g}, )"
        R"("ratio": {:.6g}, "aim": {}, "paths": {}, "steps": {}, "assets": {}, "pairs": {}, )"
        R"("snell_value": {}, "snell_std_error": {}, "peer_value": {}, "peer_std_error": {}, )"
        R"("snell_seconds_to_1e-4_philox": {:.4g}, "snell_seconds_to_1e-4_sobol": {:.4g}, )"
        R"("peer_seconds_to_1e-4_random": {:.4g}, "peer_seconds_to_1e-4_sobol": {:.4g}, )"
        R"("flop_per_path_step": {:.4g}, "core_peak_flop_per_s": {:.4g}, "peer": "QuantLib {}", "processor": "{}", )"
        R"("compiler": "{}")",
        m.work->name, threads, rate, m.race.peer_rate, threads == 1 ? m.race.ratio : m.race.threads_ratio,
        m.work->target_ratio, effort.paths, m.work->path.steps, m.work->path.assets, effort.pairs,
        m.race.snell.value, m.race.snell.std_error, m.race.peer.value, m.race.peer.std_error,
        m.accuracy.snell_random.seconds, m.accuracy.snell_sobol.seconds, m.accuracy.peer_random.seconds,
        m.accuracy.peer_sobol.seconds, m.flops, machine.peak, quantlib_version(), machine.processor,
        machine.compiler);
}

}  // namespace

Machine machine(int threads) {
#if defined(__clang__)
    const std::string compiler = "clang++ " __clang_version__;
#else
    const std::string compiler = "g++ " __VERSION__;
#endif
    return {meter::processor_name(), compiler, meter::core_peak(), threads};
}

std::string tables(const std::vector<Measured>& all, const Machine& machine, const Effort& effort) {
    return fmt::format("{}, {}; QuantLib {}, one thread\n\n", machine.processor, machine.compiler,
                       quantlib_version()) +
           pace_table(all, effort, machine) + accuracy_table(all) + peak_table(all, machine);
}

std::string json(const std::vector<Measured>& all, const Machine& machine, const Effort& effort) {
    std::string text = "[\n";
    for (const Measured& m : all) {
        if (m.work->name == "heston_hot") continue;
        for (int threads : {1, machine.threads}) {
            text += text.size() > 2 ? ",\n  {" : "  {";
            text += entry(m, machine, effort, threads);
            for (const Measured& hot : all)
                if (hot.work->name == "heston_hot" && m.work->name == "heston_european")
                    text += fmt::format(", \"hot\": {{{}}}", entry(hot, machine, effort, threads));
            text += "}";
            if (machine.threads == 1) break;
        }
    }
    return text + "\n]\n";
}

}  // namespace snell::peers
