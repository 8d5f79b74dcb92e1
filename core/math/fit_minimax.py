"""Minimax polynomials and rational functions by the exchange algorithm (Remez 1934), in many digits.

Needs mpmath, 1.2 or later; gmpy2 makes it several times faster.
"""

from mpmath import mp, mpf

mp.prec = 200


def chebyshev(low, high, count, phase):
    """count points of [low, high], dense towards the ends."""
    return [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * (k + phase) / count) for k in range(count)]


def alternation(points, errors, wanted):
    """The places of the largest errors of alternating sign, `wanted` of them if there are so many."""
    runs = []
    for x, e in zip(points, errors):
        if runs and (runs[-1][1] > 0) == (e > 0):
            if abs(e) > abs(runs[-1][1]):
                runs[-1] = (x, e)
        else:
            runs.append((x, e))
    while len(runs) > wanted:
        if len(runs) == wanted + 1:
            runs.pop(0 if abs(runs[0][1]) < abs(runs[-1][1]) else -1)
        else:
            i = min(range(len(runs) - 1), key=lambda j: max(abs(runs[j][1]), abs(runs[j + 1][1])))
            del runs[i:i + 2]
    return [x for x, _ in runs]


def value(coefficients, x):
    return mp.polyval(coefficients[::-1], x)


def minimax(f, weight, low, high, top, bottom=0, place=lambda x: x):
    """Numerator of degree `top` and denominator of degree `bottom` (its first coefficient 1) that minimise the
    maximum of weight(x) |f(x) - numerator / denominator|, and that maximum.  Points are spread evenly, in the
    sense of Chebyshev, in `place`^-1 of x, which maps [low, high] into itself."""
    low, high = mpf(low), mpf(high)
    unknowns = top + bottom + 2
    nodes = [place(x) for x in chebyshev(low, high, unknowns, mpf("0.515"))]
    grid = [place(x) for x in chebyshev(low, high, 24 * unknowns + 1, 0)] + [place(high)]
    samples = [(x, f(x), weight(x)) for x in grid]
    denominator, level, best = [mpf(1)] + [mpf(0)] * bottom, mpf(0), None
    for _ in range(40):
        for _ in range(8 if bottom else 1):
            matrix, right = mp.matrix(unknowns), mp.matrix(unknowns, 1)
            for i, x in enumerate(nodes):
                sign = (-1) ** i / weight(x)
                target = f(x) - sign * level
                for k in range(top + 1):
                    matrix[i, k] = x ** k
                for k in range(1, bottom + 1):
                    matrix[i, top + k] = -target * x ** k
                matrix[i, unknowns - 1] = sign * value(denominator, x)
                right[i] = target
            solution = mp.lu_solve(matrix, right)
            numerator = [solution[k] for k in range(top + 1)]
            denominator = [mpf(1)] + [solution[top + k] for k in range(1, bottom + 1)]
            level += solution[unknowns - 1]
            if abs(solution[unknowns - 1]) < abs(level) / 10 ** 6:
                break
        errors = [w * (y - value(numerator, x) / value(denominator, x)) for x, y, w in samples]
        worst = max(map(abs, errors))
        if best is None or worst < best[2]:
            best = numerator, denominator, worst
        nodes = alternation(grid, errors, unknowns)
        if len(nodes) < unknowns or worst < abs(level) * mpf("1.01"):
            return best
    return best


def polynomial(f, weight, low, high, count, first=()):
    """count coefficients rounded to double, the leading ones given as `first`, and the error before rounding."""
    n = len(first)
    c, _, error = minimax(lambda x: (f(x) - value(list(map(mpf, first)), x)) / x ** n if n else f(x),
                          lambda x: weight(x) * abs(x) ** n, low, high, count - n - 1)
    return [float(a) for a in first] + [float(a) for a in c], error


def shifted(coefficients, by):
    """The coefficients of the same polynomial in x - by."""
    n = len(coefficients)
    return [sum(coefficients[k] * mp.binomial(k, j) * mpf(by) ** (k - j) for k in range(j, n)) for j in range(n)]
