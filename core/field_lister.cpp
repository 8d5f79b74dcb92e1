#include "core/field_lister.h"

#include <cmath>

namespace snell {

std::string_view name_of(FieldType type) {
    switch (type) {
        case FieldType::asset:
            return "asset";
        case FieldType::assets:
            return "list of assets";
        case FieldType::number:
            return "number";
        case FieldType::numbers:
            return "list of numbers";
        case FieldType::integer:
            return "whole number";
        case FieldType::time:
            return "time";
        case FieldType::schedule:
            return "schedule";
        case FieldType::curve:
            return "curve";
        case FieldType::surface:
            return "surface";
        case FieldType::choice:
            return "choice";
        case FieldType::flag:
            return "flag";
        case FieldType::text:
            return "text";
        case FieldType::date:
            return "date";
        case FieldType::tolerance:
            return "number or percentage";
        case FieldType::correlation:
            return "number or matrix";
        case FieldType::matrix:
            return "matrix";
    }
    return "";
}

void FieldLister::add(std::string_view name, FieldType type, std::string_view about, bool required,
                      std::string_view fallback) {
    fields_.push_back(
        Field{std::string(name), type, std::string(about), {}, required, std::string(fallback), {}});
}

void FieldLister::add_number(std::string_view name, FieldType type, const Range& range,
                             std::string_view about) {
    const bool has_default = !std::isnan(range.fallback);
    add(name, type, about, !has_default && !range.optional, has_default ? print_number(range.fallback) : "");
    fields_.back().range = range;
}

}  // namespace snell
