#include "core/archive_parts.h"

#include <gtest/gtest.h>

namespace snell {
namespace {

template <class T>
std::string bytes(const T& value) {
    ArchiveWriter out;
    out(value);
    return out.take();
}

template <class T>
T again(const T& value) {
    const std::string held = bytes(value);
    ArchiveReader in(held);
    T found{};
    in(found);
    in.finish();
    return found;
}

using Either = std::variant<int, std::string, Period>;

TEST(Archive, gives_back_what_was_written) {
    EXPECT_EQ(again(3.5), 3.5);
    EXPECT_EQ(again(std::string("a\0b", 3)), std::string("a\0b", 3));
    EXPECT_EQ(again(std::vector<double>{1.0, -0.0, 1e-308}), (std::vector<double>{1.0, -0.0, 1e-308}));
    EXPECT_EQ(again(std::optional<int>()), std::nullopt);
    EXPECT_EQ(again(std::optional(7)), 7);
    EXPECT_EQ(again(Either(std::string("text"))), Either(std::string("text")));
    EXPECT_EQ(again(Either(Period{3, 1})), Either(Period{3, 1}));
    EXPECT_EQ(again(Date(2026, 3, 31)), Date(2026, 3, 31));
    EXPECT_EQ(again(Date(1, 1, 1)), Date(1, 1, 1));
}

TEST(Archive, gives_needs_the_numbers_they_had) {
    MarketNeeds needs;
    needs.currency("USD");
    needs.currency("EUR");
    needs.volatility({VolatilityNeed::Kind::cap, "EUR-EURIBOR-6M", Date(2030, 1, 2), Date(2030, 1, 2), 0.02});
    needs.until(Date(2040, 5, 6));
    MarketNeeds found = again(needs);
    EXPECT_EQ(found.currency("EUR"), 1);
    EXPECT_EQ(found.volatilities(), needs.volatilities());
    EXPECT_EQ(found.horizon(), needs.horizon());
    EXPECT_EQ(bytes(found), bytes(needs));
}

TEST(Archive, refuses_bytes_that_end_early_wherever_they_end) {
    const std::vector<Either> value{1, std::string("text"), Period{1, 2}};
    const std::string held = bytes(value);
    for (std::size_t size = 0; size < held.size(); ++size) {
        const std::string cut = held.substr(0, size);
        ArchiveReader in(cut);
        std::vector<Either> found;
        EXPECT_THROW(in(found), ArchiveFault) << size;
    }
}

TEST(Archive, refuses_counts_that_no_memory_holds) {
    const std::string held = bytes(~std::size_t{0});
    std::vector<double> numbers;
    std::vector<std::string> texts;
    EXPECT_THROW(ArchiveReader{held}(numbers), ArchiveFault);
    EXPECT_THROW(ArchiveReader{held}(texts), ArchiveFault);
}

TEST(Archive, refuses_alternatives_that_are_not_there_and_bytes_left_over) {
    const std::string held = bytes(std::size_t{3});
    Either found;
    EXPECT_THROW(ArchiveReader{held}(found), ArchiveFault);
    EXPECT_THROW(ArchiveReader{held}.finish(), ArchiveFault);
}

}  // namespace
}  // namespace snell
