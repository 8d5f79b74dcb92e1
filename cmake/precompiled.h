#pragma once
// What most sources begin with, read once for each library; sources name what they need all the same.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// Without these, whatever calls fmt::format_to compiles the whole of fmt's number writing again, 2 s each
// time. The library of fmt 9 has it; its header does not say so.
#if FMT_VERSION / 10000 == 9 && !defined(FMT_HEADER_ONLY)
FMT_BEGIN_NAMESPACE
namespace detail {
extern template void vformat_to<char>(buffer<char>&, basic_string_view<char>,
                                      basic_format_args<FMT_BUFFER_CONTEXT(type_identity_t<char>)>,
                                      locale_ref);
}
FMT_END_NAMESPACE
#endif
