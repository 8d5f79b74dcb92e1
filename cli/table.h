#pragma once
#include <string>
#include <vector>

namespace snell {

/// Text in columns as wide as their widest cell.
class Table {
  public:
    explicit Table(std::vector<std::string> head) { rows_.push_back(std::move(head)); }
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    /// Columns of numbers are set to the right.
    std::string print(const std::vector<bool>& right) const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace snell
