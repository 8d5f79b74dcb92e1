#include "portfolios/ore/option.h"

#include <fmt/format.h>

namespace snell {

bool is_long(const OrePart& part) { return part.says("LongShort", "Long", "Short"); }

void check_premium(const OrePart& part, Date today) {
    const auto check = [today](const OrePart& premium, std::string_view date, std::string_view amount) {
        if (premium.number(amount).value_or(0.0) != 0.0 && premium.need_date(date) > today)
            premium.fail("E462", "a premium that is still to be paid is not supported",
                         "Book it as a Swap with a Cashflow leg");
        premium.disregard({date});
    };
    check(part, "PremiumPayDate", "PremiumAmount");
    part.disregard({"PremiumCurrency"});
    if (const auto list = part.child("Premiums"))
        for (const OrePart& each : list->children("Premium")) {
            check(each, "PayDate", "Amount");
            each.disregard({"Currency"});
        }
}

OptionPart read_option(const OrePart& data, Date today) {
    OptionPart option;
    option.is_long = is_long(data);
    option.is_call = data.text("OptionType").empty() || data.says("OptionType", "Call", "Put");
    const std::string style = data.text("Style");
    if (!style.empty() && style != "European")
        data.need("Style").fail("E462", fmt::format("options of style '{}' are not supported", style),
                                "Only European options are");
    const auto dates = data.need("ExerciseDates").children("ExerciseDate");
    if (dates.size() != 1)
        data.need("ExerciseDates").fail("E462", fmt::format("{} exercise dates, not one", dates.size()));
    option.expiry = dates.front().as_date();
    if (const auto payment = data.child("PaymentData")) {
        const auto listed = payment->need("Dates").children("Date");
        if (listed.size() != 1) payment->fail("E462", "an option needs one date of payment");
        option.pay = listed.front().as_date();
    }
    data.disregard({"PayOffAtExpiry", "AutomaticExercise"});  // a European option can only pay then
    check_premium(data, today);
    return option;
}

}  // namespace snell
