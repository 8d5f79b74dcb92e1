#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "core/closest.h"
#include "core/commit.h"
#include "portfolios/native/crif.h"
#include "portfolios/native/crif_words.h"

namespace snell {

std::string folded(std::string_view text) {
    std::string plain;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)))
            plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return plain;
}

std::optional<int> find_word(std::string_view word, std::span<const std::string_view> known) {
    const std::string wanted = folded(word);
    for (std::size_t i = 0; i < known.size(); ++i)
        if (folded(known[i]) == wanted) return static_cast<int>(i);
    return std::nullopt;
}

namespace {

constexpr std::array<std::string_view, 9> margin_columns{"ProductClass", "RiskType",       "Qualifier",
                                                         "Bucket",       "Label1",         "Label2",
                                                         "Amount",       "AmountCurrency", "AmountUSD"};
/// What other columns say changes no margin, but for IMModel.
constexpr std::array<std::string_view, 12> other_columns{
    "TradeID",      "PortfolioID",        "IMModel",         "ValuationDate",  "EndDate",       "TradeType",
    "NettingSetID", "CollectRegulations", "PostRegulations", "CounterpartyID", "AgreementType", "Comment"};

std::vector<std::string_view> all_columns() {
    std::vector<std::string_view> all(margin_columns.begin(), margin_columns.end());
    all.insert(all.end(), other_columns.begin(), other_columns.end());
    return all;
}

/// Columns that mean nothing here, or are not there.
void check_columns(const CsvTable& table) {
    Faults faults;
    const std::vector<std::string_view> known = all_columns();
    std::vector<std::string> present;
    for (const std::string& name : table.columns()) {
        present.push_back(folded(name));
        if (!find_word(name, known))
            faults.add(NodeFault{"E103", table.place(), fmt::format("CRIF has no column '{}'", name),
                                 suggestion(name, known)});
    }
    for (const std::string_view name : {"ProductClass", "RiskType", "Qualifier", "Amount"})
        if (std::find(present.begin(), present.end(), folded(name)) == present.end())
            faults.add(NodeFault{"E104", table.place(), fmt::format("no column '{}'", name), "Add it."});
    if (faults.count() > 0) throw InputError(faults.all());
}

}  // namespace

CsvTable read_crif_table_text(std::string text, const std::string& name) {
    const std::string_view first = std::string_view(text).substr(0, text.find('\n'));
    const char separator = first.find('\t') != std::string_view::npos ? '\t' : ',';
    CsvTable table = read_csv_text(std::move(text), name, separator);
    check_columns(table);
    return table;
}

CsvTable read_crif_table(const std::string& file) { return read_crif_table_text(read_input(file), file); }

}  // namespace snell
