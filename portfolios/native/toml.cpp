#include "portfolios/native/toml.h"

namespace snell {
/// The parser met what it believed impossible, as "[" at the end of a line.
struct ParserLost {};
}  // namespace snell

// toml++ 3.3 asserts some of what a file must be.  An assertion must not stop the program, and in a release
// build it must not become an assumption of the optimiser.
#pragma GCC diagnostic push
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored \
    "-Wterminate"  // some assertions stand in noexcept functions that are not called
#endif
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression)                         \
    do {                                                \
        if (!(expression)) throw ::snell::ParserLost(); \
    } while (false)
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
#pragma GCC diagnostic pop

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "core/faults.h"
#include "portfolios/native/bounds.h"

namespace snell {
namespace {

using Source = std::shared_ptr<const std::string>;

Place place_of(const toml::source_region& region, const Source& source) {
    return {source, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

/// Copies toml++'s tree, whose tables are sorted by key, into ours, in the order of writing.
class Copier {
  public:
    explicit Copier(Source source) : source_(std::move(source)) {}

    Node copy(const toml::node& node, int depth) const {
        const Place place = place_of(node.source(), source_);
        if (depth > most_depth)
            throw NodeFault{"E121", place,
                            fmt::format("tables and arrays are nested more than {} deep", most_depth), ""};
        switch (node.type()) {
            case toml::node_type::boolean:
                return {node.as_boolean()->get(), place};
            case toml::node_type::integer:
                return {node.as_integer()->get(), place};
            case toml::node_type::floating_point:
                return {node.as_floating_point()->get(), place};
            case toml::node_type::string:
                return {node.as_string()->get(), place};
            case toml::node_type::date:
                return {date(node.as_date()->get(), place), place};
            case toml::node_type::array:
                return {array(*node.as_array(), depth), place};
            case toml::node_type::table:
                return {table(*node.as_table(), depth), place};
            default:
                throw NodeFault{"E105", place, "a time of day has no use here", "Write a date: 2027-06-30"};
        }
    }

  private:
    static Date date(const toml::date& written, const Place& place) {
        try {
            return Date(written.year, written.month, written.day);
        } catch (const std::invalid_argument& why) {
            throw NodeFault{"E105", place, why.what(), ""};
        }
    }
    Node::Array array(const toml::array& elements, int depth) const {
        Node::Array all;
        all.reserve(elements.size());
        for (const toml::node& each : elements) all.push_back(copy(each, depth + 1));
        return all;
    }
    Node::Table table(const toml::table& entries, int depth) const {
        Node::Table all;
        all.reserve(entries.size());
        for (const auto& [key, value] : entries)
            all.push_back({std::string(key.str()), place_of(key.source(), source_), copy(value, depth + 1)});
        std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
            return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
        });
        return all;
    }

    Source source_;
};

/// toml++'s words without its "Error while parsing ...:".
std::string complaint(const toml::parse_error& error) {
    std::string text(error.description());
    if (const auto colon = text.find(": "); text.starts_with("Error while parsing") && colon != text.npos)
        text = text.substr(colon + 2) + " (while reading " + text.substr(20, colon - 20) + ")";
    return text;
}

std::string remedy(const std::string& said) {
    if (said.find("redefine") != said.npos) return "Keep one of the two";
    if (said.find("could not determine value type") != said.npos ||
        said.find("expected a valid value") != said.npos)
        return "Put text in quotes";
    return "";
}

bool loses_parser(std::string_view document, const Source& source) {
    try {
        static_cast<void>(toml::parse(document, *source));
        return false;
    } catch (const ParserLost&) {
        return true;
    }
}

/// The line at which the parser got lost: the last of the shortest beginning in which it does.
int lost_line(std::string_view document, const Source& source) {
    std::vector<std::size_t> ends;
    for (std::size_t at = document.find('\n'); at != document.npos; at = document.find('\n', at + 1))
        ends.push_back(at + 1);
    ends.push_back(document.size());
    const auto at = std::partition_point(ends.begin(), ends.end(), [&](std::size_t end) {
        return !loses_parser(document.substr(0, end), source);
    });
    return static_cast<int>(std::min(at, ends.end() - 1) - ends.begin()) + 1;
}

toml::parse_result parse_or_throw(std::string_view document, const Source& source) {
    try {
        return toml::parse(document, *source);
    } catch (const ParserLost&) {
        throw NodeFault{"E102", Place{source, lost_line(document, source), 1},
                        "not valid TOML: this line cannot be read", "Is a name or a value missing?"};
    }
}

Node parse(std::string_view document, const Source& source) {
    check_bounds(document, source);
    toml::parse_result result = parse_or_throw(document, source);
    // Where memory fails as toml++ reads a number, it says that this is none: a fault is what it finds twice.
    if (!result) result = parse_or_throw(document, source);
    if (!result) {
        const std::string said = complaint(result.error());
        throw NodeFault{"E102", place_of(result.error().source(), source), "not valid TOML: " + said,
                        remedy(said)};
    }
    return Copier(source).copy(result.table(), 0);
}

/// Gives every part of a flag's value the flag as its place.
void settle(Node& node, const Place& place) {
    node.place = place;
    if (auto* array = std::get_if<Node::Array>(&node.value))
        for (Node& each : *array) settle(each, place);
    if (auto* table = std::get_if<Node::Table>(&node.value)) {
        for (Entry& entry : *table) {
            entry.place = place;
            settle(entry.value, place);
        }
    }
}

std::optional<Node> parse_value(std::string_view text, const Source& source) {
    if (text.find('\n') != text.npos) return std::nullopt;
    try {
        Node root = parse(fmt::format("x = {}", text), source);
        auto& table = std::get<Node::Table>(root.value);
        if (table.size() == 1) return std::move(table.front().value);
    } catch (const NodeFault&) {  // then it is text
    }
    return std::nullopt;
}

}  // namespace

Node parse_toml(std::string_view document, std::string_view source) {
    return parse(document, std::make_shared<const std::string>(source));
}

Node read_toml(const std::string& path) {
    const Place place{std::make_shared<const std::string>(path)};
    std::error_code fault;
    const auto status = std::filesystem::status(path, fault);
    if (!std::filesystem::exists(status))
        throw NodeFault{"E101", place, "no such file", "Check the name and the folder"};
    if (std::filesystem::is_directory(status)) throw NodeFault{"E101", place, "a folder, not a file", ""};
    std::ifstream file(path, std::ios::binary);
    if (!file) throw NodeFault{"E101", place, fmt::format("cannot be read: {}", std::strerror(errno)), ""};
    std::string document;
    std::string piece(1 << 16, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0) {
        document.append(piece, 0, static_cast<std::size_t>(file.gcount()));
        if (document.size() > most_file_bytes) break;  // a pipe has no size to ask for
    }
    if (file.bad())
        throw NodeFault{"E101", place, fmt::format("cannot be read: {}", std::strerror(errno)), ""};
    return parse_toml(document, path);
}

Node parse_flag(std::string_view flag, std::string_view text) {
    const auto source = std::make_shared<const std::string>(flag);
    const Place place{source};
    std::optional<Node> value = parse_value(text, source);
    if (!value && text.find(',') != text.npos) value = parse_value(fmt::format("[{}]", text), source);
    if (!value && text.find(',') != text.npos) {  // words with commas: SPX,NDX
        Node::Array words;
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t to = std::min(text.find(',', from), text.size());
            words.push_back(Node{std::string(text.substr(from, to - from)), place});
            from = to + 1;
        }
        value = Node{std::move(words), place};
    }
    if (!value) value = Node{std::string(text), place};
    settle(*value, place);
    return *value;
}

}  // namespace snell
