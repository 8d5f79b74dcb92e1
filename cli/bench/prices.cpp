#include "cli/bench/prices.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "cli/command.h"
#include "core/closest.h"

namespace snell::race {
namespace {

constexpr std::array<std::string_view, 2> devices{"cpu", "gpu"};

[[noreturn]] void refuse(const std::string& word, const std::string& problem) {
    throw UsageError(fmt::format("--price-per-hour: '{}': {}", word, problem));
}

}  // namespace

Prices read_prices(const std::vector<std::string>& words) {
    Prices prices;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (equals == word.npos) refuse(word, "a price says whose it is. Write cpu=0.40,gpu=3.20");
        const std::string device = word.substr(0, equals), number = word.substr(equals + 1);
        if (device != "cpu" && device != "gpu")
            refuse(word, fmt::format("there is no device '{}'. {}", device, suggestion(device, devices)));
        double price = 0.0;
        const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), price);
        if (number.empty() || fault != std::errc() || end != number.data() + number.size() ||
            !std::isfinite(price) || price < 0.0)
            refuse(word, "that is no price. Write a number that is not negative, such as 0.40");
        std::optional<double>& place = device == "cpu" ? prices.cpu : prices.gpu;
        if (place) refuse(word, fmt::format("{} has a price already. Name each device once", device));
        place = price;
    }
    return prices;
}

}  // namespace snell::race
