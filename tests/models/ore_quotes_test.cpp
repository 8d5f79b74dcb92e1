#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "core/error.h"
#include "models/market/ore/quotes.h"
#include "models/market/ore/read.h"

namespace snell {
namespace {

const Date today(2016, 2, 5);

/// A file of its own for each test, gone at the end.
class OreQuotes : public testing::Test {
  protected:
    std::string write(const std::string& text) {
        std::ofstream(file_, std::ios::binary) << text;
        return file_.string();
    }
    void TearDown() override { std::filesystem::remove(file_); }

    std::vector<Diagnostic> complaints(const std::string& text) {
        try {
            ore::Quotes(write(text), today);
        } catch (const InputError& error) {
            return error.diagnostics();
        }
        return {};
    }

  private:
    std::filesystem::path file_ =
        std::filesystem::temp_directory_path() /
        (std::string("snell_") + testing::UnitTest::GetInstance()->current_test_info()->name() + ".txt");
};

TEST_F(OreQuotes, are_taken_whatever_separates_them) {
    const ore::Quotes quotes(write("# comment\n\n20160205 A/B 1\r\n2016-02-05,C,-2e-3\n2016-02-05;D\t+0.5\n"
                                   "20160204 A/B 7\n#20160205 E 1\n"),
                             today);
    EXPECT_EQ(quotes.size(), 3u);
    EXPECT_EQ(*quotes.find("A/B"), 1.0);
    EXPECT_EQ(*quotes.find("C"), -2e-3);
    EXPECT_EQ(*quotes.find("D"), 0.5);
    EXPECT_EQ(quotes.find("E"), nullptr);
    EXPECT_EQ(quotes.keys("A"), std::vector<std::string>{"A/B"});
}

TEST_F(OreQuotes, that_are_malformed_are_all_listed_with_their_lines) {
    const auto found = complaints(
        "20160205 A\n20160205 A 1\n20160231 A 1\n20160205 A one\n20160205 A nan\n20160205 A 1 2\nx\n");
    ASSERT_EQ(found.size(), 6u);
    for (const Diagnostic& each : found) EXPECT_EQ(each.code, "E411");
    EXPECT_NE(found[1].where.find(".txt:3"), std::string::npos) << found[1].where;
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "x\n";
    EXPECT_EQ(complaints(many).size(), 101u);
}

TEST_F(OreQuotes, are_read_or_refused_whatever_the_lines_hold) {
    const std::string good = "20160205 MM/RATE/EUR/2D/6M -0.0013\n2016-02-04 EUR-EONIA 0.1\n";
    const std::string letters("0123456789-/.,;# eE\t\n\r\0\x80Nn+", 28);
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::string text = good;
        for (unsigned hits = 1 + random() % 5; hits > 0; --hits) {
            const std::size_t at = random() % text.size();
            if (random() % 3 == 0)
                text.erase(at, 1 + random() % 4);
            else
                text[at] = letters[random() % letters.size()];
        }
        for (const Diagnostic& each : complaints(text)) EXPECT_EQ(each.code, "E411") << text;
    }
}

TEST_F(OreQuotes, of_the_past_are_fixings) {
    const Fixings fixings = read_ore_fixings(write("2016-02-03 EUR-EONIA -0.002\n20160204 EQ-SP5 2196.5\n"));
    EXPECT_EQ(fixings.size(), 2u);
    EXPECT_EQ(fixings.find("EQ-SP5", Date(2016, 2, 4)), 2196.5);
    EXPECT_THROW(read_ore_fixings("no_such_file.txt"), InputError);
}

}  // namespace
}  // namespace snell
