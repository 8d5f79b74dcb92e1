#include "cli/report_page/stored_run.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/bounded_json.h"
#include "cli/xva/result_names.h"
#include "core/commit.h"
#include "core/csv.h"
#include "core/error.h"

namespace snell {
namespace {

/// Reads fields of a table by the names of their columns; a column that is not there is empty.
class Row {
  public:
    Row(const CsvTable& table, std::size_t row) : table_(table), row_(row) {}

    std::string text(std::string_view column) const { return std::string(text_of_csv(cell(column))); }
    /// NaN where the field is not a number; 0 where it is empty.
    double number(std::string_view column) const {
        const std::string_view text = cell(column);
        double value = 0.0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (fault != std::errc() || end != text.data() + text.size())
            return text.empty() ? 0.0 : std::numeric_limits<double>::quiet_NaN();
        return value;
    }

  private:
    const CsvTable& table_;
    std::size_t row_;

    std::string_view cell(std::string_view column) const {
        const std::optional<std::size_t> at = table_.column(column);
        return at ? table_.at(row_, *at) : std::string_view();
    }
};

template <class Take>
void each_row(const std::string& file, const Take& take) {
    const CsvTable table = read_csv(file);
    for (std::size_t row = 0; row < table.size(); ++row) take(Row(table, row));
}

StoredNumber number_of(const Row& row) {
    StoredNumber number;
    number.netting_set = row.text("netting_set");
    number.trade = row.text("trade");
    number.measure = row.text("measure");
    number.time = row.number("time");
    number.date = row.text("date");
    number.status = row.text("status");
    number.estimate = {row.number("value"), row.number("std_error"),
                       static_cast<std::int64_t>(row.number("paths")),
                       static_cast<int>(row.number("replicates"))};
    return number;
}

/// Names and values of a JSON object, two levels deep in dots; what lies deeper, and lists, by their length.
void add_facts(const nlohmann::ordered_json& json, const std::string& prefix,
               std::vector<StoredFact>& facts) {
    for (const auto& [key, value] : json.items()) {
        const std::string name = prefix + key;
        if (value.is_object() && std::count(prefix.begin(), prefix.end(), '.') < 2)
            add_facts(value, name + ".", facts);
        else if (value.is_array() || value.is_object())
            facts.push_back({name, std::to_string(value.size()) + " entries"});
        else
            facts.push_back({name, value.is_string() ? value.get<std::string>() : value.dump()});
    }
}

/// Empty where the file is not there.
std::string text_of(const std::string& file) {
    std::string text;
    read_bytes(file, text);
    return text;
}

}  // namespace

StoredRun read_stored_run(const std::string& folder) {
    const std::filesystem::path place(folder);
    const auto file = [&](const char* name) { return (place / name).string(); };
    StoredRun run;
    run.folder = folder;
    each_row(file(names::npv), [&](const Row& row) {
        run.npv.push_back(number_of(row));
        run.currency = row.text("currency");
    });
    each_row(file(names::xva), [&](const Row& row) { run.xva.push_back(number_of(row)); });
    for (const auto& [name, to] :
         {std::pair(names::exposure, &run.exposure), std::pair(names::convergence, &run.convergence),
          std::pair(names::audit, &run.audit), std::pair(names::future, &run.future)})
        if (std::filesystem::exists(file(name)))
            each_row(file(name), [&, numbers = to](const Row& row) { numbers->push_back(number_of(row)); });
    if (std::filesystem::exists(file(names::calibration)))
        each_row(file(names::calibration), [&](const Row& row) {
            run.calibration.push_back({row.text("kind"), row.text("name"), row.text("label"),
                                       row.number("market"), row.number("model"), row.number("residual")});
        });
    if (std::filesystem::exists(file(names::failures)))
        each_row(file(names::failures), [&](const Row& row) {
            run.failures.push_back({row.text("kind"), row.text("id"), row.text("netting_set"),
                                    row.text("code"), row.text("where"), row.text("problem"),
                                    row.text("remedy")});
        });
    const nlohmann::ordered_json timings = bounded_json(text_of(file(names::timings)));
    if (timings.is_object() && timings.contains("phases") && timings["phases"].is_object())
        for (const auto& [name, seconds] : timings["phases"].items())
            if (seconds.is_number()) run.phases.push_back({name, seconds.get<double>()});
    run.manifest = manifest_facts(text_of(file(names::manifest)));
    return run;
}

std::vector<StoredFact> manifest_facts(const std::string& text) {
    std::vector<StoredFact> facts;
    const nlohmann::ordered_json json = bounded_json(text);
    if (json.is_object()) add_facts(json, "", facts);
    return facts;
}

const StoredNumber* find(const std::vector<StoredNumber>& numbers, const std::string& netting_set,
                         const std::string& trade, const std::string& measure) {
    const auto found = std::find_if(numbers.begin(), numbers.end(), [&](const StoredNumber& number) {
        return number.netting_set == netting_set && number.trade == trade && number.measure == measure;
    });
    return found == numbers.end() ? nullptr : &*found;
}

}  // namespace snell
