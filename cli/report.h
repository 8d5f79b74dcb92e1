#pragma once
#include <string>
#include <vector>

#include "core/error.h"
#include "engine/greeks.h"
#include "engine/price.h"

namespace snell {

/// One priced trade, for printing.  Values are for the trade's quantity.
struct ReportRow {
    std::string id;
    std::string product;
    std::string model;
    double quantity = 1.0;
    Price price;
    std::vector<Greek> greeks;
};

/// What a run found.
struct Report {
    std::string device;
    std::string sampler;
    std::uint64_t seed = 0;
    std::string unit;  ///< currency of all values
    bool with_seconds = true;
    std::vector<ReportRow> rows;
    std::vector<Diagnostic> failures;
};

enum class Format : std::uint8_t { table, json, csv };

std::string print(const Report& report, Format format);

}  // namespace snell
