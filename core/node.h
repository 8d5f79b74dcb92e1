#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/date.h"

/// What a user wrote, as a tree, whatever the syntax it came in: every key and value knows its place.
namespace snell {

/// Where something was written: a place in a file, or a flag of the command.
struct Place {
    std::shared_ptr<const std::string> source;  ///< file name, or the flag with its dashes
    int line = 0;                               ///< from 1; 0 where there are no lines (a flag)
    int column = 0;                             ///< from 1, in characters
};

/// "book.toml:14:9", "--strike", or nothing for an unknown place.
std::string print(const Place& place);

struct Entry;

/// One value: a truth, a number, text, a date, an array, or a table of keys in the order of writing.
struct Node {
    using Array = std::vector<Node>;
    using Table = std::vector<Entry>;

    std::variant<bool, std::int64_t, double, std::string, Date, Array, Table> value;
    Place place;

    template <class T>
    const T* as() const {
        return std::get_if<T>(&value);
    }
    /// The date, written as such or as text in ISO form; nothing for any other value.
    std::optional<Date> date() const;
    /// The number, written as an integer or not.
    std::optional<double> number() const;
    /// The entry of a key; null where the node has none or is no table.
    const Entry* find(std::string_view key) const;
};

struct Entry {
    std::string key;
    Place place;  ///< of the key
    Node value;
};

/// The value in the words of a message: 'the number 5', 'the text "abc"', 'a table'.
std::string describe(const Node& node);

/// A text as a name in a message, 'abc'; any other value as `describe` has it.
std::string quote(const Node& node);

/// Shortest text that reads back as the same number.
std::string print_number(double number);

}  // namespace snell
