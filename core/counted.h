#pragma once
#include "core/real.h"

/// A number type that counts: the path code runs on it unchanged, so what is counted is what every other Real
/// does.
namespace snell {

/// What Counted numbers of this thread did since it was set to {}.
struct Tally {
    /// Floating-point operations: + - * 1, fma 2, division and square root 1.  Comparisons, blends, sign
    /// changes and integer work are free.
    std::int64_t operations = 0;
    /// Loaded from and stored to rows of numbers, 8 a number; tables that all paths share are free.
    std::int64_t bytes = 0;
};
inline thread_local Tally tally;

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
    friend void store(double* to, Counted a) {
        tally.bytes += sizeof(double);
        *to = a.value;
    }

  private:
    static Counted counted(int cost, double result) {
        tally.operations += cost;
        return result;
    }
};

template <>
struct RealTraits<Counted> {
    using Value = Counted;
    using Mask = CountedMask;
    using Bits = std::uint64_t;
    static constexpr int lanes = 1;
};
template <>
struct RealMaker<Counted> {
    static Counted from_bits(std::uint64_t bits) { return RealMaker<double>::from_bits(bits); }
    static Counted load(const double* from) {
        tally.bytes += sizeof(double);
        return *from;
    }
    static Counted lookup16(const double* table, std::uint64_t index) {
        return RealMaker<double>::lookup16(table, index);
    }
    static Counted gather(const double* table, std::uint64_t index) {
        return RealMaker<double>::gather(table, index);
    }
    static std::uint64_t lane_index() { return 0; }
};
}  // namespace snell
