#pragma once
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "core/faults.h"

namespace CLI {
class App;
}

namespace snell {

/// How results of a calculator are wanted.
struct TableOutput {
    bool json = false;
    bool csv = false;
    std::string file;
};
void add_table_output(CLI::App& command, TableOutput& output);

/// Results: rows of words that name them, and numbers.
class NumberTable {
  public:
    /// Columns of words, then columns of numbers.
    NumberTable(std::vector<std::string> words, std::vector<std::string> numbers)
        : words_(std::move(words)), numbers_(std::move(numbers)) {}
    void add(std::vector<std::string> words, std::vector<double> numbers) {
        rows_.push_back({std::move(words), std::move(numbers)});
    }

    std::string text() const;  ///< for people: two decimals
    std::string csv() const;   ///< shortest text that reads back
    std::string json(const std::string& key) const;

  private:
    struct Row {
        std::vector<std::string> words;
        std::vector<double> numbers;
    };
    std::vector<std::string> words_, numbers_;
    std::vector<Row> rows_;
};

/// Prints every fault on stderr.  What the shell is told: 4 where nothing was sound, 3 where something was
/// not.
ExitCode tell(const Faults& faults, std::size_t sound);

}  // namespace snell
