#pragma once
#include "core/real.h"

/// A number type that counts: the path code runs on it unchanged, so what is counted is what every other Real
/// does.
namespace snell::peers {

/// Floating-point operations since it was set to 0: + - * 1, fma 2, division and square root 1.  Comparisons,
/// blends, sign changes and integer work are free.
inline std::int64_t operations = 0;

/// A comparison of Counted numbers; free.
struct CountedMask {
    bool set = false;

    CountedMask() = default;
    CountedMask(bool a) : set(a) {}  // integers compare to bool

    friend CountedMask operator&(CountedMask a, CountedMask b) { return {a.set && b.set}; }
    friend CountedMask operator|(CountedMask a, CountedMask b) { return {a.set || b.set}; }
    friend CountedMask operator!(CountedMask a) { return {!a.set}; }
    friend bool any_of(CountedMask a) { return a.set; }
    friend std::uint64_t select(CountedMask mask, std::uint64_t yes, std::uint64_t no) {
        return mask.set ? yes : no;
    }
};

struct Counted {
    double value;

    Counted() = default;
    Counted(double a) : value(a) {}
    friend Counted operator-(Counted a) { return -a.value; }
    friend Counted operator+(Counted a, Counted b) { return counted(1, a.value + b.value); }
    friend Counted operator-(Counted a, Counted b) { return counted(1, a.value - b.value); }
    friend Counted operator*(Counted a, Counted b) { return counted(1, a.value * b.value); }
    friend Counted operator/(Counted a, Counted b) { return counted(1, a.value / b.value); }
    friend Counted fma(Counted a, Counted b, Counted c) {
        return counted(2, snell::fma(a.value, b.value, c.value));
    }
    friend Counted sqrt(Counted a) { return counted(1, snell::sqrt(a.value)); }
    friend Counted max(Counted a, Counted b) { return snell::max(a.value, b.value); }
    friend Counted min(Counted a, Counted b) { return snell::min(a.value, b.value); }
    friend Counted abs(Counted a) { return snell::abs(a.value); }
    friend Counted select(CountedMask mask, Counted yes, Counted no) { return mask.set ? yes : no; }
    friend CountedMask operator<(Counted a, Counted b) { return {a.value < b.value}; }
    friend CountedMask operator<=(Counted a, Counted b) { return {a.value <= b.value}; }
    friend CountedMask operator>(Counted a, Counted b) { return {a.value > b.value}; }
    friend CountedMask operator>=(Counted a, Counted b) { return {a.value >= b.value}; }
    friend CountedMask operator==(Counted a, Counted b) { return {a.value == b.value}; }
    friend std::uint64_t to_bits(Counted a) { return snell::to_bits(a.value); }
    friend void store(double* to, Counted a) { *to = a.value; }

  private:
    static Counted counted(int cost, double result) {
        operations += cost;
        return result;
    }
};

}  // namespace snell::peers

namespace snell {
template <>
struct RealTraits<peers::Counted> {
    using Value = peers::Counted;
    using Mask = peers::CountedMask;
    using Bits = std::uint64_t;
    static constexpr int lanes = 1;
};
template <>
struct RealMaker<peers::Counted> {
    static peers::Counted from_bits(std::uint64_t bits) { return RealMaker<double>::from_bits(bits); }
    static peers::Counted load(const double* from) { return *from; }
    static peers::Counted lookup16(const double* table, std::uint64_t index) { return table[index]; }
    static peers::Counted gather(const double* table, std::uint64_t index) { return table[index]; }
    static std::uint64_t lane_index() { return 0; }
};
}  // namespace snell
