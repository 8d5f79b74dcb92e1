#include <fmt/format.h>

#include "core/faults.h"
#include "core/xml.h"
#include "models/market/ore/quantlib_names.h"
#include "models/market/ore/quotes.h"
#include "models/market/ore/read.h"

namespace snell {
namespace {

/// Adds each day of a list; a fault where one is no date.
void add_days(const XmlElement* list, const CalendarDay& like, std::vector<CalendarDay>& days,
              Faults& faults) {
    if (!list) return;
    for (const XmlElement* each : list->children("Date")) try {
            days.push_back({like.calendar, ore::parse_day(each->text()), like.kind});
        } catch (const std::invalid_argument& why) {
            faults.add(NodeFault{"E410", each->place(), why.what(), "Write YYYY-MM-DD"});
        }
}

}  // namespace

std::vector<CalendarDay> read_ore_calendar_adjustment(const std::string& file, OreReport& report) {
    const XmlElement root = read_xml(file);
    Faults faults;
    std::vector<CalendarDay> days;
    for (const XmlElement* each : root.children("Calendar")) {
        const std::string name(each->attribute("name").value_or(""));
        try {
            ore::calendar(name);
            add_days(each->child("AdditionalHolidays"), {name, {}, CalendarDay::Kind::holiday}, days, faults);
            add_days(each->child("AdditionalBusinessDays"), {name, {}, CalendarDay::Kind::business_day}, days,
                     faults);
        } catch (const std::invalid_argument& why) {
            each->disregard();
            report.warnings.push_back(
                fmt::format("{}: {}; its days are left as they are", print(each->place()), why.what()));
        }
    }
    for (const UnreadElement& each : unread(root)) report.unsupported.push_back({each.path, each.place});
    if (faults.count() > 0) throw InputError(faults.all());
    return days;
}

void adjust_calendars(const std::vector<CalendarDay>& days) {
    for (const CalendarDay& each : days) {
        ore::ql::Calendar calendar = ore::calendar(each.calendar);
        if (each.kind == CalendarDay::Kind::holiday)
            calendar.addHoliday(ore::to_quantlib(each.date));
        else
            calendar.removeHoliday(ore::to_quantlib(each.date));
    }
}

}  // namespace snell
