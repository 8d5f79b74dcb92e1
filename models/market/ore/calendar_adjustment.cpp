#include <fmt/format.h>

#include "core/faults.h"
#include "core/xml.h"
#include "models/market/ore/quantlib_names.h"
#include "models/market/ore/quotes.h"
#include "models/market/ore/read.h"

namespace snell {
namespace {

/// Calls `take` for each day of a list; a fault where one is no date.
template <class Take>
void for_each_day(const XmlElement* list, Faults& faults, Take take) {
    if (!list) return;
    for (const XmlElement* each : list->children("Date")) try {
            take(ore::to_quantlib(ore::parse_day(each->text())));
        } catch (const std::invalid_argument& why) {
            faults.add(NodeFault{"E410", each->place(), why.what(), "Write YYYY-MM-DD"});
        }
}

}  // namespace

void read_ore_calendar_adjustment(const std::string& file, OreReport& report) {
    const XmlElement root = read_xml(file);
    Faults faults;
    for (const XmlElement* each : root.children("Calendar")) {
        const std::string name(each->attribute("name").value_or(""));
        try {
            ore::ql::Calendar calendar = ore::calendar(name);
            for_each_day(each->child("AdditionalHolidays"), faults,
                         [&](const ore::ql::Date& day) { calendar.addHoliday(day); });
            for_each_day(each->child("AdditionalBusinessDays"), faults,
                         [&](const ore::ql::Date& day) { calendar.removeHoliday(day); });
        } catch (const std::invalid_argument& why) {
            each->disregard();
            report.warnings.push_back(
                fmt::format("{}: {}; its days are left as they are", print(each->place()), why.what()));
        }
    }
    for (const UnreadElement& each : unread(root)) report.unsupported.push_back({each.path, each.place});
    if (faults.count() > 0) throw InputError(faults.all());
}

}  // namespace snell
