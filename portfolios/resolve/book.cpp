#include "portfolios/resolve/book.h"

#include <fmt/format.h>

#include <new>
#include <unordered_map>

#include "portfolios/number_by_name.h"
#include "portfolios/resolve/trade.h"

namespace snell {
namespace {

std::string where(const TradeTerms& trade, const std::string& field) {
    const std::string place = print(trade.place);
    return fmt::format("{}{}trade '{}'{}{}", place, place.empty() ? "" : ": ", trade.id,
                       field.empty() ? "" : ", ", field);
}

/// A book while its trades gather.
class BookMaker {
  public:
    BookMaker(BookTerms& terms, const BookDay& day)
        : terms_(terms), sources_{day.today, day.fixings, day.todays_fixings, book_.needs, periods_} {
        if (day.watch) watch_ = *day.watch;
        book_.today = day.today;
        book_.needs.currency(day.base);
        book_.needs.until(day.today);
        book_.failed = std::move(terms.failed);
        book_.notes = std::move(terms.notes);
    }

    Book make() {
        for (const NettingSetTerms& each : terms_.netting_sets) add(each);
        book_.positions.reserve(terms_.trades.size());
        for (const TradeTerms& trade : terms_.trades) add(trade);
        return std::move(book_);
    }

  private:
    void add(const NettingSetTerms& terms) {
        if (!numbers_.emplace(terms.id, static_cast<int>(book_.netting_sets.size())).second) {
            book_.notes.push_back({"E464", fmt::format("netting set '{}'", terms.id),
                                   "the netting set is defined twice; the first definition counts",
                                   "Leave one of them out"});
            return;
        }
        NettingSet set{.id = terms.id, .counterparty = "", .csa = terms.csa};
        if (terms.csa.active) set.csa.currency = book_.needs.currency(terms.currency);
        book_.netting_sets.push_back(std::move(set));
    }

    void add(const TradeTerms& trade) {
        const std::uint64_t number = step_number(trade.id);
        if (const auto aside = watch_.put_aside.find(number); aside != watch_.put_aside.end())
            return fail(trade, put_aside(where(trade, ""), aside->second));
        const Step step(watch_.board, StepKind::resolve, number);
        try {
            Position position = resolve_trade(trade, sources_);
            position.netting_set = netting_set_of(trade);
            book_.positions.push_back(std::move(position));
        } catch (const TermsFault& fault) {
            fail(trade, {fault.code, where(trade, fault.field), fault.problem, fault.remedy});
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& fault) {
            fail(trade, put_aside(where(trade, ""), fault.what()));
        }
    }

    void fail(const TradeTerms& trade, Diagnostic why) {
        book_.failed.push_back({trade.id, trade.netting_set, trade.type, std::move(why)});
    }

    int netting_set_of(const TradeTerms& trade) {
        const std::string& id = trade.netting_set.empty() ? trade.counterparty : trade.netting_set;
        const auto [at, is_new] = numbers_.emplace(id, static_cast<int>(book_.netting_sets.size()));
        if (is_new) {
            book_.netting_sets.push_back({.id = id, .counterparty = trade.counterparty, .csa = {}});
            book_.notes.push_back(
                {"E465", where(trade, ""),
                 fmt::format("the netting set '{}' is not defined: it has no collateral", id),
                 "Define it if it has"});
        }
        NettingSet& set = book_.netting_sets[static_cast<std::size_t>(at->second)];
        if (set.counterparty.empty()) set.counterparty = trade.counterparty;
        return at->second;
    }

    BookTerms& terms_;
    Book book_;
    TradeWatch watch_;
    PeriodBook periods_;
    Sources sources_;
    std::unordered_map<std::string, int> numbers_;
};

}  // namespace

Book resolve_book(BookTerms terms, const BookDay& day) {
    Book book = BookMaker(terms, day).make();
    number_by_name(book);
    return book;
}

}  // namespace snell
