#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

#include "core/commit.h"

// The programs of tests/fuzz, each under a name of its own (tests/CMakeLists.txt).
extern "C" {
int fuzz_blotter(const std::uint8_t* bytes, std::size_t size);
int fuzz_capital(const std::uint8_t* bytes, std::size_t size);
int fuzz_crif(const std::uint8_t* bytes, std::size_t size);
int fuzz_market_tables(const std::uint8_t* bytes, std::size_t size);
int fuzz_ore_folder(const std::uint8_t* bytes, std::size_t size);
int fuzz_ore_portfolio(const std::uint8_t* bytes, std::size_t size);
int fuzz_read(const std::uint8_t* bytes, std::size_t size);
int fuzz_registry(const std::uint8_t* bytes, std::size_t size);
int fuzz_results_folder(const std::uint8_t* bytes, std::size_t size);
int fuzz_run_file(const std::uint8_t* bytes, std::size_t size);
int fuzz_stored_run(const std::uint8_t* bytes, std::size_t size);
}

namespace snell {
namespace {

namespace fs = std::filesystem;

using Reader = int (*)(const std::uint8_t* bytes, std::size_t size);

const std::map<std::string, Reader>& readers() {
    static const std::map<std::string, Reader> all{{"blotter", fuzz_blotter},
                                                   {"capital", fuzz_capital},
                                                   {"crif", fuzz_crif},
                                                   {"market_tables", fuzz_market_tables},
                                                   {"ore_folder", fuzz_ore_folder},
                                                   {"ore_portfolio", fuzz_ore_portfolio},
                                                   {"read", fuzz_read},
                                                   {"registry", fuzz_registry},
                                                   {"results_folder", fuzz_results_folder},
                                                   {"run_file", fuzz_run_file},
                                                   {"stored_run", fuzz_stored_run}};
    return all;
}

/// Files of a folder in the order of their names.
std::vector<std::string> contents(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const fs::path& file : files) read_bytes(file.string(), texts.emplace_back());
    return texts;
}

/// One to four bytes changed, and now and then a stretch taken out or said twice.
std::string damaged(std::string text, std::mt19937& dice) {
    const auto below = [&](std::size_t end) { return dice() % std::max<std::size_t>(end, 1); };
    for (std::size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes)
        text[below(text.size())] = static_cast<char>(dice());
    const std::size_t at = below(text.size()), length = below(40);
    if (dice() % 4 == 0) text.erase(at, length);
    if (dice() % 4 == 0) text.insert(below(text.size()), text.substr(std::min(at, text.size()), length));
    return text;
}

/// The sound files that `./run fuzz` starts from, and some damage to each.  What a reader makes of them is
/// checked by its program, which ends the process where that is not sound.
TEST(HostileFiles, no_reader_founders_on_damaged_files) {
    constexpr int times = 12;
    std::mt19937 dice(1);  // the same in every run
    for (const auto& [name, reader] : readers()) {
        const std::vector<std::string> seeds =
            contents(fs::path(__FILE__).parent_path() / "../fuzz/seeds" / name);
        ASSERT_FALSE(seeds.empty()) << name;
        for (const std::string& seed : seeds)
            for (int k = 0; k <= times; ++k) {
                const std::string text = k == 0 ? seed : damaged(seed, dice);
                EXPECT_EQ(reader(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()), 0) << name;
            }
    }
}

TEST(HostileFiles, every_program_of_random_input_is_among_them) {
    std::vector<std::string> programs, names;
    for (const auto& entry : fs::directory_iterator(fs::path(__FILE__).parent_path() / "../fuzz"))
        if (entry.path().extension() == ".cpp") programs.push_back(entry.path().stem().string());
    for (const auto& each : readers()) names.push_back(each.first);
    std::sort(programs.begin(), programs.end());
    EXPECT_EQ(programs, names);
}

}  // namespace
}  // namespace snell
