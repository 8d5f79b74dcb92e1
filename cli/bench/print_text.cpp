#include <fmt/format.h>

#include "cli/bench/print.h"
#include "cli/table.h"

namespace snell::race {
namespace {

/// Names to the left, numbers to the right.
std::string table(const Rows& rows, std::size_t names) {
    Table table(rows.head);
    for (const auto& row : rows.rows) table.add(row);
    std::vector<bool> right(rows.head.size(), true);
    for (std::size_t i = 0; i < names; ++i) right[i] = false;
    return table.print(right);
}

}  // namespace

std::string print_text(const Race& race) {
    std::string text = fmt::format("{}\n{}, {}\n", race.build, race.processor, race.date);
    for (const std::string& gpu : race.gpus) text += gpu + "\n";
    for (const std::string& line : notes(race)) text += line + "\n";
    for (const std::string& draws : race.options.draws)
        text += fmt::format(
            "\n{} draws; 1e6/s: million path-steps a second; *: from fewer paths than that takes\n{}", draws,
            table(speed_rows(race, draws), 2));
    for (const std::string& draws : race.options.draws)
        text +=
            fmt::format("\n{} draws; flop and bytes: of a path-step; J: joules of 1e9 path-steps{}\n{}",
                        draws, race.options.prices.cpu || race.options.prices.gpu ? "; price: of 1e12" : "",
                        table(cost_rows(race, draws), 2));
    for (const Scaling& scaling : race.scalings)
        text += fmt::format("\n1e6/s by {}: {}\n{}", scaling.axis, scaling.about,
                            table(scaling_rows(race, scaling), 0));
    return text;
}

std::string print_markdown(const Race& race) {
    std::string text = fmt::format("{}, {}.\n{}.\n", race.date, race.build, race.processor);
    for (const std::string& gpu : race.gpus) text += gpu + ".\n";
    text += "\n";
    for (const std::string& line : notes(race)) text += "- " + line + "\n";
    const auto line = [](const std::vector<std::string>& cells) {
        return fmt::format("| {} |\n", fmt::join(cells, " | "));
    };
    const auto add = [&](const std::string& title, const Rows& rows) {
        text += fmt::format("\n### {}\n\n{}{}", title, line(rows.titles),
                            line(std::vector<std::string>(rows.titles.size(), "---")));
        for (const auto& row : rows.rows) text += line(row);
    };
    for (const std::string& draws : race.options.draws) {
        add(fmt::format("Speed, {} draws", draws), speed_rows(race, draws));
        add(fmt::format("What it takes, {} draws", draws), cost_rows(race, draws));
    }
    for (const Scaling& scaling : race.scalings)
        add(fmt::format("Million path-steps a second by {}: {}", scaling.axis, scaling.about),
            scaling_rows(race, scaling));
    return text;
}

}  // namespace snell::race
