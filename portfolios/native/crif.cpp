#include "portfolios/native/crif.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>

#include "core/closest.h"
#include "portfolios/native/blotter_cell.h"
#include "portfolios/native/cell_reader.h"
#include "portfolios/native/crif_words.h"

namespace snell {
namespace {

/// Which cells a kind of row has a use for.
struct Shape {
    int buckets = 0;        ///< numbered ones
    bool residual = false;  ///< a bucket "Residual", too
    int first_tenor = 0;    ///< number of the first vertex
    int last_tenor = -1;    ///< -1: no Label1
    bool label = false;     ///< Label2
};
Shape shape_of(CrifRisk risk) {
    constexpr int year = 4, ten_years = 8, last = 11;
    switch (risk) {
        case CrifRisk::rate_curve:
            return {3, false, 0, last, true};
        case CrifRisk::rate_volatility:
        case CrifRisk::inflation_volatility:
        case CrifRisk::exchange_rate_volatility:
            return {0, false, 0, last, false};
        case CrifRisk::credit_qualifying:
        case CrifRisk::credit_qualifying_volatility:
            return {12, true, year, ten_years, true};
        case CrifRisk::credit_non_qualifying:
        case CrifRisk::credit_non_qualifying_volatility:
            return {2, true, year, ten_years, true};
        case CrifRisk::equity:
            return {12, true};
        case CrifRisk::equity_volatility:
            return {12, true, 0, last, false};
        case CrifRisk::commodity:
            return {17, false};
        case CrifRisk::commodity_volatility:
            return {17, false, 0, last, false};
        default:
            return {};
    }
}

class RowReader {
  public:
    explicit RowReader(const CsvTable& table) : table_(table) {
        for (std::size_t c = 0; c < table.columns().size(); ++c) columns_[folded(table.columns()[c])] = c;
    }

    std::string portfolio(std::size_t row) const { return std::string(text(row, "PortfolioID")); }

    CrifRow read(std::size_t row) {
        CrifRow read;
        read.portfolio = portfolio(row);
        read.table_row = row;
        refuse_schedule(row);
        read.risk = risk(row);
        read.qualifier = text(row, "Qualifier");
        if (read.risk == CrifRisk::product_multiplier)
            read_multiplier(row, read);
        else if (read.risk == CrifRisk::notional_factor)
            read_factor(row, read);
        else if (read.risk > CrifRisk::notional_factor)
            read.amount = dollars(row);
        else
            read_sensitivity(row, read);
        if (read.risk != CrifRisk::fixed_amount && read.qualifier.empty())
            fail("E104", row, "Qualifier", "no qualifier", "Name what the row is about.");
        return read;
    }

  private:
    const CsvTable& table_;
    std::map<std::string, std::size_t> columns_;
    std::set<std::tuple<std::string, CrifRisk, std::string>> once_;

    std::string_view text(std::size_t row, std::string_view name) const {
        const auto column = columns_.find(folded(name));
        return column == columns_.end() ? std::string_view{} : table_.at(row, column->second);
    }
    [[noreturn]] void fail(const char* code, std::size_t row, std::string_view name, std::string problem,
                           std::string remedy) const {
        const auto column = columns_.find(folded(name));
        throw NodeFault{code, table_.place(row, column == columns_.end() ? 0 : column->second),
                        std::move(problem), std::move(remedy)};
    }

    void refuse_schedule(std::size_t row) const {
        const std::string_view model = text(row, "IMModel");
        if (!model.empty() && folded(model) != "simm" && folded(model) != "simmp")
            fail("E501", row, "IMModel", fmt::format("margin by '{}' is not computed", model),
                 "Leave rows of other models out.");
    }

    CrifRisk risk(std::size_t row) const {
        const std::string_view word = text(row, "RiskType");
        if (const auto found = find_word(word, crif_risk_names)) return static_cast<CrifRisk>(*found);
        if (folded(word) == "pv" || folded(word) == "riskpv")
            fail("E501", row, "RiskType", "a present value is for the margin schedule, which is not computed",
                 "Leave the row out.");
        fail("E108", row, "RiskType", fmt::format("'{}' is no type of risk", word),
             suggestion(word, crif_risk_names));
    }

    double number(std::size_t row, std::string_view name) const {
        const std::string_view written = text(row, name);
        if (written.empty()) fail("E104", row, name, fmt::format("no {}", name), "Give a number.");
        double value = 0.0;
        try {
            parse_cell(written, value);
        } catch (const std::invalid_argument& fault) {
            fail("E105", row, name, fault.what(), "Write it like -1250000.5");
        }
        return value;
    }

    /// The sensitivity or amount in dollars: AmountUSD, or Amount where that is in dollars.
    double dollars(std::size_t row) const {
        if (text(row, "AmountUSD").empty() && text(row, "AmountCurrency") == "USD")
            return number(row, "Amount");
        return number(row, "AmountUSD");
    }

    void only_once(std::size_t row, const CrifRow& read) {
        if (!once_.emplace(read.portfolio, read.risk, read.qualifier).second)
            fail("E115", row, "Qualifier",
                 fmt::format("a second {} of {}", crif_risk_names[static_cast<std::size_t>(read.risk)],
                             read.qualifier),
                 "Leave one out.");
    }

    void read_multiplier(std::size_t row, CrifRow& read) {
        const auto product = find_word(read.qualifier, crif_product_names);
        if (!product)
            fail("E108", row, "Qualifier", fmt::format("'{}' is no product class", read.qualifier),
                 suggestion(read.qualifier, crif_product_names));
        read.product = static_cast<CrifProduct>(*product);
        read.amount = number(row, "Amount");
        if (!(read.amount >= 1.0))
            fail("E106", row, "Amount", fmt::format("a multiplier of {} is below 1", read.amount),
                 "Multipliers only add margin.");
        only_once(row, read);
    }

    void read_factor(std::size_t row, CrifRow& read) {
        read.amount = number(row, "Amount");
        if (!(read.amount >= 0.0))
            fail("E106", row, "Amount", fmt::format("a factor of {} % is below 0", read.amount), "");
        only_once(row, read);
    }

    void read_sensitivity(std::size_t row, CrifRow& read) const {
        const std::string_view product = text(row, "ProductClass");
        const auto found = find_word(product, crif_product_names);
        if (!found)
            fail("E108", row, "ProductClass", fmt::format("'{}' is no product class", product),
                 suggestion(product, crif_product_names));
        read.product = static_cast<CrifProduct>(*found);
        check_qualifier(row, read);
        const Shape shape = shape_of(read.risk);
        read_bucket(row, shape, read);
        read_tenor(row, shape, read);
        read_label(row, shape, read);
        read.amount = dollars(row);
    }

    void check_qualifier(std::size_t row, const CrifRow& read) const {
        const bool pair = read.risk == CrifRisk::exchange_rate_volatility;
        const bool currency =
            read.risk <= CrifRisk::inflation_volatility || read.risk == CrifRisk::exchange_rate;
        const std::string& q = read.qualifier;
        if (currency && !is_currency(q))
            fail("E105", row, "Qualifier", fmt::format("'{}' is no currency", q), "Write its code: USD");
        if (pair && !(q.size() == 6 && is_currency(q.substr(0, 3)) && is_currency(q.substr(3)) &&
                      q.substr(0, 3) != q.substr(3)))
            fail("E105", row, "Qualifier", fmt::format("'{}' is no pair of currencies", q),
                 "Write two codes: EURUSD");
    }

    void read_bucket(std::size_t row, const Shape& shape, CrifRow& read) const {
        const std::string_view written = text(row, "Bucket");
        if (shape.buckets == 0) {
            refuse(row, "Bucket");
            return;
        }
        if (shape.residual && folded(written) == "residual") {
            read.bucket = shape.buckets;
            return;
        }
        int number = 0;
        try {
            parse_cell(written, number);
        } catch (const std::invalid_argument&) {
            number = 0;
        }
        if (number < 1 || number > shape.buckets)
            fail("E106", row, "Bucket",
                 fmt::format("'{}' is no bucket of {}", written,
                             crif_risk_names[static_cast<std::size_t>(read.risk)]),
                 fmt::format("There are 1 to {}{}.", shape.buckets, shape.residual ? " and Residual" : ""));
        read.bucket = number - 1;
    }

    void read_tenor(std::size_t row, const Shape& shape, CrifRow& read) const {
        if (shape.last_tenor < 0) return refuse(row, "Label1");
        const auto first = static_cast<std::size_t>(shape.first_tenor);
        const auto known =
            std::span(crif_tenors).subspan(first, static_cast<std::size_t>(shape.last_tenor) + 1 - first);
        const std::string_view written = text(row, "Label1");
        const auto tenor = find_word(written, known);
        if (!tenor)
            fail("E108", row, "Label1", fmt::format("'{}' is no vertex", written),
                 fmt::format("There are {}.", fmt::join(known, ", ")));
        read.tenor = shape.first_tenor + *tenor;
    }

    void read_label(std::size_t row, const Shape& shape, CrifRow& read) const {
        if (!shape.label) return refuse(row, "Label2");
        const std::string_view written = text(row, "Label2");
        read.label = written;
        if (read.risk != CrifRisk::rate_curve) return;
        const auto curve = find_word(written, crif_sub_curves);
        if (!curve)
            fail("E108", row, "Label2", fmt::format("'{}' is no sub-curve", written),
                 suggestion(written, crif_sub_curves));
        read.label = crif_sub_curves[static_cast<std::size_t>(*curve)];
    }

    /// A cell that means nothing here is a fault, never ignored.
    void refuse(std::size_t row, std::string_view name) const {
        if (const std::string_view written = text(row, name); !written.empty())
            fail("E122", row, name, fmt::format("{} '{}' means nothing for this type of risk", name, written),
                 "Leave the cell empty.");
    }
};

}  // namespace

Crif read_crif(const CsvTable& table, Faults& faults) {
    RowReader reader(table);
    Crif crif;
    std::set<std::string> seen;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const std::string portfolio = reader.portfolio(row);
        if (seen.insert(portfolio).second) crif.portfolios.push_back(portfolio);
        try {
            crif.rows.push_back(reader.read(row));
        } catch (const NodeFault& fault) {
            faults.add(fault);
            crif.refused.push_back(portfolio);
        }
    }
    return crif;
}

}  // namespace snell
