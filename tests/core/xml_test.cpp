#include "core/xml.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "core/error.h"

namespace snell {
namespace {

XmlElement read(std::string_view text) { return read_xml_text(text, "in.xml"); }

/// The one complaint about a text, as printed; empty where it is read.
std::string complaint(const std::string& text) {
    try {
        read(text);
    } catch (const InputError& error) {
        return print(error.diagnostics().at(0));
    }
    return "";
}

std::vector<std::string> unread_paths(const XmlElement& root) {
    std::vector<std::string> paths;
    for (const UnreadElement& each : unread(root)) paths.push_back(each.path);
    return paths;
}

std::string nested(int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += "<A>";
    for (int i = 0; i < levels; ++i) text += "</A>";
    return text;
}

TEST(Xml, keeps_names_texts_and_attributes) {
    const XmlElement root = read(
        "<?xml version=\"1.0\"?><!-- a --><Book day='1 &amp; 2'><T>  x &lt; <![CDATA[<y>]]>\n</T></Book>");
    EXPECT_EQ(root.name(), "Book");
    EXPECT_EQ(root.attribute("day"), "1 & 2");
    EXPECT_EQ(root.attribute("night"), std::nullopt);
    EXPECT_EQ(root.text_of("T"), "x < <y>");
    EXPECT_EQ(root.text_of("U"), "");
    EXPECT_EQ(root.child("U"), nullptr);
}

TEST(Xml, knows_where_an_element_stands) {
    const XmlElement root = read("<A>\n  <B/>\n<!-- x\n --> <C\n k='1'/></A>");
    EXPECT_EQ(print(root.place()), "in.xml:1:1");
    EXPECT_EQ(print(root.child("B")->place()), "in.xml:2:3");
    EXPECT_EQ(print(root.child("C")->place()), "in.xml:4:6");
}

TEST(Xml, lists_children_in_the_order_of_writing) {
    const XmlElement root = read("<A><B>1</B><C>2</C><B>3</B></A>");
    std::string all, some;
    for (const XmlElement* each : root.children()) all += each->text();
    for (const XmlElement* each : root.children("B")) some += each->text();
    EXPECT_EQ(all, "123");
    EXPECT_EQ(some, "13");
}

TEST(Xml, tells_what_nothing_asked_for) {
    const XmlElement root = read("<A><B><D/><E><F/></E></B><C><G/></C><B/><H><I/></H></A>");
    EXPECT_EQ(unread_paths(root), (std::vector<std::string>{"/A/B", "/A/C", "/A/B", "/A/H"}));
    root.child("B")->child("D");
    root.child("H")->disregard();
    EXPECT_EQ(unread_paths(root), (std::vector<std::string>{"/A/B/E", "/A/C", "/A/B"}));
    EXPECT_EQ(unread(root)[1].place.column, 26);
}

TEST(Xml, tells_of_text_between_elements) {
    const XmlElement root = read("<A>left over<B>1</B></A>");
    root.children();
    EXPECT_EQ(unread_paths(root), std::vector<std::string>{"/A/text()"});
}

TEST(Xml, refuses_what_is_not_well_formed) {
    for (const char* text : {"", "   ", "plain", "<A>", "<A></B>", "<A", "<A k></A>", "<A k='1></A>", "<!-- ",
                             "<A/><B/>", "<A k='1' k='2'/>", "<A><![CDATA[", "</A>", "<1/>"})
        EXPECT_NE(complaint(text).find("[E402]"), std::string::npos) << text << ": " << complaint(text);
    EXPECT_EQ(complaint("<A>\n<B>\n</A>").substr(0, 8), "in.xml:3");
    EXPECT_NE(complaint(std::string("<A>\0</A>", 8)).find("[E402]"), std::string::npos);
}

TEST(Xml, refuses_a_doctype_before_it_expands_anything) {
    const std::string laughs = "<!DOCTYPE A [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><A>&b;</A>";
    EXPECT_NE(complaint(laughs).find("[E403]"), std::string::npos) << complaint(laughs);
    EXPECT_NE(complaint("<!DOCTYPE A SYSTEM \"file:///etc/passwd\"><A/>").find("[E403]"), std::string::npos);
    EXPECT_EQ(read("<A>&unknown;</A>").text(), "&unknown;");  // stays text: nothing is ever looked up
}

TEST(Xml, bounds_the_depth) {
    EXPECT_EQ(complaint(nested(64)), "");
    EXPECT_NE(complaint(nested(65)).find("[E404]"), std::string::npos);
    EXPECT_NE(complaint(nested(1'000'000)).find("[E404]"), std::string::npos);
    const std::string attribute = "<A b=\"" + std::string(std::size_t{1} << 25, 'x') + "\"/>";
    EXPECT_NE(complaint(attribute).find("[E404]"), std::string::npos);
    EXPECT_NE(complaint("<A>" + attribute + "</A>").find("in.xml:1:4: "), std::string::npos);
}

/// A file that lives as long as the test.
struct TestFile {
    std::string path;
    TestFile(const std::string& name, const std::string& text)
        : path(testing::TempDir() + "snell_" + std::to_string(getpid()) + name) {
        std::ofstream(path, std::ios::binary) << text;
    }
    ~TestFile() { std::filesystem::remove(path); }
};

TEST(Xml, reads_files_piece_by_piece_and_stops_at_a_tag_without_end) {
    const int many = 300'000;  // 64 bytes each: more than a piece
    std::string text = "<A>";
    for (int i = 0; i < many; ++i) text += "<B>" + std::string(57, 'x') + "</B>";
    const TestFile whole("whole.xml", text + "</A>");
    EXPECT_EQ(read_xml(whole.path).children("B").size(), static_cast<std::size_t>(many));
    const TestFile endless("endless.xml", "<A b=\"");
    std::filesystem::resize_file(endless.path, std::uintmax_t{3} << 30);  // holes: nothing on the disk
    try {
        read_xml(endless.path);
        FAIL() << "no fault";
    } catch (const InputError& error) {
        EXPECT_EQ(error.diagnostics().at(0).code, "E404");
        EXPECT_EQ(error.diagnostics().at(0).where, endless.path + ":1:1");
    }
}

TEST(Xml, names_a_file_that_is_not_there) {
    for (const char* file : {"no_such_file.xml", "."}) try {
            read_xml(file);
            FAIL() << file;
        } catch (const InputError& error) {
            EXPECT_EQ(error.diagnostics().at(0).code, "E401");
            EXPECT_EQ(error.diagnostics().at(0).where, file);
        }
}

TEST(Xml, reads_or_refuses_whatever_it_is_given) {
    const std::string good = "<?xml version='1.0'?><A k='v'><B>1</B><!-- c --><C><![CDATA[x]]>&amp;</C></A>";
    const std::string letters("<>/&;!-[]?'\"= A\0\x80\n", 19);
    std::mt19937 random(7);
    for (int round = 0; round < 20'000; ++round) {
        std::string text = good;
        for (unsigned hits = 1 + random() % 4; hits > 0; --hits) {
            const std::size_t at = random() % text.size();
            if (random() % 3 == 0)
                text.erase(at, 1 + random() % 5);
            else
                text[at] = letters[random() % letters.size()];
        }
        const std::string said = complaint(text);
        EXPECT_TRUE(said.empty() || said.starts_with("in.xml:")) << text;
    }
}

}  // namespace
}  // namespace snell
