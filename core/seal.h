#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

/// Files that tell when they are damaged: eight letters of kind and version, the length of the content, the
/// content, and the XXH3 checksum (128 bits, Collet 2019) of all before it.
namespace snell {

/// A stored result is damaged, incomplete, or not of the inputs that it is asked for.
class IntegrityError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The content as a file of a kind, eight letters.
std::string seal(std::string_view kind, std::string_view content);

/// The content of a sealed file, a view into it.  Throws IntegrityError that says what is wrong: another kind
/// or version, a length that is not the file's, a checksum that is not the content's.
std::string_view unseal(std::string_view kind, std::string_view file);

/// The SHA-256 (FIPS 180-4) in hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace snell
