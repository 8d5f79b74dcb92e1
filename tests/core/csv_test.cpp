#include "core/csv.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace snell {
namespace {

TEST(Csv, reads_columns_rows_and_places) {
    const CsvTable table = read_csv_text("id, rate\n# note\n\na,1\nb , 2\n", "t.csv");
    ASSERT_EQ(table.size(), 2u);
    EXPECT_EQ(table.columns(), (std::vector<std::string>{"id", "rate"}));
    EXPECT_EQ(table.at(1, 0), "b");
    EXPECT_EQ(table.at(1, *table.column("rate")), "2");
    EXPECT_EQ(print(table.place(1, 1)), "t.csv:5:2");
    EXPECT_FALSE(table.column("none"));
}

TEST(Csv, keeps_commas_quotes_and_lines_inside_quotes) {
    const CsvTable table = read_csv_text("a,b\n\"x, \"\"y\"\"\nz\",2\r\nlast,3", "t.csv");
    ASSERT_EQ(table.size(), 2u);
    EXPECT_EQ(table.at(0, 0), "x, \"y\"\nz");
    EXPECT_EQ(table.at(0, 1), "2");
    EXPECT_EQ(table.place(1).line, 4);
}

TEST(Csv, fills_short_rows_and_takes_a_byte_order_mark) {
    const CsvTable table = read_csv_text(
        "\xEF\xBB\xBF"
        "a,b,c\n1\n",
        "t.csv");
    EXPECT_TRUE(table.column("a"));
    EXPECT_EQ(table.at(0, 2), "");
}

TEST(Csv, text_for_spreadsheets_is_no_formula) {
    EXPECT_EQ(csv_text("=cmd|'/C calc'!A0"), "'=cmd|'/C calc'!A0");
    EXPECT_EQ(csv_text("-2+3,\"x\""), "\"'-2+3,\"\"x\"\"\"");
    EXPECT_EQ(csv_text("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csv_text("a=b"), "a=b");
    EXPECT_EQ(csv_text(""), "");
    for (const char* text : {"=cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "a=b", "", "'quoted'", "'"})
        EXPECT_EQ(text_of_csv(csv_text(text)), text);
}

/// Of the fault in a file.
std::string code_of_file(const char* file) {
    try {
        read_csv(file);
    } catch (const InputError& fault) {
        return fault.diagnostics().front().code;
    }
    return "";
}

TEST(Csv, says_what_is_wrong_and_where) {
    for (const char* text : {"", "a\n1,2\n", "a\n\"open\n", "a,a\n", "a\n\"x\"y\n"}) {
        SCOPED_TRACE(text);
        try {
            read_csv_text(text, "t.csv");
            FAIL() << "no fault";
        } catch (const InputError& fault) {
            EXPECT_EQ(fault.diagnostics().front().code, "E126");
            EXPECT_EQ(fault.diagnostics().front().where.rfind("t.csv:", 0), 0u);
        }
    }
    EXPECT_EQ(code_of_file("/nowhere/at/all.csv"), "E101");
    EXPECT_EQ(code_of_file("."), "E101");
    EXPECT_EQ(code_of_file("/dev/null"), "E126");  // there, and empty
    std::string wide = "0";
    for (int i = 1; i < 1'000'000; ++i) wide += "," + std::to_string(i);
    EXPECT_THROW(read_csv_text(wide, "t.csv"), InputError);
}

TEST(Csv, survives_its_own_move) {
    CsvTable first = read_csv_text("a\nx\n", "t.csv");
    const CsvTable second = std::move(first);
    EXPECT_EQ(second.at(0, 0), "x");
}

}  // namespace
}  // namespace snell
