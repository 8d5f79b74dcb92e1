#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/node.h"

/// XML input as a tree that remembers what has been read, so that nothing is ever ignored silently.
namespace snell {

/// An element: name, trimmed text, attributes, children.  Asking for a child marks it as read.
class XmlElement {
  public:
    const std::string& name() const { return name_; }
    const std::string& text() const { return text_; }
    const Place& place() const { return place_; }
    /// The attribute's value; nothing where there is none.
    std::optional<std::string_view> attribute(std::string_view name) const;
    /// The first child of a name, marked as read; null where there is none.
    const XmlElement* child(std::string_view name) const;
    /// All children of a name (of any name if empty), marked as read, in the order of writing.
    std::vector<const XmlElement*> children(std::string_view name = {}) const;
    /// Text of the first child of a name, marked as read; empty where there is none.
    std::string text_of(std::string_view name) const;
    /// Says that this element with all below it has no bearing on any number.
    void disregard() const;

  private:
    friend class XmlReader;
    friend struct UnreadFinder;
    std::string name_, text_;
    std::vector<std::pair<std::string, std::string>> attributes_;
    std::vector<XmlElement> children_;
    Place place_;
    mutable bool read_ = false;
};

/// An element that nothing asked for.
struct UnreadElement {
    std::string path;  ///< "/Portfolio/Trade/SwapData/Extra"
    Place place;
    bool empty = false;  ///< it has neither text nor attributes nor children, so it says nothing
};

/// Reads a file.  Throws InputError (E4xx): not readable, not well-formed, a DOCTYPE, more than 64 levels
/// deep, an element of more than 256 attributes, or larger than 4 GiB.
XmlElement read_xml(const std::string& file);
XmlElement read_xml_text(std::string_view text, const std::string& name);

/// The elements below `root` that nothing asked for, topmost ones only, in the order of writing.
std::vector<UnreadElement> unread(const XmlElement& root);

}  // namespace snell
