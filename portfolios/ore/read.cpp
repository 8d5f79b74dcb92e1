#include "portfolios/ore/read.h"

#include <fmt/format.h>

#include <unordered_map>

#include "core/faults.h"
#include "core/xml.h"
#include "portfolios/ore/netting.h"
#include "portfolios/ore/trade.h"

namespace snell {
namespace {

class PortfolioReader {
  public:
    PortfolioReader(BookTerms& book, Date today) : book_(book), today_(today) {}

    void read(const XmlElement& root) {
        for (const XmlElement* trade : root.children("Trade")) read_trade(*trade);
        note_unread(root, "no trade");
    }

  private:
    void read_trade(const XmlElement& element) {
        TradeTerms trade;
        trade.id = std::string(element.attribute("id").value_or(""));
        trade.place = element.place();
        const OrePart part(element, "Trade");
        try {
            if (trade.id.empty()) part.fail("E450", "the trade has no id", "Write <Trade id=\"...\">");
            const auto [first, is_new] = ids_.try_emplace(trade.id, element.place());
            if (!is_new)
                part.fail("E466", fmt::format("the id is taken by the trade at {}", print(first->second)),
                          "Give each trade its own id");
            trade.type = part.need_text("TradeType");
            read_envelope(part, trade);
            note_actions(element, trade);
            trade.terms = read_trade_data(part, trade.type, today_);
            refuse_unread(element);
            book_.trades.push_back(std::move(trade));
        } catch (const NodeFault& fault) {
            element.disregard();
            book_.failed.push_back({trade.id,
                                    trade.netting_set,
                                    trade.type,
                                    {fault.code, fmt::format("{}: trade '{}'", print(fault.place), trade.id),
                                     fault.problem, fault.remedy}});
        }
    }

    static void read_envelope(const OrePart& part, TradeTerms& trade) {
        const auto envelope = part.child("Envelope");
        if (!envelope) return;
        trade.counterparty = envelope->text("CounterParty");
        trade.netting_set = envelope->text("NettingSetId");
        if (const auto details = envelope->child("NettingSetDetails"))
            trade.netting_set = details->text("NettingSetId");
        part.disregard({"Envelope"});
    }

    void note_actions(const XmlElement& element, const TradeTerms& trade) {
        const XmlElement* actions = element.child("TradeActions");
        if (!actions) return;
        actions->disregard();
        book_.notes.push_back({"E467", fmt::format("{}: trade '{}'", print(actions->place()), trade.id),
                               "actions on a trade are not taken: it runs to its end", ""});
    }

    static void refuse_unread(const XmlElement& element) {
        for (const UnreadElement& each : unread(element))
            if (!each.empty)
                throw NodeFault{"E462", each.place, each.path.substr(1) + ": this element is not supported",
                                "Leave it out if it has no bearing on the trade's value"};
    }

    void note_unread(const XmlElement& root, const char* what) {
        for (const UnreadElement& each : unread(root))
            if (!each.empty)
                book_.notes.push_back({"E468", print(each.place),
                                       fmt::format("{}: not read, as it is {}", each.path, what), ""});
    }

    BookTerms& book_;
    Date today_;
    std::unordered_map<std::string, Place> ids_;
};

}  // namespace

BookTerms read_ore_terms(const OreBookFiles& files, Date today) {
    BookTerms book;
    PortfolioReader reader(book, today);
    for (const std::string& file : files.portfolios) reader.read(read_xml(file));
    if (!files.netting.empty()) read_netting_sets(read_xml(files.netting), book);
    if (!files.collateral_balances.empty())
        read_collateral_balances(read_xml(files.collateral_balances), book);
    return book;
}

BookTerms read_ore_terms_text(std::string_view portfolio, const std::string& name, Date today) {
    BookTerms book;
    PortfolioReader(book, today).read(read_xml_text(portfolio, name));
    return book;
}

Book read_ore_book(const OreBookFiles& files, const BookDay& day) {
    return resolve_book(read_ore_terms(files, day.today), day);
}

}  // namespace snell
