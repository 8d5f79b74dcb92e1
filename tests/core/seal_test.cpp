#include "core/seal.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

TEST(Seal, gives_its_content_back) {
    for (const std::string& content : {std::string(), std::string("text"), std::string(5000, '\0')})
        EXPECT_EQ(unseal("SNELTST1", seal("SNELTST1", content)), content);
}

TEST(Seal, breaks_at_every_bit_that_flips) {
    const std::string file = seal("SNELTST1", "the content of a small file");
    for (std::size_t byte = 0; byte < file.size(); ++byte)
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = file;
            damaged[byte] = static_cast<char>(damaged[byte] ^ (1 << bit));
            EXPECT_THROW(unseal("SNELTST1", damaged), IntegrityError) << byte << ":" << bit;
        }
}

TEST(Seal, breaks_at_every_byte_that_is_cut_or_added) {
    const std::string file = seal("SNELTST1", "content");
    for (std::size_t size = 0; size < file.size(); ++size)
        EXPECT_THROW(unseal("SNELTST1", file.substr(0, size)), IntegrityError) << size;
    EXPECT_THROW(unseal("SNELTST1", file + '\0'), IntegrityError);
}

TEST(Seal, refuses_another_kind) { EXPECT_THROW(unseal("SNELTST2", seal("SNELTST1", "x")), IntegrityError); }

/// FIPS 180-4 examples (NIST, "SHA-256 example values"): one block, and the empty message.
TEST(Sha256, gives_the_published_digests) {
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace snell
