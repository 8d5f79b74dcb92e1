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

constexpr Range amount{.unit = "annex currency", .at_least = 0.0};
constexpr Range balance{.unit = "annex currency"};
constexpr Range spread{.unit = "1/year", .above = -1.0, .below = 1.0};

struct AmountColumn {
    std::string_view name;
    double Csa::*member;
    Range range;
    std::string_view about;
};
constexpr std::array amounts{
    AmountColumn{"threshold_receive", &Csa::threshold_receive, amount,
                 "value up to which the counterparty posts nothing"},
    AmountColumn{"threshold_pay", &Csa::threshold_pay, amount, "value up to which we post nothing"},
    AmountColumn{"minimum_transfer_receive", &Csa::minimum_transfer_receive, amount,
                 "least transfer that we call"},
    AmountColumn{"minimum_transfer_pay", &Csa::minimum_transfer_pay, amount,
                 "least transfer that the counterparty calls"},
    AmountColumn{"independent_amount", &Csa::independent_amount, balance, "held by us > 0"},
    AmountColumn{"spread_receive", &Csa::spread_receive, spread, "over the index, on collateral held"},
    AmountColumn{"spread_pay", &Csa::spread_pay, spread, "over the index, on collateral posted"},
    AmountColumn{"initial_balance", &Csa::initial_balance, balance, "variation margin held today > 0"},
    AmountColumn{"initial_margin", &Csa::initial_margin, balance, "held today > 0"}};

struct PeriodColumn {
    std::string_view name;
    Period Csa::*member;
    const char* fallback;
    std::string_view about;
};
constexpr std::array periods{
    PeriodColumn{"call_frequency", &Csa::call_frequency, "1D", "time between our calls"},
    PeriodColumn{"post_frequency", &Csa::post_frequency, "1D", "time between the counterparty's calls"},
    PeriodColumn{"margin_period_of_risk", &Csa::margin_period_of_risk, "2W",
                 "from the last transfer to the close-out"}};

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
        if (set.currency.empty()) {
            refuse_terms(row);
            return set;
        }
        set.csa.active = true;
        set.csa.index = text(row, "index");
        set.csa.posting = posting(row);
        for (const AmountColumn& c : amounts) set.csa.*c.member = number(row, c);
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

    /// Terms of an annex mean nothing without its currency.
    void refuse_terms(std::size_t row) const {
        for (std::size_t column = 0; column < table_.columns().size(); ++column)
            if (table_.columns()[column] != "id" && !table_.at(row, column).empty())
                throw NodeFault{"E104", table_.place(row, column),
                                fmt::format("{} without a currency of the annex", table_.columns()[column]),
                                "Give the currency, or leave the row empty but for the id."};
    }

    double number(std::size_t row, const AmountColumn& column) const {
        const std::string_view name = column.name, written = text(row, name);
        if (written.empty()) return 0.0;
        double value = 0.0;
        const char* const end = written.data() + written.size();
        if (std::from_chars(written.data(), end, value).ptr != end)
            throw NodeFault{"E105", place(row, name), fmt::format("'{}' is no number", written), ""};
        return number_from(Node{value, place(row, name)}, name, column.range);
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

std::vector<Field> netting_set_fields() {
    std::vector<Field> fields;
    const auto add = [&](std::string_view name, FieldType type, std::string_view about) -> Field& {
        return fields.emplace_back(Field{.name = std::string(name),
                                         .type = type,
                                         .about = std::string(about),
                                         .fallback = "",
                                         .choices = {}});
    };
    add("id", FieldType::text, "as trades name it").required = true;
    add("currency", FieldType::text, "of the annex; empty: there is none");
    add("index", FieldType::text, "that cash collateral earns, \"EUR-EONIA\"");
    Field& posting = add("posting", FieldType::choice, "who posts: both, only the counterparty, only we");
    posting.choices.assign(postings.begin(), postings.end());
    posting.fallback = postings.front();
    for (const AmountColumn& c : amounts) {
        Field& field = add(c.name, FieldType::number, c.about);
        field.range = c.range;
        field.fallback = "0";
    }
    for (const PeriodColumn& c : periods) add(c.name, FieldType::text, c.about).fallback = c.fallback;
    return fields;
}

std::string write_netting_sets(std::span<const NettingSetTerms> sets) {
    std::string text = "id,currency,index,posting";
    for (const AmountColumn& c : amounts) fmt::format_to(std::back_inserter(text), ",{}", c.name);
    for (const PeriodColumn& c : periods) fmt::format_to(std::back_inserter(text), ",{}", c.name);
    text += '\n';
    for (const NettingSetTerms& set : sets) {
        text += csv_field(set.id);
        if (set.csa.active) {
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
