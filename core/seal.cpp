#include "core/seal.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <xxhash.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <new>
#include <utility>

namespace snell {
namespace {

constexpr std::size_t kind_size = 8, head_size = kind_size + sizeof(std::uint64_t);
using Checksum = std::array<char, sizeof(XXH128_canonical_t)>;

Checksum checksum(std::string_view bytes) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    Checksum sum;
    std::memcpy(sum.data(), canonical.digest, sum.size());
    return sum;
}

std::string digits(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        fmt::format_to(std::back_inserter(text), "{:02x}", static_cast<unsigned char>(byte));
    return text;
}

/// The algorithm in a context of our own: the common one reads the machine's settings, and does not survive
/// it if memory fails while it is made.
const EVP_MD* sha256_algorithm() {
    struct Free {
        void operator()(OSSL_LIB_CTX* context) const { OSSL_LIB_CTX_free(context); }
        void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    };
    static const std::unique_ptr<OSSL_LIB_CTX, Free> context = [] {
        std::unique_ptr<OSSL_LIB_CTX, Free> made(OSSL_LIB_CTX_new());
        return made ? std::move(made) : throw std::bad_alloc();
    }();
    static const std::unique_ptr<EVP_MD, Free> algorithm = [] {
        std::unique_ptr<EVP_MD, Free> found(EVP_MD_fetch(context.get(), "SHA2-256", nullptr));
        return found ? std::move(found) : throw std::bad_alloc();
    }();
    return algorithm.get();
}

}  // namespace

std::string seal(std::string_view kind, std::string_view content) {
    const std::uint64_t length = content.size();
    std::string file;
    file.reserve(head_size + content.size() + sizeof(Checksum));
    file.append(kind.substr(0, kind_size));
    file.append(reinterpret_cast<const char*>(&length), sizeof length);
    file.append(content);
    const Checksum sum = checksum(file);
    file.append(sum.data(), sum.size());
    return file;
}

std::string_view unseal(std::string_view kind, std::string_view file) {
    if (file.size() < head_size + sizeof(Checksum))
        throw IntegrityError(fmt::format("the file has {} bytes, fewer than any of its kind", file.size()));
    if (file.substr(0, kind_size) != kind)
        throw IntegrityError(fmt::format("the file is not of kind '{}'", kind));
    std::uint64_t length = 0;
    std::memcpy(&length, file.data() + kind_size, sizeof length);
    if (length != file.size() - head_size - sizeof(Checksum))
        throw IntegrityError(fmt::format("the file has {} bytes of content, and says {}",
                                         file.size() - head_size - sizeof(Checksum), length));
    const std::string_view found = file.substr(head_size + length);
    const Checksum sum = checksum(file.substr(0, head_size + length));
    if (const std::string_view expected(sum.data(), sum.size()); found != expected)
        throw IntegrityError(
            fmt::format("the file's checksum is {}, that of its bytes {}", digits(found), digits(expected)));
    return file.substr(head_size, length);
}

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256_algorithm(), nullptr) != 1)
        throw std::bad_alloc();  // the only way in which a digest of bytes in memory fails
    return digits({reinterpret_cast<const char*>(digest.data()), size});
}

}  // namespace snell
