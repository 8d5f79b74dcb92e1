#include "core/error.h"

namespace snell {
namespace {
std::string print_all(const std::vector<Diagnostic>& diagnostics) {
    std::string text;
    for (const Diagnostic& d : diagnostics) text += (text.empty() ? "" : "\n") + print(d);
    return text;
}

/// The text with what a terminal would obey replaced, and the middle of a very long one left out: names come
/// from files of strangers.
std::string shown(const std::string& text) {
    constexpr std::size_t longest = 1000, end = 200;
    std::string visible = text;
    if (text.size() > longest)
        visible = text.substr(0, longest - end) + " ... " + text.substr(text.size() - end);
    for (char& c : visible)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    return visible;
}

}  // namespace

std::string print(const Diagnostic& d) {
    std::string text = shown(d.where);
    if (!text.empty()) text += ": ";
    text += shown(d.problem);
    if (!d.remedy.empty()) text += ". " + shown(d.remedy);
    return text + " [" + d.code + "]";
}

InputError::InputError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(print_all(diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace snell
