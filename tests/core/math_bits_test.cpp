#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "core/lanes.h"
#include "tests/core/cpu.h"
#include "tests/core/math_bits.h"

/// The same bits from every Real: one path, or a register of paths of any width.
namespace snell {
namespace {

constexpr std::size_t count = 1 << 17;

/// Half the doubles of every size and sign, special values among them; half probabilities and moderate
/// numbers.
std::vector<double> arguments() {
    std::mt19937_64 engine(11);
    std::vector<double> x(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double part = static_cast<double>((engine() >> 11) | 1) * 0x1p-53;
        const double choices[] = {from_bits<double>(engine()), part, 80.0 * part - 40.0, part * 0x1p-12};
        x[i] = choices[i % 4];
    }
    constexpr double specials[] = {0.0,       -0.0,  1.0,    -1.0,   0.5,      0x1p-1074, -0x1p-1074,
                                   0x1p-1022, 708.0, 709.79, -745.2, HUGE_VAL, -HUGE_VAL};
    std::size_t i = 0;
    for (double special : specials) x[i += 1001] = special;
    x[i += 1001] = std::nan("");
    return x;
}
/// NaN has many bits, and which of them an operation returns is not IEEE's to say: any NaN equals any other.
void expect_same(const std::vector<double>& found, const std::vector<double>& wanted,
                 const std::vector<double>& x) {
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (std::isnan(found[i]) && std::isnan(wanted[i])) continue;
        ASSERT_EQ(to_bits(found[i]), to_bits(wanted[i]))
            << math_functions[i / count] << " at " << x[i % count];
    }
}
template <class R>
std::vector<double> bits_of(const std::vector<double>& x) {
    std::vector<double> out(std::size(math_functions) * x.size());
    math_bits<R>(x.data(), x.size(), out.data());
    return out;
}

TEST(MathBits, are_those_of_one_path_in_every_register_of_four) {
    const std::vector<double> x = arguments(), one_path = bits_of<double>(x);
    expect_same(bits_of<Lanes<4, 1>>(x), one_path, x);
    expect_same(bits_of<Lanes<4, 4>>(x), one_path, x);
}
TEST(MathBits, are_those_of_one_path_in_every_register_of_eight) {
    if (!has_avx512()) GTEST_SKIP() << "no AVX-512";
    const std::vector<double> x = arguments(), one_path = bits_of<double>(x);
    for (int k : {1, 2, 4}) {
        std::vector<double> wide(one_path.size());
        math_bits_wide(k, x.data(), count, wide.data());
        expect_same(wide, one_path, x);
    }
}

}  // namespace
}  // namespace snell
