#include "portfolios/native/toml.h"

#include <gtest/gtest.h>

#include "core/faults.h"

namespace snell {
namespace {

/// The fault of a document as it is printed, or nothing.
std::string fault_of(std::string_view document) {
    try {
        parse_toml(document, "a.toml");
        return "";
    } catch (const NodeFault& fault) {
        return print(fault.place) + ": " + fault.problem + " [" + fault.code + "]";
    }
}

TEST(Toml, keys_stand_in_the_order_of_writing_with_their_places) {
    const Node root = parse_toml("z = 1\n[b]\nq.r = 2.5\na = \"x\"\n[a]\n[[c]]\nd = 2026-01-05\n", "a.toml");
    const auto& table = *root.as<Node::Table>();
    ASSERT_EQ(table.size(), 4u);
    EXPECT_EQ(table[0].key, "z");
    EXPECT_EQ(table[1].key, "b");
    EXPECT_EQ(table[2].key, "a");
    EXPECT_EQ(table[3].key, "c");
    EXPECT_EQ(print(table[0].value.place), "a.toml:1:5");
    const auto& b = *table[1].value.as<Node::Table>();
    EXPECT_EQ(b[0].key, "q");
    EXPECT_EQ(b[0].value.find("r")->value.number(), 2.5);
    EXPECT_EQ(print(b[1].place), "a.toml:4:1");
    const auto& c = *table[3].value.as<Node::Array>();
    EXPECT_EQ(*c[0].find("d")->value.as<Date>(), Date(2026, 1, 5));
}

TEST(Toml, windows_line_ends_byte_order_marks_and_comments_are_read) {
    const Node marked = parse_toml("\xef\xbb\xbf# \xc3\xa9 [[[[\r\na = \"\xc3\xa9\"\r\n", "a.toml");
    EXPECT_EQ(*marked.find("a")->value.as<std::string>(), "\xc3\xa9");
    EXPECT_EQ(marked.find("a")->place.line, 2);
}

TEST(Toml, quotes_in_texts_of_many_lines_are_read) {
    const Node root = parse_toml("a = \"\"\"x \"y\"\"\"\"\nb = '''z''''\nc = \"\\\"[[\"\n", "a.toml");
    EXPECT_EQ(*root.find("a")->value.as<std::string>(), "x \"y\"");
    EXPECT_EQ(*root.find("b")->value.as<std::string>(), "z'");
    EXPECT_EQ(*root.find("c")->value.as<std::string>(), "\"[[");
}

TEST(Toml, what_would_lose_the_parser_is_told) {
    EXPECT_EQ(fault_of("a = 1\n[\nb]\n"), "a.toml:2:1: not valid TOML: this line cannot be read [E102]");
    EXPECT_EQ(fault_of("a = 1\n\xc3\xa9 = 2\n"),
              "a.toml:2:1: not valid TOML: the character '\xc3\xa9' stands outside of quotes [E102]");
    EXPECT_EQ(fault_of("a = \xff"), "a.toml:1:5: not valid TOML: the byte 0xff is no text in UTF-8 [E102]");
    EXPECT_EQ(fault_of("a = \"\\\xc3\xa9\""),
              "a.toml:1:7: not valid TOML: a backslash before a character that is not ASCII [E102]");
    EXPECT_EQ(fault_of("a = 2\"b\""), "a.toml:1:6: not valid TOML: a quote within a word [E102]");
}

TEST(Toml, nesting_is_bounded_however_it_is_written) {
    std::string keys = "a", headers;
    for (int i = 0; i < 20; ++i) {
        headers += "[" + keys + "]\n";
        keys += ".a";
    }
    EXPECT_EQ(fault_of(headers), "");
    for (int i = 0; i < 20; ++i) keys += ".a";
    EXPECT_EQ(fault_of("[" + keys + "]\n"), "a.toml:1:65: a key has more than 32 parts [E121]");
    // Neither the brackets nor the dots alone are too many.
    const std::string dotted = "a.a.a.a.a.a.a.a";
    std::string nested = "1";
    for (int i = 0; i < 6; ++i) nested = "{ " + dotted + " = " + nested + " }";
    EXPECT_NE(fault_of("x = " + nested).find("nested more than 32 deep [E121]"), std::string::npos);
    EXPECT_NE(fault_of(std::string(1 << 20, '[')), "");
    EXPECT_NE(fault_of(std::string(1 << 20, '{')), "");
}

TEST(Toml, value_of_a_flag_is_whatever_was_meant) {
    EXPECT_EQ(*parse_flag("--x", "7").as<std::int64_t>(), 7);
    EXPECT_EQ(*parse_flag("--x", "1e-3").as<double>(), 1e-3);
    EXPECT_EQ(*parse_flag("--x", "true").as<bool>(), true);
    EXPECT_EQ(*parse_flag("--x", "2026-01-05").as<Date>(), Date(2026, 1, 5));
    EXPECT_EQ(*parse_flag("--x", "call").as<std::string>(), "call");
    EXPECT_EQ(*parse_flag("--x", "18M").as<std::string>(), "18M");
    EXPECT_EQ(parse_flag("--x", "1,2.5").as<Node::Array>()->size(), 2u);
    EXPECT_EQ(*parse_flag("--x", "SPX,NDX").as<Node::Array>()->at(1).as<std::string>(), "NDX");
    EXPECT_EQ(*parse_flag("--x", "{ every = \"1M\" }").find("every")->value.as<std::string>(), "1M");
    EXPECT_EQ(print(parse_flag("--x", "[1]").as<Node::Array>()->at(0).place), "--x");
    EXPECT_EQ(*parse_flag("--x", "1\ny = 2").as<std::string>(), "1\ny = 2");
}

}  // namespace
}  // namespace snell
