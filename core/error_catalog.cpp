#include "core/error_catalog.h"

#include <array>
#include <string>

namespace snell {
namespace {

auto lists() {
    return std::array{reading_errors(),    product_errors(), pricing_errors(),
                      run_folder_errors(), trade_errors(),   capital_errors()};
}

}  // namespace

std::vector<ErrorEntry> error_catalog() {
    std::vector<ErrorEntry> all;
    for (const auto entries : lists()) all.insert(all.end(), entries.begin(), entries.end());
    return all;
}

const ErrorEntry* find_error(std::string_view code) {
    std::string wanted(code);
    if (!wanted.empty() && wanted.front() == 'e') wanted.front() = 'E';
    for (const auto entries : lists())
        for (const ErrorEntry& entry : entries)
            if (entry.code == wanted) return &entry;
    return nullptr;
}

}  // namespace snell
