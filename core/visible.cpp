#include "core/visible.h"

#include <algorithm>

namespace snell {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Length of the UTF-8 sequence at the front of the text; 0 where it is not valid.
std::size_t sequence(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;  // longer than it must be
    if (lead == 0xED && byte(1) > 0x9F) return 0;  // half of a pair of UTF-16
    if (lead == 0xF0 && byte(1) < 0x90) return 0;  // longer than it must be
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;  // beyond Unicode
    return length;
}

char32_t code_point(std::string_view sequence) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(sequence[i]));
    };
    switch (sequence.size()) {
        case 1:
            return byte(0);
        case 2:
            return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        case 3:
            return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        default:
            return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    }
}

/// Nothing that a reader would see, or that moves what he sees.
bool is_hidden(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
           (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

}  // namespace

std::vector<std::string_view> visible_characters(std::string_view text) {
    std::vector<std::string_view> shown;
    while (!text.empty()) {
        const std::size_t length = sequence(text);
        const std::string_view one = text.substr(0, std::max<std::size_t>(length, 1));
        shown.push_back(length == 0 || is_hidden(code_point(one)) ? replacement : one);
        text.remove_prefix(one.size());
    }
    return shown;
}

std::string visible(std::string_view text, std::size_t longest) {
    const std::vector<std::string_view> all = visible_characters(text);
    std::string shown;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all.size() > longest && i == longest / 2) {
            shown += "\xE2\x80\xA6";
            i = all.size() - (longest - longest / 2 - 1);
        }
        shown += all[i];
    }
    return shown;
}

}  // namespace snell
