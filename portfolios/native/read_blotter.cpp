#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "core/closest.h"
#include "core/faults.h"
#include "portfolios/native/blotter.h"
#include "portfolios/native/blotter_cell.h"
#include "portfolios/native/blotter_fields.h"

namespace snell {
namespace {

constexpr std::size_t most_legs = 16;

/// Where a field of a leg, or of a trade (leg 0), stands: in a column of its own, and in one that all legs
/// share.
struct Columns {
    std::optional<std::size_t> own, shared;
};

/// Finds columns by field; every spelling is looked up once.
class Finder {
  public:
    explicit Finder(const CsvTable& table) : table_(table), known_(most_legs + 1) {}

    const Columns& find(std::size_t leg, std::string_view field) {
        // Fields are literals of blotter_fields.h, so their addresses tell them apart.
        const auto [at, is_new] = known_[leg].try_emplace(field.data());
        if (is_new) {
            at->second.shared = table_.column(field);
            if (leg > 0) at->second.own = table_.column(fmt::format("leg{}_{}", leg, field));
        }
        return at->second;
    }

  private:
    const CsvTable& table_;
    std::vector<std::unordered_map<const void*, Columns>> known_;
};

/// Fills terms from one row.
class RowReader {
  public:
    RowReader(const CsvTable& table, Finder& finder, std::vector<std::size_t>& read_by)
        : table_(table), finder_(finder), read_by_(read_by) {}

    /// From here on, cells of this row are read.
    void start(std::size_t row) { row_ = row; }

    template <class T>
    void need(std::string_view field, T& value) {
        if (!read(field, value))
            fail("E104", first_column(field), fmt::format("{} is missing", name(field)), "Fill the cell");
    }
    template <class T>
    void may(std::string_view field, T& value) {
        read(field, value);
    }
    template <class E, std::size_t N>
    void choose(std::string_view field, E& value, const std::array<std::string_view, N>& words) {
        const auto [text, column] = cell(field);
        if (text.empty()) return;
        const auto at = std::find(words.begin(), words.end(), text);
        if (at == words.end())
            fail("E108", column, fmt::format("{} cannot be '{}'", name(field), text),
                 suggestion(text, words));
        value = static_cast<E>(at - words.begin());
    }
    void leg(std::size_t number, LegTerms& terms) {
        leg_ = number;
        visit(*this, terms);
        leg_ = 0;
    }
    /// As many legs as have a kind or a side of their own; one at least.
    void legs(std::vector<LegTerms>& all) {
        std::size_t count = 1;
        for (std::size_t i = 1; i <= most_legs; ++i)
            if (has_own(i, "kind") || has_own(i, "side")) count = i;
        for (std::size_t i = 1; i <= count; ++i) leg(i, all.emplace_back());
    }

    [[noreturn]] void fail(const char* code, std::size_t column, const std::string& problem,
                           const std::string& remedy) const {
        throw NodeFault{code, table_.place(row_, column), problem, remedy};
    }

  private:
    struct Cell {
        std::string_view text;
        std::size_t column = 0;
    };

    std::string name(std::string_view field) const {
        return leg_ > 0 ? fmt::format("leg{}_{}", leg_, field) : std::string(field);
    }

    std::size_t first_column(std::string_view field) {
        const Columns& columns = finder_.find(leg_, field);
        return columns.own.value_or(columns.shared.value_or(0));
    }

    bool has_own(std::size_t leg, std::string_view field) {
        const Columns& columns = finder_.find(leg, field);
        return columns.own && !table_.at(row_, *columns.own).empty();
    }

    /// The cell of a field, marked as read: the leg's own, or the shared one.
    Cell cell(std::string_view field) {
        const Columns& columns = finder_.find(leg_, field);
        for (const auto& column : {columns.own, columns.shared}) {
            if (!column) continue;
            read_by_[*column] = row_ + 1;
            const std::string_view text = table_.at(row_, *column);
            if (!text.empty()) return {text, *column};
        }
        return {};
    }

    template <class T>
    bool read(std::string_view field, T& value) {
        const auto [text, column] = cell(field);
        if (text.empty()) return false;
        try {
            parse_cell(text, value);
        } catch (const std::invalid_argument& problem) {
            fail("E105", column, fmt::format("{}: {}", name(field), problem.what()),
                 "Mend the cell, or leave it empty where the type does without it");
        }
        return true;
    }

    const CsvTable& table_;
    Finder& finder_;
    std::vector<std::size_t>& read_by_;  ///< [column] the row that read it last, from 1
    std::size_t row_ = 0, leg_ = 0;
};

/// Takes the names of all fields of trades, and of legs.
class NameCollector {
  public:
    std::vector<std::string_view> trade, leg_fields;

    template <class T>
    void need(std::string_view field, T&) {
        add(field);
    }
    template <class T>
    void may(std::string_view field, T&) {
        add(field);
    }
    template <class E, class W>
    void choose(std::string_view field, E&, const W&) {
        add(field);
    }
    void leg(std::size_t, LegTerms& terms) {
        in_leg_ = true;
        visit(*this, terms);
        in_leg_ = false;
    }
    void legs(std::vector<LegTerms>& all) { leg(1, all.emplace_back()); }

  private:
    bool in_leg_ = false;

    void add(std::string_view field) {
        for (auto* names : {&trade, &leg_fields})
            if ((names == &trade || in_leg_) &&
                std::find(names->begin(), names->end(), field) == names->end())
                names->push_back(field);
    }
};

NameCollector all_fields() {
    NameCollector fields;
    fields.trade = {"id", "type", "counterparty", "netting_set"};
    for (const BlotterType& type : blotter_types()) {
        TermsOfTrade terms = type.fresh;
        std::visit([&](auto& each) { visit(fields, each); }, terms);
    }
    return fields;
}

/// "rate" of "leg2_rate"; empty for a column that is no leg's.
std::string_view leg_field(std::string_view column) {
    if (!column.starts_with("leg")) return {};
    const std::size_t end = column.find_first_not_of("0123456789", 3);
    const std::string_view digits = column.substr(3, end == std::string_view::npos ? end : end - 3);
    if (digits.empty() || digits.size() > 2 || end == std::string_view::npos || column[end] != '_') return {};
    const int number = (digits.size() == 2 ? (digits[0] - '0') * 10 : 0) + digits.back() - '0';
    return number >= 1 && number <= static_cast<int>(most_legs) ? column.substr(end + 1) : std::string_view();
}

void refuse_unknown_columns(const CsvTable& table) {
    const NameCollector fields = all_fields();
    std::vector<Diagnostic> faults;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string_view column = table.columns()[i], in_leg = leg_field(column);
        const auto& known = in_leg.empty() ? fields.trade : fields.leg_fields;
        const std::string_view name = in_leg.empty() ? column : in_leg;
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        faults.push_back({"E103", print(table.place()),
                          fmt::format("no type of trade has a column '{}'", column),
                          suggestion(name, known)});
    }
    if (!faults.empty()) throw InputError(std::move(faults));
}

/// The trades of a table, row by row.
class BlotterReader {
  public:
    explicit BlotterReader(const CsvTable& table)
        : table_(table),
          finder_(table),
          read_by_(table.columns().size()),
          reader_(table, finder_, read_by_) {}

    BookTerms read() {
        book_.trades.reserve(table_.size());
        for (std::size_t row = 0; row < table_.size(); ++row) read_row(row);
        return std::move(book_);
    }

  private:
    void read_row(std::size_t row) {
        TradeTerms trade;
        trade.place = table_.place(row);
        reader_.start(row);
        try {
            reader_.need("id", trade.id);
            if (!ids_.insert(trade.id).second)
                reader_.fail("E466", 0, fmt::format("the id '{}' is taken by an earlier row", trade.id),
                             "Give each trade its own id");
            reader_.need("type", trade.type);
            reader_.may("counterparty", trade.counterparty);
            reader_.may("netting_set", trade.netting_set);
            trade.terms = fresh(trade.type);
            std::visit([&](auto& terms) { visit(reader_, terms); }, trade.terms);
            refuse_unread(row, trade.type);
            book_.trades.push_back(std::move(trade));
        } catch (const NodeFault& fault) {
            book_.failed.push_back({trade.id,
                                    trade.netting_set,
                                    trade.type,
                                    {fault.code, fmt::format("{}: trade '{}'", print(fault.place), trade.id),
                                     fault.problem, fault.remedy}});
        }
    }

    TermsOfTrade fresh(const std::string& name) {
        const auto& types = blotter_types();
        const auto at =
            std::find_if(types.begin(), types.end(), [&](const auto& type) { return type.name == name; });
        if (at != types.end()) return at->fresh;
        std::vector<std::string_view> known;
        for (const BlotterType& type : types) known.push_back(type.name);
        reader_.fail("E463", table_.column("type").value_or(0),
                     fmt::format("trades of type '{}' are not supported", name), suggestion(name, known));
    }

    /// A term that the type does not have would be ignored.
    void refuse_unread(std::size_t row, const std::string& type) {
        for (std::size_t column = 0; column < read_by_.size(); ++column)
            if (read_by_[column] != row + 1 && !table_.at(row, column).empty())
                reader_.fail("E103", column,
                             fmt::format("a {} has no use for '{}' here", type, table_.columns()[column]),
                             "Leave the cell empty");
    }

    const CsvTable& table_;
    Finder finder_;
    std::vector<std::size_t> read_by_;
    RowReader reader_;
    BookTerms book_;
    std::unordered_set<std::string> ids_;
};

}  // namespace

BookTerms read_blotter(const CsvTable& table) {
    refuse_unknown_columns(table);
    return BlotterReader(table).read();
}

}  // namespace snell
