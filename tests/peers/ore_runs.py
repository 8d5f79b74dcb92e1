"""Runs the command on ORE's run folders as they are, and compares with exact values and with what ORE printed.

Exact values are from closed forms and independent programs; simulated results must meet them within four standard errors.
Today's values must meet the first row of ORE's profiles, which stand on curves kept at the tenors of simulation.xml
(`--curves nodes`), to the rounding in print and of single precision.  How profiles are compared is told in verdicts.py.
"""

import argparse
import math
import pathlib
import sys

import derived_runs
import run_folder
from verdicts import Verdicts, dates_after_at_most

SKIPPED = 77  # as the test driver understands it
PATHS = "65536"
ORE_RULES = ("--fixings", "ore", "--curves", "nodes", "--options", "quotes")
PROFILES = (*ORE_RULES, "--by-trade", "--sampler", "philox", "--paths", "16384")  # eighteen times ORE's accuracy
IN_PRINT = 0.5  # profiles are printed in whole units
SINGLE_PRECISION = 2.0**-24  # in which ORE keeps values
PRINTED_DIGITS = 5e-7  # of six decimals

MINIMAL_NPV = 1335.214177
# CVA and DVA by closed forms, printed to 0.1; EPE and ENE by date, under ORE's rules likewise, with true fixings by an
# independent simulation (each within 0.1 %).
EXACT = {
    "ore": {"CVA": (20490.6, 0.05), "DVA": (24962.2, 0.05), "profile": {
        "2016-08-05": (99784, 98469), "2017-02-06": (194438, 87620), "2021-02-05": (281346, 183554),
        "2026-02-05": (253921, 166255), "2031-02-05": (170127, 89827)}, "share": 0.0},
    "true": {"CVA": (20449.9, 0.05), "DVA": (24863.1, 0.05), "profile": {
        "2016-08-05": (96830, 95490), "2017-02-06": (192910, 86050), "2021-02-05": (280610, 182770),
        "2026-02-05": (253500, 165760)}, "share": 1e-3},
}
LARGEST_CVA_ERROR = 3e-3

# Folder, run, where ORE's output lies, days that a call lags (0: no calls).
RUNS = (
    ("Exposure", "ore_swap", "swap", 0),
    ("Exposure", "ore_swapflat", "swapflat", 0),
    ("Exposure", "ore_fx", "fx", 0),
    ("Exposure", "ore_ccs", "ccs", 0),
    ("Exposure", "ore_capfloor", "capfloor", 0),
    ("ExposureWithCollateral", "ore", "nocollateral", 0),
    ("ExposureWithCollateral", "ore_threshold", "vm_threshold", 14),
    ("ExposureWithCollateral", "ore_mta", "vm_mta", 14),
    ("ExposureWithCollateral", "ore_mpor", "vm_mpor", 14),
)
"""On a date that follows the one before by more than the lag, ORE's collateral is that of the date itself and its exposure
nearly 0; ours is called the lag before, on a date in between.  Such dates (16 of 290) are not compared."""


def minimal(snell, examples, verdicts):
    for rule, exact in EXACT.items():
        flags = ORE_RULES if rule == "ore" else ()
        found = run_folder.run(snell, examples / "MinimalSetup/Input/ore.xml", "--paths", PATHS, *flags)
        verdicts.near(f"minimal, {rule}: NPV", found.value("CPTY_A", "Swap_20y", "NPV"), MINIMAL_NPV, 1e-6)
        for measure in ("CVA", "DVA"):
            verdicts.estimated(f"minimal, {rule}: {measure}", found.estimate("CPTY_A", "", measure), *exact[measure])
        value, error = found.estimate("CPTY_A", "", "CVA")
        verdicts.add(0 < error <= LARGEST_CVA_ERROR * value, f"minimal, {rule}: error of CVA {error / value:.2%} of it")
        for date, values in exact["profile"].items():
            for measure, expected in zip(("EPE", "ENE"), values):
                verdicts.estimated(f"minimal, {rule}: {measure} of {date}",
                                   found.estimate("CPTY_A", "", measure, date), expected, exact["share"] * expected)


def swaptions(snell, examples, verdicts):
    found = run_folder.run(snell, examples / "MinimalSetup/Input/ore_swaption.xml")
    printed = run_folder.rows_of(examples / "MinimalSetup/ExpectedOutput/swaption_npv.csv")
    verdicts.add(len(printed) == 19, f"{len(printed)} swaptions")
    for row in printed:
        trade, expected = row["#TradeId"], float(row["NPV"])
        verdicts.near(trade, found.value(row["NettingSet"], trade, "NPV"), expected, 1e-8 * expected + PRINTED_DIGITS)


def printed_runs(snell, examples, verdicts):
    for folder, run, output, lag in RUNS:
        found = run_folder.run(snell, examples / folder / "Input" / f"{run}.xml", *PROFILES)
        for file in sorted((examples / folder / "ExpectedOutput" / output).glob("exposure_*.csv")):
            kind, unit = file.stem.removeprefix("exposure_").split("_", 1)
            if kind == "trade":
                compare(verdicts, found, f"{output}: {unit}", (found.netting_set_of(unit), unit), file, 0)
            else:
                compare(verdicts, found, f"{output}: {unit}", (unit, ""), file, lag)


def today_allowed(expected):
    return IN_PRINT + SINGLE_PRECISION * abs(expected)


def compare(verdicts, found, name, unit, file, lag):
    printed = run_folder.printed_profile(file)
    dates = list(printed)
    today = dates[0]
    value = found.value(*unit, "EPE", today) - found.value(*unit, "ENE", today)
    expected = printed[today][0] - printed[today][1]
    verdicts.near(f"{name} today", value, expected, today_allowed(expected))
    chosen = dates_after_at_most(dates, lag) if lag else dates[1:]
    for column, measure in enumerate(("EPE", "ENE")):
        ours = {date: found.entries[(*unit, measure, date)] for date in found.dates(*unit, measure)}
        verdicts.profile(f"{name} {measure}", ours, {date: printed[date][column] for date in chosen})


def collateral_orders(snell, examples, verdicts):
    """More collateral, less exposure: none, with a threshold, with a minimum transfer, with neither."""
    costs = {}
    for run in ("ore", "ore_threshold", "ore_mta", "ore_mpor"):
        found = run_folder.run(snell, examples / "ExposureWithCollateral/Input" / f"{run}.xml", *PROFILES)
        dates = found.dates("CPTY_A", "", "EPE")[1:]
        costs[run] = sum(found.value("CPTY_A", "", "EPE", date) for date in dates) / len(dates)
    for more, less in (("ore", "ore_threshold"), ("ore_threshold", "ore_mta"), ("ore_mta", "ore_mpor")):
        verdicts.add(costs[more] > costs[less], f"mean EPE of {more} {costs[more]:.6g} > of {less} {costs[less]:.6g}")


def close_out(snell, examples, verdicts):
    """What is not simulated is said."""
    for run in ("ore_closeout", "ore_closeout_mpor"):
        found = run_folder.run(snell, examples / "ExposureWithCollateral/Input" / f"{run}.xml", "--paths", "1024")
        named = {row["id"] for row in found.failures if row["kind"] == "element"}
        verdicts.add(any(name.endswith("/CloseOutLag") for name in named), f"{run}: names CloseOutLag")


CHECKS = (minimal, swaptions, printed_runs, collateral_orders, close_out, derived_runs.swap_by_swaptions,
          derived_runs.forward_by_options, derived_runs.todays_values_on_their_own_curves)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True, type=pathlib.Path)
    parser.add_argument("--only", choices=[check.__name__ for check in CHECKS])
    arguments = parser.parse_args()
    examples = run_folder.examples()
    if examples is None:
        print("skipped: SNELL_PEERS names no folder with ore/Examples")
        return SKIPPED
    verdicts = Verdicts()
    for check in CHECKS:
        if arguments.only in (None, check.__name__):
            check(arguments.snell, examples, verdicts)
    print("\n".join(verdicts.lines))
    print(f"{len(verdicts.lines)} comparisons, {verdicts.failed} failed")
    return 1 if verdicts.failed or not verdicts.lines else 0


if __name__ == "__main__":
    sys.exit(main())
