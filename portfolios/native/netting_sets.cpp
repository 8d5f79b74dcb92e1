#include "portfolios/native/netting_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <set>

#include "core/closest.h"
#include "core/node_number.h"

namespace snell {
namespace {

struct AmountColumn {
    std::string_view name;
    double Csa::*member;
};
constexpr std::array amounts{AmountColumn{"threshold_receive", &Csa::threshold_receive},
                             AmountColumn{"threshold_pay", &Csa::threshold_pay},
                             AmountColumn{"minimum_transfer_receive", &Csa::minimum_transfer_receive},
                             AmountColumn{"minimum_transfer_pay", &Csa::minimum_transfer_pay},
                             AmountColumn{"independent_amount", &Csa::independent_amount},
                             AmountColumn{"spread_receive", &Csa::spread_receive},
                             AmountColumn{"spread_pay", &Csa::spread_pay},
                             AmountColumn{"initial_balance", &Csa::initial_balance},
                             AmountColumn{"initial_margin", &Csa::initial_margin}};

struct PeriodColumn {
    std::string_view name;
    Period Csa::*member;
    const char* fallback;
};
constexpr std::array periods{PeriodColumn{"call_frequency", &Csa::call_frequency, "1D"},
                             PeriodColumn{"post_frequency", &Csa::post_frequency, "1D"},
                             PeriodColumn{"margin_period_of_risk", &Csa::margin_period_of_risk, "2W"}};

constexpr std::array<std::string_view, 3> postings{"bilateral", "call_only", "post_only"};

class NettingSetReader {
  public:
    explicit NettingSetReader(const CsvTable& table) : table_(table) {}

    /// Columns that mean nothing here.
    void check_columns(Faults& faults) const {
        std::vector<std::string_view> known{"id", "currency", "index", "posting"};
        for (const AmountColumn& c : amounts) known.push_back(c.name);
        for (const PeriodColumn& c : periods) known.push_back(c.name);
        for (const std::string& name : table_.columns())
            if (std::find(known.begin(), known.end(), name) == known.end())
                faults.add(NodeFault{"E103", table_.place(),
                                     fmt::format("netting sets have no column '{}'", name),
                                     suggestion(name, known)});
    }

    NettingSetTerms read(std::size_t row) {
        NettingSetTerms set;
        set.id = text(row, "id");
        if (set.id.empty())
            throw NodeFault{"E104", place(row, "id"), "the netting set has no id", "Name it."};
        if (!ids_.insert(set.id).second)
            throw NodeFault{"E115", place(row, "id"), fmt::format("netting set '{}' stands twice", set.id),
                            "Leave one out."};
        set.currency = text(row, "currency");
        if (set.currency.empty()) return set;
        set.csa.active = true;
        set.csa.index = text(row, "index");
        set.csa.posting = posting(row);
        for (const AmountColumn& c : amounts) set.csa.*c.member = number(row, c.name);
        for (const PeriodColumn& c : periods) set.csa.*c.member = period(row, c);
        return set;
    }

  private:
    const CsvTable& table_;
    std::set<std::string> ids_;

    std::string_view text(std::size_t row, std::string_view name) const {
        const auto column = table_.column(name);
        return column ? table_.at(row, *column) : std::string_view{};
    }
    Place place(std::size_t row, std::string_view name) const {
        return table_.place(row, table_.column(name).value_or(0));
    }

    double number(std::size_t row, std::string_view name) const {
        const std::string_view written = text(row, name);
        if (written.empty()) return 0.0;
        double value = 0.0;
        const char* const end = written.data() + written.size();
        if (std::from_chars(written.data(), end, value).ptr != end)
            throw NodeFault{"E105", place(row, name), fmt::format("'{}' is no number", written), ""};
        return number_from(Node{value, place(row, name)}, name, {});
    }

    Period period(std::size_t row, const PeriodColumn& column) const {
        const std::string_view written = text(row, column.name);
        try {
            return Period::parse_lag(written.empty() ? column.fallback : written);
        } catch (const std::invalid_argument& fault) {
            throw NodeFault{"E105", place(row, column.name), fault.what(), ""};
        }
    }

    Csa::Posting posting(std::size_t row) const {
        const std::string_view written = text(row, "posting");
        if (written.empty()) return Csa::Posting::bilateral;
        const auto found = std::find(postings.begin(), postings.end(), written);
        if (found == postings.end())
            throw NodeFault{"E108", place(row, "posting"), fmt::format("'{}' is no way of posting", written),
                            suggestion(written, postings)};
        return static_cast<Csa::Posting>(found - postings.begin());
    }
};

std::string print_period(Period period) {
    if (period.months == 0) return fmt::format("{}D", period.days);
    return fmt::format("{}M", period.months);
}

}  // namespace

std::vector<NettingSetTerms> read_netting_sets(const CsvTable& table, Faults& faults) {
    NettingSetReader reader(table);
    reader.check_columns(faults);
    std::vector<NettingSetTerms> sets;
    for (std::size_t row = 0; row < table.size(); ++row) try {
            sets.push_back(reader.read(row));
        } catch (const NodeFault& fault) {
            faults.add(fault);
        }
    return sets;
}

std::string write_netting_sets(std::span<const NettingSetTerms> sets) {
    std::string text = "id,currency,index,posting";
    for (const AmountColumn& c : amounts) fmt::format_to(std::back_inserter(text), ",{}", c.name);
    for (const PeriodColumn& c : periods) fmt::format_to(std::back_inserter(text), ",{}", c.name);
    text += '\n';
    for (const NettingSetTerms& set : sets) {
        text += csv_field(set.id);
        if (!set.currency.empty()) {
            fmt::format_to(std::back_inserter(text), ",{},{},{}", set.currency, csv_field(set.csa.index),
                           postings[static_cast<std::size_t>(set.csa.posting)]);
            for (const AmountColumn& c : amounts)
                fmt::format_to(std::back_inserter(text), ",{}", print_number(set.csa.*c.member));
            for (const PeriodColumn& c : periods)
                fmt::format_to(std::back_inserter(text), ",{}", print_period(set.csa.*c.member));
        }
        text += '\n';
    }
    return text;
}

}  // namespace snell
