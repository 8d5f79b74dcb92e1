#include "core/sobol.h"

#include <bit>
#include <cassert>
#include <stdexcept>
#include <string>

// The direction numbers as read-only data of this object file; core/data/README.md has the layout.
asm(".pushsection .rodata\n"
    ".balign 8\n"
    ".hidden snell_joe_kuo\n"
    ".globl snell_joe_kuo\n"
    "snell_joe_kuo:\n"
    ".incbin \"" SNELL_JOE_KUO_FILE
    "\"\n"
    ".popsection\n");
extern "C" {
extern const unsigned char snell_joe_kuo[];
}

namespace snell {

namespace {

constexpr int record_bytes = 24;

/// `count` bits of a record, from bit `first` on; count <= 32.
std::uint32_t record_bits(const unsigned char* record, int first, int count) {
    std::uint64_t window = 0;
    for (int i = 4; i >= 0; --i) {
        const int at = first / 8 + i;
        window = window << 8 | (at < record_bytes ? record[at] : 0u);
    }
    return static_cast<std::uint32_t>(window >> first % 8 & ((1ull << count) - 1));
}

}  // namespace

std::array<std::uint64_t, 64> direction_vectors(int dimension) {
    if (dimension < 0 || dimension >= sobol_dimensions)
        throw std::out_of_range("Sobol' dimension " + std::to_string(dimension) + " is not in 0 ... " +
                                std::to_string(sobol_dimensions - 1) + " (the table of Joe and Kuo)");
    std::array<std::uint64_t, 64> v{};
    if (dimension == 0) {
        for (int k = 0; k < 64; ++k) v[k] = 1ull << (63 - k);
        return v;
    }
    const unsigned char* record = snell_joe_kuo + record_bytes * (dimension - 1);
    const int degree = static_cast<int>(record_bits(record, 0, 5));
    const std::uint32_t inner = record_bits(record, 5, 17);
    for (int k = 0, at = 22; k < degree; at += k, ++k)
        v[k] = (record_bits(record, at, k) * 2ull + 1) << (63 - k);
    // Joe and Kuo (2008), eq. (2), for v_k = m_k / 2^k.
    for (int k = degree; k < 64; ++k) {
        v[k] = v[k - degree] ^ v[k - degree] >> degree;
        for (int i = 1; i < degree; ++i)
            if (inner >> (degree - 1 - i) & 1) v[k] ^= v[k - i];
    }
    return v;
}

std::uint64_t sobol_coordinate(const std::array<std::uint64_t, 64>& vectors, std::uint64_t index) {
    std::uint64_t x = 0;
    for (int k = 0; index; ++k, index >>= 1)
        if (index & 1) x ^= vectors[k];
    return x;
}

std::vector<std::uint32_t> mirrored_directions(int dimensions) {
    std::vector<std::uint32_t> directions(static_cast<std::size_t>(dimensions) * 32);
    for (int d = 0; d < dimensions; ++d) {
        const auto v = direction_vectors(d);
        for (int k = 0; k < 32; ++k)
            directions[static_cast<std::size_t>(k) * dimensions + d] =
                static_cast<std::uint32_t>(reverse_bits(v[k]));
    }
    return directions;
}

SobolCursor::SobolCursor(std::uint64_t seed, const std::uint32_t* directions, int dimensions)
    : seed_(seed), directions_(directions), coordinates_(dimensions) {}
SobolCursor::~SobolCursor() = default;

void SobolCursor::seek(std::uint32_t purpose, std::uint64_t index) {
    const auto set = static_cast<std::uint32_t>(index >> 32);
    if (purpose != purpose_ || set != set_ || scrambles_.empty()) {
        purpose_ = purpose;
        set_ = set;
        scramble();
    }
    const std::size_t dimensions = coordinates_.size();
    std::uint32_t* x = coordinates_.data();
    const std::uint32_t target = static_cast<std::uint32_t>(index);
    for (std::uint32_t change = target ^ index_; change; change &= change - 1) {
        const std::uint32_t* v =
            directions_ + static_cast<std::size_t>(std::countr_zero(change)) * dimensions;
        for (std::size_t d = 0; d < dimensions; ++d) x[d] ^= v[d];
    }
    index_ = target;
}

void SobolCursor::scramble() {
    scrambles_.resize(coordinates_.size());
    for (std::size_t d = 0; d < scrambles_.size(); ++d)
        scrambles_[d] = scramble_of(seed_, purpose_, static_cast<std::uint32_t>(d), set_);
}

}  // namespace snell
