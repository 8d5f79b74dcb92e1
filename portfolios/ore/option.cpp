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

namespace {

ExerciseTerms read_exercise(const OrePart& data) {
    using Style = ExerciseTerms::Style;
    ExerciseTerms exercise;
    const std::string style = data.text("Style");
    if (style == "Bermudan")
        exercise.style = Style::bermudan;
    else if (style == "American")
        exercise.style = Style::american;
    else if (!style.empty() && style != "European")
        data.need("Style").fail("E462", fmt::format("options of style '{}' are not supported", style),
                                "Write European, Bermudan or American");
    const OrePart dates = data.need("ExerciseDates");
    for (const OrePart& date : dates.children("ExerciseDate")) exercise.dates.push_back(date.as_date());
    if (exercise.dates.empty() || (exercise.style == Style::european && exercise.dates.size() > 1))
        dates.fail("E462", fmt::format("{} exercise dates, not one", exercise.dates.size()),
                   "Write Style Bermudan for several");
    if (data.truth("MidCouponExercise"))
        data.need("MidCouponExercise")
            .fail("E462", "exercise within a coupon, which then is paid in part, is not supported");
    return exercise;
}

}  // namespace

OptionPart read_option(const OrePart& data, Date today) {
    OptionPart option;
    option.is_long = is_long(data);
    option.is_call = data.text("OptionType").empty() || data.says("OptionType", "Call", "Put");
    option.exercise = read_exercise(data);
    if (const auto payment = data.child("PaymentData")) {
        const auto listed = payment->need("Dates").children("Date");
        if (listed.size() != 1) payment->fail("E462", "an option needs one date of payment");
        option.pay = listed.front().as_date();
    }
    data.disregard({"PayOffAtExpiry", "AutomaticExercise"});  // options that are read can only pay then
    check_premium(data, today);
    return option;
}

OptionPart read_european_option(const OrePart& data, Date today) {
    const OptionPart option = read_option(data, today);
    if (option.exercise.style != ExerciseTerms::Style::european)
        data.need("Style").fail(
            "E462", fmt::format("options of style '{}' are not supported here", data.text("Style")),
            "Only European ones are, but for swaptions and callable swaps");
    return option;
}

}  // namespace snell
