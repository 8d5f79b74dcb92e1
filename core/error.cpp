#include "core/error.h"

namespace snell {
namespace {
std::string print_all(const std::vector<Diagnostic>& diagnostics) {
    std::string text;
    for (const Diagnostic& d : diagnostics) text += (text.empty() ? "" : "\n") + print(d);
    return text;
}
}  // namespace

std::string print(const Diagnostic& d) {
    std::string text = d.where;
    if (!text.empty()) text += ": ";
    text += d.problem;
    if (!d.remedy.empty()) text += ". " + d.remedy;
    return text + " [" + d.code + "]";
}

InputError::InputError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(print_all(diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace snell
