"""Comparisons with a reason for each tolerance, and the list of what they said.

A printed profile of ORE comes from 50 paths.  Its error is not printed; it is taken from our own paths: their standard
deviation, which a Philox run shows as standard error x sqrt(paths), over sqrt(50).  ORE's paths are Sobol' points without
scrambling, whose errors are not larger than that.  A profile agrees if every date is within four of those errors, joined
with ours, and if the root mean square over its dates is within two: errors of neighbouring dates come from the same
paths, so that it need not be 1, but it is beyond 2 only once in twenty profiles of wholly common error, and more rarely
the less common the error is.
"""

import datetime
import math

ORE_PATHS = 50
SIGMAS = 4.0
LARGEST_RMS = 2.0


class Verdicts:
    """Every comparison as a line; `failed` counts those that do not hold."""

    def __init__(self):
        self.lines = []
        self.failed = 0

    def add(self, holds, line):
        self.failed += not holds
        self.lines.append(f"{'ok    ' if holds else 'FAILED'} {line}")

    def near(self, name, value, expected, tolerance):
        """A deterministic value."""
        self.add(abs(value - expected) <= tolerance,
                 f"{name}: {value:.8g}, expected {expected:.8g}, apart {value - expected:.2g} of {tolerance:.2g}")

    def estimated(self, name, estimate, expected, expected_error=0.0):
        """A simulated value and its standard error against an expected one and, where it has one, its own."""
        value, error = estimate
        joined = math.hypot(error, expected_error)
        self.add(joined > 0 and abs(value - expected) <= SIGMAS * joined,
                 f"{name}: {value:.6g} +- {joined:.2g}, expected {expected:.6g}, "
                 f"{(value - expected) / joined if joined else math.nan:.1f} errors apart")

    def profile(self, name, ours, printed):
        """`ours`: {date: (value, standard error, paths)}; `printed`: {date: value}; the dates of `printed`."""
        scores = [score(*ours[date], value) if date in ours else math.inf for date, value in printed.items()]
        worst = max(map(abs, scores), default=math.inf)
        rms = math.sqrt(sum(z * z for z in scores) / len(scores)) if scores else math.inf
        self.add(worst <= SIGMAS and rms <= LARGEST_RMS,
                 f"{name}: {len(scores)} dates, worst {worst:.1f}, root mean square {rms:.2f} errors apart")


def score(value, error, paths, printed):
    """Distance in errors; a profile that is 0 on all of our paths must be printed as 0."""
    joined = error * math.sqrt(1.0 + paths / ORE_PATHS)
    if joined == 0.0:
        return 0.0 if abs(printed - value) <= 0.5 else math.inf  # printed to whole units
    return (printed - value) / joined


def dates_after_at_most(dates, days):
    """Dates that follow the one before, or today, by at most so many days; `dates` begin with today."""
    days_of = [datetime.date.fromisoformat(date) for date in dates]
    return [date for date, day, before in zip(dates[1:], days_of[1:], days_of) if (day - before).days <= days]
