#!/usr/bin/env python3
"""Minimax polynomials for core/math.  Needs mpmath (any version from 1.2; python3-gmpy2 makes it faster).

remez() is the exchange algorithm (Remez 1934) for a weighted polynomial with some leading coefficients
given; coefficients are rounded to double one after the other and the rest is fitted again, so that the error
of the polynomial as it is used, not of its exact ancestor, is minimal.
"""
import sys
from mpmath import mp, mpf

mp.prec = 220


def remez(f, weight, low, high, count, rounds=20):
    """c[0..count) minimising max |weight(x) (f(x) - sum c[k] x^k)|; returns c and the error."""
    low, high = mpf(low), mpf(high)
    centre, half = (low + high) / 2, (high - low) / 2
    # No node falls on x = 0, where the weight may vanish.
    nodes = [centre - half * mp.cos(mp.pi * (2 * k + mpf("1.03")) / (2 * count + 2)) for k in range(count + 1)]
    grid = [centre - half * mp.cos(mp.pi * k / (20 * count + 1)) for k in range(20 * count + 2)]
    values = [(x, f(x), weight(x)) for x in grid]
    for _ in range(rounds):
        matrix = mp.matrix(count + 1)
        right = mp.matrix(count + 1, 1)
        for i, x in enumerate(nodes):
            for k in range(count):
                matrix[i, k] = x ** k
            matrix[i, count] = (-1) ** i / weight(x)
            right[i] = f(x)
        solution = mp.lu_solve(matrix, right)
        c, level = [solution[k] for k in range(count)], abs(solution[count])
        errors = [w * (y - mp.polyval(c[::-1], x)) for x, y, w in values]
        runs = []  # the largest error of each run of one sign
        for (x, _, _), e in zip(values, errors):
            if runs and (runs[-1][1] > 0) == (e > 0):
                if abs(e) > abs(runs[-1][1]):
                    runs[-1] = (x, e)
            else:
                runs.append((x, e))
        while len(runs) > count + 1:
            if len(runs) == count + 2:
                runs.pop(0 if abs(runs[0][1]) < abs(runs[-1][1]) else -1)
            else:
                i = min(range(len(runs) - 1), key=lambda j: max(abs(runs[j][1]), abs(runs[j + 1][1])))
                del runs[i:i + 2]
        worst = max(abs(e) for e in errors)
        if len(runs) < count + 1 or worst < level * mpf("1.01"):
            break
        nodes = [x for x, _ in runs]
    return c, worst


def double(x):
    return mpf(float(x))


def fit(f, weight, low, high, count, given=(), exact=2):
    """Doubles c[0..count): `given` first, then `exact` more rounded one by one, the rest rounded together."""
    fixed = [mpf(g) for g in given]
    while True:
        n = len(fixed)
        c, error = remez(lambda x: (f(x) - mp.polyval(fixed[::-1], x)) / x ** n if n else f(x),
                         lambda x: weight(x) * abs(x) ** n, low, high, count - n)
        if n >= len(given) + exact or n + 1 >= count:
            return fixed + [double(a) for a in c], error
        fixed.append(double(c[0]))


def show(name, coefficients, error):
    print(f"{name}: {len(coefficients)} coefficients, error 2^{float(mp.log(error, 2)):.2f}")
    print("    " + ", ".join(repr(float(a)) for a in coefficients))
    sys.stdout.flush()
