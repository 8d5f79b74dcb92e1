#include "core/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <new>
#include <pugixml.hpp>

#include "core/error.h"

namespace snell {
namespace {

constexpr int most_levels = 64;
constexpr std::size_t most_attributes = 256;
constexpr std::uintmax_t most_bytes = std::uintmax_t{4} << 30;
constexpr std::size_t most_between = std::size_t{16} << 20;  ///< bytes from one tag to the next
constexpr std::string_view blanks = " \t\r\n";

std::string_view trim(std::string_view text) {
    const std::size_t from = text.find_first_not_of(blanks);
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

/// Places of a document by offset; made before the parser works in the text.
class Lines {
  public:
    Lines(std::string_view text, const std::string& name)
        : source_(std::make_shared<const std::string>(name)), starts_{0} {
        for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
            starts_.push_back(at + 1);
    }
    Place place(std::size_t offset) const {
        const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
        return {source_, static_cast<int>(next - starts_.begin()), static_cast<int>(offset - next[-1]) + 1};
    }

  private:
    std::shared_ptr<const std::string> source_;
    std::vector<std::size_t> starts_;
};

[[noreturn]] void refuse(const char* code, const Place& place, std::string problem, std::string remedy = "") {
    throw InputError(Diagnostic{code, print(place), std::move(problem), std::move(remedy)});
}

/// Refuses names, attributes, texts and comments of more than most_between bytes, as a text comes in.
class Stretches {
  public:
    explicit Stretches(const std::string& name) : name_(name) {}

    /// Looks at what has come to the text since the last time.
    void check(const std::string& text) {
        while (seen_ < text.size()) {
            const std::size_t tag = std::min(text.find('<', seen_), text.size());
            if (tag - last_ > most_between)
                refuse("E404", Lines(text.substr(0, last_), name_).place(last_),
                       fmt::format("a tag and its text take more than {} bytes", most_between));
            if (tag < text.size()) last_ = tag;
            seen_ = std::min(tag + 1, text.size());
        }
    }

  private:
    const std::string& name_;
    std::size_t seen_ = 0, last_ = 0;  ///< bytes looked at; where the last tag began
};

/// A whole file, piece by piece: one with an attribute of a gigabyte is not read to its end.
std::string load(const std::string& file) {
    const Place place{std::make_shared<const std::string>(file), 0, 0};
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) refuse("E401", place, "is a folder, not a file");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) refuse("E401", place, fmt::format("cannot be read ({})", std::strerror(errno)));
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && size > most_bytes)
        refuse("E404", place, fmt::format("has {} bytes, more than 4 GiB", size));
    std::string text;
    if (!error) text.reserve(size + 1);  // of a pipe it is not known; one more finds the end
    Stretches stretches(file);
    while (stream) {
        const std::size_t before = text.size(), most = error ? most_between : size + 1 - before;
        text.resize(before + std::min(most, most_between));
        stream.read(text.data() + before, static_cast<std::streamsize>(text.size() - before));
        text.resize(before + static_cast<std::size_t>(stream.gcount()));
        if (text.size() > most_bytes) refuse("E404", place, "has more than 4 GiB");
        stretches.check(text);
    }
    if (stream.bad() || (!error && text.size() != size)) refuse("E401", place, "cannot be read to its end");
    return text;
}

}  // namespace

/// Copies pugixml's tree into ours.
class XmlReader {
  public:
    explicit XmlReader(const Lines& lines) : lines_(lines) {}

    XmlElement read(const pugi::xml_document& document) const {
        pugi::xml_node root;
        for (const pugi::xml_node& each : document.children()) {
            if (each.type() == pugi::node_doctype)
                refuse("E403", place(each), "a DOCTYPE has no use here (entities could exhaust the machine)",
                       "Remove the declaration");
            if (each.type() != pugi::node_element) continue;
            if (root) refuse("E402", place(each), fmt::format("'{}' is a second root element", each.name()));
            root = each;
        }
        return copy(root, 1);
    }

  private:
    const Lines& lines_;

    /// pugixml keeps where the name stands, one character after "<".
    Place place(const pugi::xml_node& node) const {
        return lines_.place(static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug() - 1, 0)));
    }

    XmlElement copy(const pugi::xml_node& node, int level) const {
        XmlElement element;
        element.name_ = node.name();
        element.place_ = place(node);
        if (level > most_levels)
            refuse("E404", element.place_,
                   fmt::format("'{}' lies more than {} levels deep", element.name_, most_levels));
        copy_attributes(node, element);
        std::string text;
        for (const pugi::xml_node& child : node.children()) {
            if (child.type() == pugi::node_element)
                element.children_.push_back(copy(child, level + 1));
            else
                text += child.value();
        }
        element.text_ = trim(text);
        return element;
    }

    void copy_attributes(const pugi::xml_node& node, XmlElement& element) const {
        for (const pugi::xml_attribute& each : node.attributes()) {
            if (element.attributes_.size() == most_attributes)
                refuse("E404", element.place_,
                       fmt::format("'{}' has more than {} attributes", element.name_, most_attributes));
            if (element.attribute(each.name()))
                refuse("E402", element.place_,
                       fmt::format("'{}' has the attribute '{}' twice", element.name_, each.name()));
            element.attributes_.emplace_back(each.name(), each.value());
        }
    }
};

/// Walks what was read and keeps the rest.
struct UnreadFinder {
    std::vector<UnreadElement> found;

    static bool is_empty(const XmlElement& element) {
        return element.text_.empty() && element.attributes_.empty() && element.children_.empty();
    }

    void search(const XmlElement& element, const std::string& path) {
        if (!element.children_.empty() && !element.text_.empty())
            found.push_back({path + "/text()", element.place_});
        for (const XmlElement& each : element.children_) {
            const std::string below = path + "/" + each.name_;
            if (each.read_)
                search(each, below);
            else
                found.push_back({below, each.place_, is_empty(each)});
        }
    }
};

std::optional<std::string_view> XmlElement::attribute(std::string_view name) const {
    for (const auto& [key, value] : attributes_)
        if (key == name) return value;
    return std::nullopt;
}

const XmlElement* XmlElement::child(std::string_view name) const {
    for (const XmlElement& each : children_)
        if (each.name_ == name) {
            each.read_ = true;
            return &each;
        }
    return nullptr;
}

std::vector<const XmlElement*> XmlElement::children(std::string_view name) const {
    std::vector<const XmlElement*> found;
    for (const XmlElement& each : children_)
        if (name.empty() || each.name_ == name) {
            each.read_ = true;
            found.push_back(&each);
        }
    return found;
}

std::string XmlElement::text_of(std::string_view name) const {
    const XmlElement* found = child(name);
    return found ? found->text_ : std::string();
}

void XmlElement::disregard() const {
    read_ = true;
    for (const XmlElement& each : children_) each.disregard();
}

namespace {

/// Consumes the text: the parser works in place.
XmlElement parse(std::string text, const std::string& name) {
    const Lines lines(text, name);
    // The parser would take the first zero for the end, and ignore what follows.
    if (const std::size_t zero = text.find('\0'); zero != text.npos)
        refuse("E402", lines.place(zero), "a character of code zero (not XML in UTF-8)");
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer_inplace(
        text.data(), text.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
    if (result.status == pugi::status_out_of_memory) throw std::bad_alloc();
    if (!result)
        refuse("E402", lines.place(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0))),
               fmt::format("not well-formed XML: {}", result.description()));
    return XmlReader(lines).read(document);
}

}  // namespace

XmlElement read_xml(const std::string& file) { return parse(load(file), file); }

XmlElement read_xml_text(std::string_view text, const std::string& name) {
    std::string whole(text);
    Stretches(name).check(whole);
    return parse(std::move(whole), name);
}

std::vector<UnreadElement> unread(const XmlElement& root) {
    UnreadFinder finder;
    finder.search(root, "/" + root.name());
    return std::move(finder.found);
}

}  // namespace snell
