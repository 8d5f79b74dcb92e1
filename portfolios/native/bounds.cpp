#include "portfolios/native/bounds.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/faults.h"
#include "portfolios/native/toml.h"

namespace snell {
namespace {

class Scanner {
  public:
    Scanner(std::string_view document, const std::shared_ptr<const std::string>& source)
        : text_(document), source_(source) {}

    void scan() {
        if (text_.starts_with("\xef\xbb\xbf")) at_ = line_start_ = 3;  // byte order mark
        while (at_ < text_.size()) {
            switch (text_[at_]) {
                case '#':
                    skip_comment();
                    break;
                case '"':
                case '\'':
                    skip_text();
                    break;
                case '[':
                case '{':
                    open();
                    break;
                case ']':
                case '}':
                    if (depth_ > 0) --depth_;
                    next();
                    break;
                case '.':
                    if (++dots_ >= most_depth) fail("a key has more than {} parts", most_depth);
                    next();
                    break;
                case '\n':
                case ',':
                case '=':
                    dots_ = 0;
                    next();
                    break;
                default:
                    if (static_cast<unsigned char>(text_[at_]) >= 0x80) refuse_character();
                    next();
            }
        }
    }

  private:
    void next() {
        if (text_[at_] == '\n') {
            ++line_;
            line_start_ = at_ + 1;
        }
        ++at_;
    }
    void open() {
        dots_ = 0;
        if (++depth_ > most_depth) fail("tables and arrays are nested more than {} deep", most_depth);
        next();
    }
    void skip_comment() {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }
    /// Over a text in quotes: one line, or any between triple quotes.
    void skip_text() {
        refuse_neighbour(at_ > line_start_ ? text_[at_ - 1] : '\n', " \t\r\n=,.[{");
        const char quote = text_[at_];
        const std::string triple(3, quote);
        const bool many_lines = text_.substr(at_, 3) == triple;
        const std::size_t start = at_;
        at_ += many_lines ? 3 : 1;
        while (at_ < text_.size()) {
            if (at_ - start > most_text_bytes) fail("a text is longer than {} bytes", most_text_bytes);
            if (many_lines ? text_.substr(at_, 3) == triple : text_[at_] == quote) break;
            if (!many_lines && text_[at_] == '\n') return;
            if (quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size()) {
                next();
                refuse_escaped_character();
            }
            next();
        }
        at_ = std::min(text_.size(), at_ + (many_lines ? 3 : 1));
        // A text of many lines may end in up to two quotes of its own.
        for (int more = 0; many_lines && more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
        if (at_ < text_.size()) refuse_neighbour(text_[at_], " \t\r\n=,.]}#");
    }
    /// A text stands by itself; within a word its quotes would begin where the parser sees none.
    void refuse_neighbour(char sign, std::string_view allowed) const {
        if (allowed.find(sign) == allowed.npos)
            throw NodeFault{"E102", here(), "not valid TOML: a quote within a word",
                            "Put the whole text in quotes"};
    }
    /// A backslash stands before a letter of ASCII or at the end of a line.  toml++ 3.3 leaves defined
    /// behaviour where anything else follows it, even on the next line.
    void refuse_escaped_character() const {
        const std::size_t next_sign = text_.find_first_not_of(" \t\r\n", at_);
        if (next_sign != text_.npos && static_cast<unsigned char>(text_[next_sign]) >= 0x80)
            throw NodeFault{"E102", here(),
                            "not valid TOML: a backslash before a character that is not ASCII",
                            "Double the backslash, or use single quotes"};
    }
    /// TOML's own signs and names are ASCII; a look-alike from a word processor is hard to see.
    [[noreturn]] void refuse_character() const {
        const auto byte = static_cast<unsigned char>(text_[at_]);
        const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        std::string_view character = text_.substr(at_, length);
        const bool whole = character.size() == length && length > 1 &&
                           std::all_of(character.begin() + 1, character.end(),
                                       [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; });
        throw NodeFault{
            "E102", here(),
            whole ? fmt::format("not valid TOML: the character '{}' stands outside of quotes", character)
                  : fmt::format("not valid TOML: the byte 0x{:02x} is no text in UTF-8", byte),
            "Retype it, or put the text in quotes"};
    }
    Place here() const { return {source_, line_, static_cast<int>(at_ - line_start_) + 1}; }

    template <class Bound>
    [[noreturn]] void fail(fmt::format_string<Bound&> problem, Bound bound) const {
        throw NodeFault{"E121", here(), fmt::format(problem, bound), ""};
    }

    std::string_view text_;
    std::shared_ptr<const std::string> source_;
    std::size_t at_ = 0, line_start_ = 0;
    int line_ = 1, depth_ = 0, dots_ = 0;
};

}  // namespace

void check_bounds(std::string_view document, const std::shared_ptr<const std::string>& source) {
    if (document.size() > most_file_bytes)
        throw NodeFault{"E121", Place{source}, fmt::format("larger than {} MB", most_file_bytes >> 20),
                        "Split the book"};
    Scanner(document, source).scan();
}

}  // namespace snell
