#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/cli/price_file.h"

namespace snell {
namespace {

const std::string& sound_book() {
    static const std::string text =
        PriceFile{
            .market =
                "date = 2026-01-05\nrate = { times = [1, \"2Y\"], values = [0.03, 0.04] }\ncorrelation = "
                "[[1, 0.5], [0.5, 1]]\n[market.assets.A]\nspot = 100\n[market.assets.B]\nspot = 90\n",
            .trade =
                "id = \"x\"\nproduct = \"asian_call\"\nasset = \"A\"\nstrike = 100\nfixings = { every = "
                "\"3M\", to = 2027-01-05 }\n[settings]\ntarget_se = \"0.1%\"\n"}
            .text();
    return text;
}

/// Nothing escapes as an exception; every fault has its code, words and place; silence means a sound book.
void check_told(const std::string& text) {
    const Input input = read_text(text);
    for (const Diagnostic& fault : input.faults) {
        RC_ASSERT(fault.code.size() == 4u);
        RC_ASSERT(!fault.problem.empty());
        RC_ASSERT(fault.where.starts_with("book.toml:"));
    }
    if (input.faults.empty()) RC_ASSERT(!input.trades.empty());
}

TEST(Mutation, unmutated_book_is_sound) { EXPECT_EQ(messages(read_text(sound_book())), ""); }

RC_GTEST_PROP(Mutation, of_any_character_is_told_or_harmless, ()) {
    std::string text = sound_book();
    const auto changes = *rc::gen::inRange(1, 4);
    for (int i = 0; i < changes; ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        text[at] = static_cast<char>(*rc::gen::inRange(1, 256));
    }
    check_told(text);
}

RC_GTEST_PROP(Mutation, of_any_stretch_is_told_or_harmless, ()) {
    std::string text = sound_book();
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const auto length = *rc::gen::inRange<std::size_t>(0, 40);
    if (*rc::gen::arbitrary<bool>())
        text.erase(at, length);
    else
        text.insert(*rc::gen::inRange<std::size_t>(0, text.size()), text.substr(at, length));
    check_told(text);
}

RC_GTEST_PROP(Mutation, of_a_value_is_told_or_harmless, ()) {
    std::string text = sound_book();
    const auto start = text.find("= ", *rc::gen::inRange<std::size_t>(0, text.size() - 20));
    if (start != text.npos) {
        const auto end = text.find('\n', start);
        const auto value = *rc::gen::element<std::string>(
            "nan", "-inf", "inf", "1e308", "-0.0", "0", "9223372036854775807", "\"\"", "[]", "{}", "[[]]",
            "true", "9999-12-31", "0001-01-01", "2026-01-05T00:00:00Z", "\"99999Y\"",
            "{ every = \"1D\", to = 99 }", "{ count = 100000, to = 1e-9 }", "[1, [2, \"x\"], {}]");
        text.replace(start + 2, end - start - 2, value);
    }
    check_told(text);
}

}  // namespace
}  // namespace snell
