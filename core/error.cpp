#include "core/error.h"

#include "core/visible.h"

namespace snell {
namespace {
std::string print_all(const std::vector<Diagnostic>& diagnostics) {
    std::string text;
    for (const Diagnostic& d : diagnostics) text += (text.empty() ? "" : "\n") + print(d);
    return text;
}

/// Names come from files of strangers.
std::string shown(const std::string& text) {
    constexpr std::size_t longest = 1000;
    return visible(text, longest);
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
