#include "cli/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace snell {

std::string Table::print(const std::vector<bool>& right) const {
    std::vector<std::size_t> width(rows_.front().size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i) width[i] = std::max(width[i], row[i].size());
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += right[i] ? fmt::format("{:>{}}  ", row[i], width[i])
                             : fmt::format("{:<{}}  ", row[i], width[i]);
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

}  // namespace snell
