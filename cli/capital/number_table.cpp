#include "cli/capital/number_table.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/table.h"
#include "core/csv.h"
#include "core/visible.h"

namespace snell {
namespace {

std::vector<std::string> joined(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> all = a;
    all.insert(all.end(), b.begin(), b.end());
    return all;
}

}  // namespace

void add_table_output(CLI::App& command, TableOutput& output) {
    auto* json = command.add_flag("--json", output.json, "Print JSON");
    command.add_flag("--csv", output.csv, "Print CSV")->excludes(json);
    command.add_option("-o,--output", output.file, "Write to a file instead of standard output");
}

std::string NumberTable::text() const {
    constexpr std::size_t longest = 40;
    Table table(joined(words_, numbers_));
    for (const Row& row : rows_) {
        std::vector<std::string> cells;
        for (const std::string& word : row.words) cells.push_back(visible(word, longest));
        for (const double number : row.numbers) cells.push_back(fmt::format("{:.2f}", number));
        table.add(std::move(cells));
    }
    std::vector<bool> right(words_.size(), false);
    right.resize(words_.size() + numbers_.size(), true);
    return table.print(right);
}

std::string NumberTable::csv() const {
    std::string text = fmt::format("{}\n", fmt::join(joined(words_, numbers_), ","));
    for (const Row& row : rows_) {
        std::vector<std::string> cells;
        for (const std::string& word : row.words) cells.push_back(csv_text(word));
        for (const double number : row.numbers) cells.push_back(print_number(number));
        text += fmt::format("{}\n", fmt::join(cells, ","));
    }
    return text;
}

std::string NumberTable::json(const std::string& key) const {
    using Json = nlohmann::ordered_json;
    Json rows = Json::array();
    for (const Row& row : rows_) {
        Json object = Json::object();
        for (std::size_t i = 0; i < words_.size(); ++i) object[words_[i]] = row.words[i];
        for (std::size_t i = 0; i < numbers_.size(); ++i) object[numbers_[i]] = row.numbers[i];
        rows.push_back(std::move(object));
    }
    return Json{{key, rows}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

ExitCode tell(const Faults& faults, std::size_t sound) {
    for (const Diagnostic& fault : faults.all()) fmt::print(stderr, "{}\n", print(fault));
    if (sound == 0) return ExitCode::invalid_input;
    return faults.count() > 0 ? ExitCode::some_trades_failed : ExitCode::done;
}

}  // namespace snell
