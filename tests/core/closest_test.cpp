#include "core/closest.h"

#include <gtest/gtest.h>

#include <vector>

namespace snell {
namespace {

const std::vector<std::string_view> terms{"strike", "maturity", "volatility", "barrier", "rebate", "type"};

TEST(Closest, finds_what_a_slip_of_one_finger_meant) {
    for (std::string_view term : terms) {
        for (std::size_t i = 0; i < term.size(); ++i) {
            std::string slip(term);
            slip.erase(i, 1);
            EXPECT_EQ(closest(slip, terms), term) << slip;
            slip = term;
            slip[i] = 'q';
            EXPECT_EQ(closest(slip, terms), term) << slip;
            slip = term;
            slip.insert(slip.begin() + static_cast<std::ptrdiff_t>(i), 'q');
            EXPECT_EQ(closest(slip, terms), term) << slip;
            if (i == 0) continue;
            slip = term;
            std::swap(slip[i - 1], slip[i]);
            EXPECT_EQ(closest(slip, terms), term) << slip;
        }
    }
}

TEST(Closest, ignores_case_and_dashes_and_knows_synonyms_and_abbreviations) {
    EXPECT_EQ(closest("Strike", terms), "strike");
    EXPECT_EQ(closest("sigma", terms), "volatility");
    EXPECT_EQ(closest("expiry", terms), "maturity");
    EXPECT_EQ(closest("mat", terms), "maturity");
    EXPECT_EQ(closest("colour", terms), "");
    EXPECT_EQ(closest("", terms), "");
    EXPECT_EQ(closest(std::string(100'000, 's'), terms), "");
}

}  // namespace
}  // namespace snell
