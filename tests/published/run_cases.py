"""Prices published cases with the public command and compares: value, error, reference, z, verdict.

A case passes if |value - reference| <= tolerance + 4 standard errors, with a standard error of at most 0.05 % of the
spot (of the value, where that is larger).  With early exercise the value is a lower bound and an upper one stands beside
it: the reference must lie between the two, the tolerance and four errors of each allowed, and the lower bound may be
0.5 % and as much below it.  For a Greek that bound says little (a gamma is far below the spot), so Greeks
are run on until their error is 1 % of the reference, or its tolerance, where that takes no longer than some seconds;
what was reached stands beside each.  The exit status is 1 if a case that the command can price fails.
"""

import argparse
import concurrent.futures
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import draw_cases
import nested_cases
import portfolio_file
import rates_cases
from case_inputs import Inputs, Unsupported

PRICES = {"price", "fair_variance_strike"}
GREEKS = {"delta": "delta", "gamma": "gamma", "vega": "vega", "theta": "theta", "rho_rate": "rho", "dprice_dsigma": "d_xi"}
LARGEST_ERROR = 5e-4  # of the spot, or of the value
FIRST_PATHS_OF_GREEKS, MOST_PATHS_OF_GREEKS = 1 << 17, 1 << 28
LARGEST_SHORTFALL = 5e-3  # of a lower bound, of the reference
AIM_OF_GREEKS = 0.01  # standard error over reference
SKIPPED = 77  # as the test driver understands it
OUT_OF_RESOURCES = 6  # the target of the error was not met; the values stand


class Failed(Exception):
    """The command did not give the number."""


def greek_name(quantity):
    if quantity in GREEKS:
        return GREEKS[quantity]
    if quantity.startswith("dprice_d"):
        return "d_" + quantity.removeprefix("dprice_d")
    raise Unsupported(f"quantity '{quantity}'")


def is_greek(case):
    elsewhere = case["instrument"] in draw_cases.COMMANDS or case["instrument"] in nested_cases.INSTRUMENTS
    return not elsewhere and case["quantity"] not in PRICES


def call(arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode not in (0, OUT_OF_RESOURCES):
        raise Failed(f"exit status {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def offered(snell):
    kinds = {}
    for what in ("models", "products"):
        listing = json.loads(call([snell, what, "--json"]))
        kinds[what] = {entry["name"] for entry in listing}
    return kinds


def sharpest(case):
    """Reference and tolerance that decide."""
    best = "best_value" in case
    return (case["best_value"], case["best_tolerance"]) if best else (case["value"], case["tolerance"])


def price(options, path, case, spot):
    """Goes on until the error is small enough, and halves steps until their bias is lost in the noise."""
    target, seconds, steps = options.target_se * spot, options.deadline, []
    for _ in range(4):
        out = call([options.snell, "price", path, "--json", "--threads", "1", "--target-se", repr(target),
                    "--deadline", repr(seconds), *steps])
        trade = json.loads(out)["trades"][0]
        value, error, bias = trade["value"], trade["std_error"], trade.get("time_step_bias")
        target = LARGEST_ERROR * max(spot, abs(value))
        large = error > target
        biased = bias and abs(bias["value"]) > max(case["tolerance"], 2.0 * bias["std_error"], 2.0 * error)
        if "upper_bound" in trade:  # more steps are more dates of exercise: what they may add is in the bound
            biased = False
        if not large and not biased:
            break
        if biased:
            steps = ["--steps", str(2 * trade["steps"])]
        target, seconds = (target if large else target / 4.0), 10.0 * options.deadline
    return value, error, trade.get("upper_bound")


def aim_of(case):
    """Standard error at which a Greek says something."""
    reference, tolerance = sharpest(case)
    return max(AIM_OF_GREEKS * abs(reference), tolerance)


def greek(options, path, case):
    """Goes on with the paths that the aim asks for, or as many as the seconds that are left can take."""
    name, paths, left = greek_name(case["quantity"]), FIRST_PATHS_OF_GREEKS, options.seconds_of_greeks
    while paths <= MOST_PATHS_OF_GREEKS:
        started = time.monotonic()
        out = call([options.snell, "greeks", path, "--json", "--threads", "1", "--paths", str(paths)])
        found = [g for g in json.loads(out)["trades"][0]["greeks"] if g["name"] == name]
        if not found:
            raise Unsupported(f"Greek '{name}'")
        value, error = found[0]["value"], found[0]["std_error"]
        seconds = time.monotonic() - started
        left -= seconds
        if error <= aim_of(case) or left < 2.0 * seconds:
            break
        wanted = math.ceil(2.0 * math.log2(error / aim_of(case)))  # errors fall with the root of the paths or faster
        paths <<= min(wanted, int(math.log2(left / seconds)))
    return value, error


def agrees(case, value, error, reference, tolerance):
    if case["quantity"] == "rmse_slope" and "scrambled" in case["inputs"].get("estimator", ""):
        return value <= reference + tolerance  # a bound: errors may fall faster
    return abs(value - reference) <= tolerance + 4.0 * error


def between(low, error, upper, reference, tolerance):
    """Why two bounds do not hold the reference, or do not tell enough about it; empty if they do."""
    if reference > upper["value"] + tolerance + 4.0 * upper["std_error"]:
        return "above the upper bound"
    if reference < low - tolerance - 4.0 * error:
        return "below the lower bound"
    if low < reference - LARGEST_SHORTFALL * abs(reference) - tolerance - 4.0 * error:
        return f"lower bound more than {100.0 * LARGEST_SHORTFALL:.2g} % below"
    return ""


def compare_bounds(case, low, error, upper):
    reference, tolerance = sharpest(case)
    why = between(low, error, upper, reference, tolerance)
    result = {"value": low, "std_error": error, "upper_bound": upper["value"], "upper_std_error": upper["std_error"],
              "reference": reference, "tolerance": tolerance, "shortfall": 1.0 - low / reference,
              "published_agrees": not between(low, error, upper, case["value"], case["tolerance"])}
    if "best_value" in case:
        result["published"] = case["value"]
    return result | ({"verdict": "fail", "reason": f"the reference is {why}"} if why else {"verdict": "pass"})


def compare(case, value, error):
    """Verdict against the sharper reference; whether the published one agrees is told beside it."""
    reference, tolerance = sharpest(case)
    result = {"value": value, "std_error": error, "reference": reference, "tolerance": tolerance}
    result["published_agrees"] = agrees(case, value, error, case["value"], case["tolerance"])
    if "best_value" in case:
        result["published"] = case["value"]
    if is_greek(case):
        result |= {"relative_error": error / abs(reference) if reference else None, "aim_met": error <= aim_of(case)}
    noisy = error > 1e-14 * max(abs(value), 1.0)  # else it is rounding
    result["z"] = (value - reference) / error if noisy else None
    passed = agrees(case, value, error, result["reference"], result["tolerance"])
    return result | {"verdict": "pass" if passed else "fail"}


def written(case, inputs, kinds):
    try:
        return portfolio_file.write(case, inputs, kinds)
    except (AttributeError, TypeError, ValueError, ArithmeticError, LookupError) as why:
        raise Unsupported(f"inputs of another kind than expected: {why}") from why


def run(options, case):
    result = {"id": case["id"], "group": case.get("group", ""), "quantity": case["quantity"], "value": None,
              "std_error": None, "reference": case.get("best_value", case["value"]), "z": None}
    try:
        inputs, upper = Inputs(case["inputs"]), None
        if case["instrument"] in draw_cases.COMMANDS:
            value, error, scale = draw_cases.evaluate(options.snell, case, inputs, call)
        elif case["instrument"] in rates_cases.TRADES and case["quantity"] in PRICES:
            with tempfile.TemporaryDirectory() as folder:
                value, error, upper = rates_cases.evaluate(options.snell, case, inputs, folder, call)
            scale = abs(value)
        elif case["instrument"] in nested_cases.INSTRUMENTS:
            with tempfile.TemporaryDirectory() as folder:
                value, error, spot = nested_cases.evaluate(options.snell, case, inputs, folder, call)
            scale = max(spot, abs(value))
        else:
            if is_greek(case):
                greek_name(case["quantity"])
            text, spot = written(case, inputs, options.offered)
            with tempfile.TemporaryDirectory() as folder:
                path = str(pathlib.Path(folder, "case.toml"))
                pathlib.Path(path).write_text(text)
                if is_greek(case):
                    if 'product = "american' in text:
                        raise Unsupported("Greeks of the lower bound: how far they are from the option's is not bounded")
                    value, error = greek(options, path, case)
                else:
                    value, error, upper = price(options, path, case, spot)
            scale = max(spot, abs(value))
        result |= compare_bounds(case, value, error, upper) if upper else compare(case, value, error)
        if error > LARGEST_ERROR * scale:
            result |= {"verdict": "fail", "reason": f"standard error above {LARGEST_ERROR * scale:.2g}"}
    except Unsupported as why:
        result |= {"verdict": "unsupported", "reason": str(why)}
    except (Failed, LookupError, TypeError, ValueError) as why:
        result |= {"verdict": "fail", "reason": f"{type(why).__name__}: {why}"}
    return result


def print_table(results):
    for r in sorted(results, key=lambda r: r["verdict"]):
        if r["verdict"] == "unsupported":
            print(f"unsupported  {r['id']}: {r['reason']}")
        elif r["value"] is None:
            print(f"{r['verdict']:<11}  {r['id']}: {r['reason']}")
        else:
            remarks = [f"z {r['z']:+.2f}"] if r["z"] is not None else []
            if "upper_bound" in r:
                remarks.append(f"upper {r['upper_bound']:.10g} +- {r['upper_std_error']:.2g}")
                remarks.append(f"lower {100.0 * r['shortfall']:+.2g} % short")
            if "published" in r:
                remarks.append(f"published {r['published']:.10g} {'agrees' if r['published_agrees'] else 'DIFFERS'}")
            if "aim_met" in r:
                share = f"{100.0 * r['relative_error']:.2g} % of the reference" if r["relative_error"] else "exact"
                remarks.append(f"error {share}{'' if r['aim_met'] else ', ABOVE THE AIM'}")
            if "reason" in r:
                remarks.append(r["reason"])
            print(f"{r['verdict']:<11}  {r['id']:<44} {r['value']:.10g} +- {r['std_error']:.2g}  "
                  f"reference {r['reference']:.10g} within {r['tolerance']:.2g}  {'  '.join(remarks)}")
    counts = {v: sum(r["verdict"] == v for r in results) for v in ("pass", "fail", "unsupported")}
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", metavar="CASES.json", nargs="?", help="list of cases")
    parser.add_argument("--shared", action="store_true", help="the cases.json in the folder SNELL_REFS or ../shared/refs")
    parser.add_argument("--ids", help="only these, separated by commas")
    parser.add_argument("--groups", help="only these groups, separated by commas")
    parser.add_argument("--snell", default=os.environ.get("SNELL", "snell"), help="the command [snell]")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="cases at a time [one per core]")
    parser.add_argument("--target-se", type=float, default=1e-5, help="standard error over spot to aim at [%(default)s]")
    parser.add_argument("--deadline", type=float, default=2.0, help="seconds for a price [%(default)s]")
    parser.add_argument("--seconds-of-greeks", type=float, default=20.0, help="to reach the aim [%(default)s]")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    if options.shared:
        folder = os.environ.get("SNELL_REFS") or pathlib.Path(__file__).resolve().parents[3] / "shared" / "refs"
        options.cases = pathlib.Path(folder, "cases.json")
        if not options.cases.is_file():
            print(f"skipped: there is no {options.cases}; SNELL_REFS names its folder")
            sys.exit(SKIPPED)
    if not options.cases:
        parser.error("which cases? Give a file, or --shared")
    if not shutil.which(options.snell):
        parser.error(f"no command {options.snell}; give --snell PATH")
    return options


def chosen(options):
    cases = json.loads(pathlib.Path(options.cases).read_text())
    if options.ids:
        ids = options.ids.split(",")
        missing = set(ids) - {c["id"] for c in cases}
        if missing:
            sys.exit(f"no case called {', '.join(sorted(missing))}")
        cases = [c for c in cases if c["id"] in ids]
    if options.groups:
        cases = [c for c in cases if c.get("group") in options.groups.split(",")]
    return cases


def main(arguments=None):
    options = parse(arguments)
    cases = chosen(options)
    options.offered = offered(options.snell)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda case: run(options, case), cases))
    if options.json:
        print(json.dumps(results, indent=1))
    else:
        print_table(results)
    return 1 if any(r["verdict"] == "fail" for r in results) else 0


if __name__ == "__main__":
    sys.exit(main())
