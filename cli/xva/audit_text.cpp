#include "cli/xva/audit_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace snell {
namespace {

struct Range {
    std::int64_t least, most;
};

std::int64_t whole_number(std::string_view text, const Range& range, const char* what) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || value < range.least || value > range.most)
        throw std::invalid_argument(
            fmt::format("'{}' is no {} from {} to {}", text, what, range.least, range.most));
    return value;
}

}  // namespace

AuditSettings audit_from(std::string_view text) {
    constexpr std::string_view nested = "nested:";
    if (text == "none") return {.kind = AuditSettings::Kind::none};
    if (text == "twin") return {.kind = AuditSettings::Kind::twin};
    if (text == "nested") return {.kind = AuditSettings::Kind::nested};
    if (!text.starts_with(nested))
        throw std::invalid_argument(
            fmt::format("'{}' is no audit. Write none, twin, nested or nested:4096", text));
    return {AuditSettings::Kind::nested, whole_number(text.substr(nested.size()), {1, std::int64_t{1} << 32},
                                                      "number of paths of each date")};
}

std::string print(const AuditSettings& audit) {
    switch (audit.kind) {
        case AuditSettings::Kind::none:
            return "none";
        case AuditSettings::Kind::twin:
            return "twin";
        case AuditSettings::Kind::nested:
            break;
    }
    return fmt::format("nested:{}", audit.points);
}

RegressionBasis regression_from(std::string_view text) {
    const std::size_t colon = text.find(':');
    RegressionBasis basis;
    basis.degree =
        static_cast<int>(whole_number(text.substr(0, colon), {0, most_regression_degree}, "degree"));
    if (colon != std::string_view::npos)
        basis.bundles = static_cast<int>(
            whole_number(text.substr(colon + 1), {0, most_regression_bundles}, "number of bundles"));
    return basis;
}

std::string print(const RegressionBasis& basis) { return fmt::format("{}:{}", basis.degree, basis.bundles); }

std::vector<Period> periods_from(std::string_view text) {
    std::vector<Period> periods;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        periods.push_back(Period::parse(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return periods;
}

}  // namespace snell
