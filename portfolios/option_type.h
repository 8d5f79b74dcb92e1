#pragma once
#include "core/fields.h"

namespace snell {

enum class OptionType : std::uint8_t { call, put };

/// +1 for a call, -1 for a put.
inline double sign_of(OptionType type) { return type == OptionType::call ? 1.0 : -1.0; }

/// The term `type` of every option; a product named european_call or european_put has it in its name.
template <class Visitor>
void option_type_field(Visitor& v, OptionType& type) {
    v.choice("type", type, {"call", "put"}, "right to buy or to sell");
}

}  // namespace snell
