#include <algorithm>
#include <map>

#include "portfolios/native/blotter.h"
#include "portfolios/native/blotter_cell.h"
#include "portfolios/native/blotter_fields.h"

namespace snell {
namespace {

/// A row of cells by column, and the columns of all rows so far in the order of first use.
class RowWriter {
  public:
    void start() { cells_.emplace_back(); }

    template <class T>
    void need(std::string_view field, const T& value) {
        put(field, print_cell(value));
    }
    template <class T>
    void may(std::string_view field, const T& value) {
        put(field, print_cell(value));
    }
    /// Zero is what an empty cell stands for.
    void may(std::string_view field, double value) {
        if (value != 0.0) put(field, print_cell(value));
    }
    void may(std::string_view field, int value) {
        if (value != 0) put(field, print_cell(value));
    }
    template <class E, std::size_t N>
    void choose(std::string_view field, E value, const std::array<std::string_view, N>& words) {
        put(field, std::string(words[static_cast<std::size_t>(value)]));
    }
    void leg(std::size_t number, LegTerms& terms) {
        prefix_ = "leg" + std::to_string(number) + "_";
        visit(*this, terms);
        prefix_.clear();
    }
    void legs(std::vector<LegTerms>& all) {
        for (std::size_t i = 0; i < all.size(); ++i) leg(i + 1, all[i]);
    }

    std::string table() const {
        std::string text;
        for (std::size_t i = 0; i < columns_.size(); ++i) text += (i > 0 ? "," : "") + columns_[i];
        text += '\n';
        for (const auto& row : cells_) {
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                const auto at = row.find(i);
                if (i > 0) text += ',';
                if (at != row.end()) text += csv_field(at->second);
            }
            text += '\n';
        }
        return text;
    }

  private:
    void put(std::string_view field, const std::string& text) {
        if (text.empty()) return;
        const auto [at, is_new] = numbers_.try_emplace(prefix_ + std::string(field), columns_.size());
        if (is_new) columns_.push_back(at->first);
        cells_.back()[at->second] = text;
    }

    std::vector<std::string> columns_;
    std::map<std::string, std::size_t> numbers_;
    std::vector<std::map<std::size_t, std::string>> cells_;
    std::string prefix_;
};

}  // namespace

std::string write_blotter(const std::vector<TradeTerms>& trades) {
    RowWriter writer;
    for (TradeTerms trade : trades) {
        writer.start();
        writer.need("id", trade.id);
        writer.need("type", trade.type);
        writer.may("counterparty", trade.counterparty);
        writer.may("netting_set", trade.netting_set);
        std::visit([&](auto& terms) { visit(writer, terms); }, trade.terms);
    }
    return writer.table();
}

}  // namespace snell
