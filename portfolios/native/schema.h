#pragma once
#include <string>
#include <vector>

#include "core/field_lister.h"

namespace snell {

/// The terms of every part of a file.
struct FileFields {
    std::vector<Field> market, asset, quanto;
    std::vector<FieldGroup> models;
    std::vector<Field> settings;
    std::vector<Field> trade;
    std::vector<FieldGroup> products;
};

/// JSON schema (draft 2020-12) of a file with these terms, as text; editors use it to complete and check
/// TOML, too.
std::string json_schema(const FileFields& fields);

}  // namespace snell
