#pragma once
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "core/node_number.h"

namespace snell {

/// What a term is, as a user must write it.
enum class FieldType : std::uint8_t {
    asset,
    assets,
    number,
    numbers,
    integer,
    time,
    schedule,
    curve,
    surface,
    choice,
    flag,
    text,
    date,
    tolerance,
    correlation,
    matrix,
};

/// "number", "list of numbers", ... for tables of fields.
std::string_view name_of(FieldType type);

/// One term, told for help, completion and the schema.
struct Field {
    std::string name;
    FieldType type;
    std::string about;
    Range range{};                     ///< region and unit of its numbers
    bool required = false;             ///< must be given
    std::string fallback;              ///< value when left out, as one would write it; may be empty
    std::vector<std::string> choices;  ///< of a choice
    std::string axis{};                ///< of a surface: what its columns are
};

/// The terms of one product or model, or of one table of a file.
struct FieldGroup {
    std::string name;       ///< the kind, as a file spells it
    std::string about;      ///< one line
    std::string reference;  ///< source of the definition, author and year
    std::vector<Field> fields;
};

/// Lists terms: the visitor of fields.h.
class FieldLister {
  public:
    void asset(std::string_view name, int&, std::string_view about) {
        add(name, FieldType::asset, about, false, "the only asset");
    }
    void assets(std::string_view name, std::vector<int>&, std::string_view about) {
        add(name, FieldType::assets, about, false, "all assets");
    }
    void number(std::string_view name, double&, const Range& range, std::string_view about) {
        add_number(name, FieldType::number, range, about);
    }
    void numbers(std::string_view name, std::vector<double>&, const Range& range, std::string_view about) {
        add_number(name, FieldType::numbers, range, about);
    }
    void curve(std::string_view name, std::vector<Years>&, std::vector<double>&, const Range& range,
               std::string_view about) {
        add_number(name, FieldType::curve, range, about);
    }
    void surface(std::string_view name, std::string_view axis, VolatilityGrid&, const Range& range,
                 std::string_view about) {
        add_number(name, FieldType::surface, range, about);
        fields_.back().axis = axis;
    }
    template <std::integral Integer>
    void integer(std::string_view name, Integer&, const Range& range, std::string_view about) {
        add_number(name, FieldType::integer, range, about);
    }
    void time(std::string_view name, Years&, std::string_view about, Presence presence = Presence::required) {
        add(name, FieldType::time, about, presence == Presence::required, "");
    }
    void schedule(std::string_view name, std::vector<Years>&, std::string_view about,
                  Presence presence = Presence::required) {
        add(name, FieldType::schedule, about, presence == Presence::required, "");
    }
    void flag(std::string_view name, bool& value, std::string_view about) {
        add(name, FieldType::flag, about, false, value ? "true" : "false");
    }
    void text(std::string_view name, std::string& value, std::string_view about) {
        add(name, FieldType::text, about, false, value);
    }
    void tolerance(std::string_view name, std::optional<Tolerance>&, std::string_view about) {
        add(name, FieldType::tolerance, about, false, "");
    }
    template <class Enum>
    void choice(std::string_view name, Enum& value, Names names, std::string_view about) {
        add(name, FieldType::choice, about, false, *(names.begin() + static_cast<int>(value)));
        fields_.back().choices.assign(names.begin(), names.end());
    }

    /// The terms in the order of telling.
    const std::vector<Field>& fields() const { return fields_; }

  private:
    void add(std::string_view name, FieldType type, std::string_view about, bool required,
             std::string_view fallback);
    void add_number(std::string_view name, FieldType type, const Range& range, std::string_view about);

    std::vector<Field> fields_;
};

/// The terms of a product or a model, from a fresh one.
template <class Terms>
std::vector<Field> fields_of() {
    Terms terms;
    FieldLister lister;
    terms.fields(lister);
    return lister.fields();
}

}  // namespace snell
