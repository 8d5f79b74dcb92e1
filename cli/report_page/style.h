#pragma once
#include <string_view>

namespace snell {

/// Colours that stay apart for eyes that see red and green alike (Okabe and Ito 2008), for light, dark and
/// paper; of charts alone, and of the page around them.
extern const std::string_view chart_style, page_style;

}  // namespace snell
