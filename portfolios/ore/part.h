#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/xml.h"

namespace snell {

/// An element of a trade and the path that leads to it, so that a fault can name both.  Everything throws
/// NodeFault E450 (missing) or E451 (not of its type) at the element's place.
class OrePart {
  public:
    OrePart(const XmlElement& element, std::string path) : element_(&element), path_(std::move(path)) {}

    const std::string& text() const { return element_->text(); }
    std::string attribute(std::string_view name) const {
        return std::string(element_->attribute(name).value_or(""));
    }

    std::optional<OrePart> child(std::string_view name) const;
    OrePart need(std::string_view name) const;
    std::vector<OrePart> children(std::string_view name) const;

    /// Text of a child; empty where there is none.
    std::string text(std::string_view name) const { return element_->text_of(name); }
    std::string need_text(std::string_view name) const;
    Date need_date(std::string_view name) const;
    std::optional<Date> date(std::string_view name) const;
    double need_number(std::string_view name) const;
    std::optional<double> number(std::string_view name) const;
    std::optional<int> whole(std::string_view name) const;
    enum class Truth { no, yes };
    /// True for "true", "Y", "1"; the fallback where there is no text.
    bool truth(std::string_view name, Truth fallback = Truth::no) const;
    /// Which of two words a child says.
    bool says(std::string_view name, std::string_view yes, std::string_view no) const;

    Date as_date() const;
    double as_number() const;
    /// Says that children of these names have no bearing on any number.
    void disregard(std::initializer_list<std::string_view> names) const;

    [[noreturn]] void fail(const std::string& code, const std::string& problem,
                           const std::string& remedy = "") const;

  private:
    const XmlElement* element_;
    std::string path_;
};

/// "20160301", "2016-03-01"; throws std::invalid_argument.
Date parse_ore_date(const std::string& text);

}  // namespace snell
