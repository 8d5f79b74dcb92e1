#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace snell {

/// One fault in the user's input.  Printed as "where: problem remedy [code]".
struct Diagnostic {
    std::string code;     ///< stable, "E104"; `snell explain E104` tells more
    std::string where;    ///< "book.toml:14:9: trade 'B-3'"
    std::string problem;  ///< what is wrong and why, with the offending value
    std::string remedy;   ///< what to do about it
};

std::string print(const Diagnostic& diagnostic);

/// Input that cannot be used; lists everything that is wrong with it.
class InputError : public std::runtime_error {
  public:
    explicit InputError(std::vector<Diagnostic> diagnostics);
    explicit InputError(Diagnostic diagnostic) : InputError(std::vector<Diagnostic>{std::move(diagnostic)}) {}
    const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  private:
    std::vector<Diagnostic> diagnostics_;
};

/// A fault that a product or a model finds in its own terms; the reader adds the place.
struct TermsFault {
    std::string code;
    std::string field;  ///< the key at fault, for the place in the file
    std::string problem;
    std::string remedy;
};

/// Throw the fault unless `holds`.
inline void require(bool holds, TermsFault fault) {
    if (!holds) throw fault;
}

}  // namespace snell
