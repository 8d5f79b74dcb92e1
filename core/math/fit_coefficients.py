"""Prints the coefficients that stand in the headers of core/math, each with the bound of its error."""

import functools
import struct

from fit_minimax import minimax, mp, mpf, polynomial, shifted

ROOT_TWO = mp.sqrt(2)


def show(name, error, *lists):
    print(f"{name}: 2^{float(mp.log(error, 2)):.1f}" if error else name)
    for numbers in lists:
        print("   ", ", ".join(map(repr, numbers)))


def exponential():
    half = mp.log(2) / 2 * (1 + mpf(2) ** -18)
    c, error = polynomial(lambda r: (mp.expm1(r) - r) / r ** 2, lambda r: r ** 2 / mp.exp(r), -half, half, 10, [0.5])
    show("exp.h expm1_near_zero", error, c)


def logarithm():
    c, error = polynomial(lambda f: (mp.log1p(f) - f) / f ** 2, abs, -mpf(1) / 34, mpf(1) / 32, 8, [-0.5])
    show("log.h log_curvature", error, c)
    c, error = polynomial(lambda f: (mp.log1p(f) - f + f ** 2 / 2) / f ** 3, lambda f: f ** 2,
                          -mpf(1) / 32, mpf(1) / 32, 9, [0.3333333333333333])
    show("pow.h long_log", error, c)


def logarithm_table():
    """Reciprocals R near the centres of the intervals, with -log(R) a multiple of 2^-42 but for 2^-67."""
    def number(bits):
        return mpf(struct.unpack("<d", struct.pack("<Q", bits))[0])
    reciprocals, minus_logs = [], []
    step = mp.exp(-mpf(2) ** -42)
    for i in range(16):
        low, high = (number(0x3fe6800000000000 + (j << 48)) for j in (i, i + 1))
        if low < 1 < high:
            reciprocals.append(1.0)
            minus_logs.append(0.0)
            continue
        first = int(mp.nint(mp.log((low + high) / 2) * 2 ** 42))
        exact, best = mp.exp(-mpf(first) / 2 ** 42), None
        for k in range(60000):
            error = abs(mpf(float(exact)) / exact - 1)
            if best is None or error < best[0]:
                best = error, float(exact), float(mpf(first + k) / 2 ** 42)
            exact *= step
        reciprocals.append(best[1])
        minus_logs.append(best[2])
    show("log.h split_log", 0, reciprocals, minus_logs)


def sine_and_cosine():
    high = (mp.pi / 4 * (1 + mpf(2) ** -18)) ** 2

    def sine(y):
        return (mp.sin(mp.sqrt(y)) - mp.sqrt(y)) / mp.sqrt(y) ** 3

    def cosine(y):
        return (mp.cos(mp.sqrt(y)) - 1 + y / 2) / y ** 2
    c, error = polynomial(sine, lambda y: y ** 1.5 / mp.sin(mp.sqrt(y)), mpf("1e-6"), high, 6, [-0.1666666666666663])
    show("sincos.h sine", error, c)
    c, error = polynomial(cosine, lambda y: y ** 2 / mp.cos(mp.sqrt(y)), mpf("1e-6"), high, 6, [0.041666666666666595])
    show("sincos.h cosine", error, c)


def normal_cdf():
    low = mpf("-0.4375")

    def ratio(w):
        v = w - low
        t = mpf("4.5") * v / (1 - v)
        return mp.erfc(t / ROOT_TWO) / 2 * mp.exp(t * t / 2) * (t + mpf("0.8125"))
    c, error = polynomial(ratio, lambda w: 1 / ratio(w), low, mpf(39) / (39 + mpf("4.5")) + low, 23)
    show("normal_cdf.h", error, c)


def quantile(l):
    """|x| with 4 u (1 - u) = exp(l) and u the normal probability below -|x|."""
    z = mp.sqrt(-mp.expm1(l))
    u = mp.exp(l) / (1 + z) / 2
    if l > -1:
        return ROOT_TWO * mp.erfinv(z)
    t = mp.sqrt(-2 * mp.log(u))
    for _ in range(60):  # Newton's iteration for log u
        below = mp.erfc(t / ROOT_TWO) / 2
        move = mp.log(below / u) * below * mp.sqrt(2 * mp.pi) * mp.exp(t * t / 2)
        t += move
        if abs(move) < mpf(2) ** -190:
            return t
    raise ArithmeticError("no quantile")


def normal_inverse():
    @functools.lru_cache(None)
    def ratio(l):
        return quantile(l) / mp.sqrt(-mp.expm1(l)) if l else mp.sqrt(mp.pi / 2)
    n, d, error = minimax(lambda l: ratio(l) - mpf("1.25") + mpf("0.34375") * l, lambda l: 1 / ratio(l),
                          mpf("-6.25"), 0, 9, 8)
    show("normal_inverse.h centre", error, [float(a) for a in n], [float(a) for a in d])

    slope = mpf("1.4140625")

    @functools.lru_cache(None)
    def rest(s):
        return quantile(-s * s) - slope * s
    for name, low, high, degree in (("tail", 2.49, 4.5, 8), ("far tail, near", 4.5, 8, 7), ("far tail, far", 8, 27.5, 7)):
        low, high = mpf(low), mpf(high)
        n, d, error = minimax(rest, lambda s: 1 / (rest(s) + slope * s), low, high, degree, degree,
                              lambda s: low * (high / low) ** ((s - low) / (high - low)))
        n, d = shifted(n, low), shifted(d, low)
        show(f"normal_inverse.h {name}", error, [float(a / d[0]) for a in n], [float(a / d[0]) for a in d])


if __name__ == "__main__":
    exponential()
    logarithm()
    logarithm_table()
    sine_and_cosine()
    normal_cdf()
    normal_inverse()
