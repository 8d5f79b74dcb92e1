"""Cases of one currency under Hull and White's model, answered by `snell xva`: a book of one trade, valued today.

The command counts whole business days, the cases years.  The model knows no unit of time: with s years of the case to
one year of the command, rates and reversion are multiplied by s, the volatility by s to the power of 3/2, and nothing
changes.  A year becomes as many days as make every date of the case the same day of the week.
"""

import csv
import datetime
import math
import pathlib
import re

from case_inputs import Unsupported

DAYS_OF_A_YEAR = (364, 7 * 365)  # quarters of 13 weeks, or days as weeks
HOLIDAYS = {(1, 1), (12, 25), (12, 26), (12, 27), (12, 28)}  # of London, that may fall on a Wednesday
RUN = """date = {today}
base = "GBP"
blotter = "trades.csv"
grid = "1,1Y"
paths = 64
replicates = 2
[quotes.discount]
GBP = {rate!r}
[quotes.forward]
GBP-LIBOR-3M = {rate!r}
[quotes.normal_volatility]
GBP = 0.01
GBP-LIBOR-3M = 0.01
[quotes.hazard]
C = 0.01
[model.reversion]
GBP = {reversion!r}
[model.rate_volatility]
GBP = {volatility!r}
"""


class Clock:
    """Times of a case as Wednesdays that are business days."""

    def __init__(self, times):
        fitting = [d for d in DAYS_OF_A_YEAR if all(abs(t * d / 7 - round(t * d / 7)) < 1e-5 for t in times)]
        if not fitting:
            raise Unsupported("times that are not whole days")
        self.days = fitting[0]
        self.scale = 365.0 / self.days
        self.today = datetime.date(2026, 1, 7)
        while any((d.month, d.day) in HOLIDAYS for d in map(self.date, [0.0, *times])):
            self.today += datetime.timedelta(weeks=1)

    def date(self, time):
        return self.today + datetime.timedelta(weeks=round(time * self.days / 7))

    def dates(self, times):
        return ";".join(str(self.date(t)) for t in times)

    def years(self, start, end):
        return (self.date(end) - self.date(start)).days / 365.0


def flat_rate(inputs):
    curve = re.match(r"flat continuously compounded ([0-9.]+)%", inputs.take("curve"))
    if not curve:
        raise Unsupported("a curve that is not flat")
    return float(curve[1]) / 100.0


def fixed_rate(inputs, starts, ends):
    """Where a par rate stands beside it, both are rounded, and what is meant is so many times the swap's fair rate."""
    rate = inputs.number("fixed_rate")
    if "par_rate" not in inputs:
        return rate
    bond = lambda time: math.exp(-flat_rate(inputs) * time)
    fair = (bond(starts[0]) - bond(ends[-1])) / sum(a * bond(t) for a, t in zip(inputs.take("accruals"), ends))
    return rate / inputs.number("par_rate") * fair


def model(inputs, clock):
    s = clock.scale
    return RUN.format(today=clock.today, rate=flat_rate(inputs) * s, reversion=inputs.number("mean_reversion") * s,
                      volatility=inputs.number("volatility") * s**1.5)


def legs(inputs, clock, starts, ends):
    """Cells of a swap whose coupons are those of the case: rates by period make up for the days of the clock."""
    side = inputs.take("swaption_type")
    if side not in ("payer", "receiver"):
        raise Unsupported(f"swaption_type = {side!r}")
    accruals = inputs.take("accruals")
    rate = fixed_rate(inputs, starts, ends)
    rates = [rate * a / clock.years(s, e) for a, s, e in zip(accruals, starts, ends)]
    if max(rates) - min(rates) < 1e-14:
        rates = rates[:1]
    pays = {"payer": ("pay", "receive"), "receiver": ("receive", "pay")}[side]
    return {"notional": inputs.number("notional"), "currency": "GBP", "calendar": "UK", "convention": "F",
            "dates": clock.dates([starts[0], *ends]), "tenor": "3M", "day_count": "A365",
            "leg1_kind": "fixed", "leg1_side": pays[0], "leg1_rate": ";".join(map(repr, rates)),
            "leg2_kind": "floating", "leg2_side": pays[1], "leg2_index": "GBP-LIBOR-3M"}


def european(inputs):
    ends, expiry = inputs.take("payment_times"), inputs.number("expiry")
    clock = Clock([expiry, *ends])
    return clock, {"type": "Swaption", "expiry": clock.date(expiry)} | legs(inputs, clock, [expiry, *ends[:-1]], ends)


def bermudan(inputs):
    inputs.expect("exercise_rule", "enter the remaining swap after the coupon of the exercise date")
    exercises, ends = inputs.take("exercise_times"), inputs.take("payment_times")
    before = [t for t in exercises if t < ends[0]]
    starts = [max(before) if before else ends[0] - inputs.take("accruals")[0], *ends[:-1]]
    clock = Clock([*exercises, *starts, *ends])
    return clock, {"type": "Swaption", "style": "bermudan", "expiry": clock.dates(exercises)} | \
        legs(inputs, clock, starts, ends)


def cap(inputs):
    starts, ends = inputs.take("fixing_times"), inputs.take("payment_times")
    clock = Clock([*starts, *ends])
    strikes = [inputs.number("strike") * a / clock.years(s, e) for a, s, e in zip(inputs.take("accruals"), starts, ends)]
    return clock, {"type": "CapFloor", "position": "long", "cap": ";".join(map(repr, strikes)), "kind": "floating",
                   "notional": inputs.number("notional"), "currency": "GBP", "calendar": "UK", "convention": "F",
                   "dates": clock.dates([starts[0], *ends]), "tenor": "3M", "day_count": "A365", "index": "GBP-LIBOR-3M"}


TRADES = {"european_swaption": european, "bermudan_swaption": bermudan, "cap": cap}


def found(results):
    """Rows of the trade by measure."""
    with pathlib.Path(results, "npv.csv").open() as file:
        return {row["measure"]: row for row in csv.DictReader(file) if row["trade"]}


def estimate(row):
    return {"value": float(row["value"]), "std_error": float(row["std_error"])}


def evaluate(snell, case, inputs, folder, call):
    """Value, standard error (0 of a closed form), and the upper bound of a right to several dates."""
    if case["model"] != "hull_white_1f":
        raise Unsupported(f"model '{case['model']}'")
    clock, trade = TRADES[case["instrument"]](inputs)
    run = model(inputs, clock)
    inputs.all_taken()
    cells = {"id": case["id"], "counterparty": "C"} | trade
    pathlib.Path(folder, "run.toml").write_text(run)
    pathlib.Path(folder, "trades.csv").write_text(f"{','.join(cells)}\n{','.join(map(str, cells.values()))}\n")
    results = pathlib.Path(folder, "results")
    call([snell, "xva", str(folder), "-o", str(results), "--no-registry", "--threads", "1"])
    rows = found(results)
    if "model_NPV_high" not in rows:
        return float(rows["model_NPV"]["value"]), 0.0, None
    low = estimate(rows["model_NPV_low"])
    return low["value"], low["std_error"], estimate(rows["model_NPV_high"])
