"""What the runner says of cases that it cannot map, that fail, and that do not reach their error."""

import argparse
import contextlib
import io
import json
import pathlib
import stat
import sys
import tempfile
import unittest

import arithmetic
import rates_cases
import run_cases
from case_inputs import Unsupported

CASE = {"id": "call", "group": "lognormal", "model": "black_scholes", "instrument": "european_option",
        "inputs": {"spot": 100, "strike": 100, "rate": 0.0, "volatility": 0.2, "maturity": 1.0, "option_type": "call"},
        "quantity": "price", "value": 10.0, "tolerance": 0.1, "source": "none"}

# Stands for the command: knows one model and one product, and finds the value and error of its environment.
COMMAND = """#!{python}
import json, sys
if sys.argv[1] in ("models", "products"):
    print(json.dumps([{{"name": "black_scholes"}}] if sys.argv[1] == "models" else [{{"name": "european"}}]))
elif sys.argv[1] == "price":
    print(json.dumps({{"trades": [{{"value": {value}, "std_error": {error}, "steps": 1}}]}}))
else:
    print(json.dumps({{"trades": [{{"greeks": [{{"name": name, "value": {value}, "std_error": {error}}}
                                           for name in ("delta", "gamma")]}}]}}))
"""


def verdicts(cases, value=10.0, error=0.01):
    """Exit status, and by id the verdict and the reason."""
    status, found = results(cases, value, error)
    return status, {r["id"]: (r["verdict"], r.get("reason", "")) for r in found}


def results(cases, value=10.0, error=0.01):
    """Exit status and what the runner found, as it prints it."""
    with tempfile.TemporaryDirectory() as folder:
        command, file = pathlib.Path(folder, "snell"), pathlib.Path(folder, "cases.json")
        command.write_text(COMMAND.format(python=sys.executable, value=value, error=error))
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        file.write_text(json.dumps(cases))
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = run_cases.main([str(file), "--snell", str(command), "--json"])
    return status, json.loads(out.getvalue())


def changed(**more):
    return CASE | more


class Rates(unittest.TestCase):
    SWAPTION = {"id": "bermudan", "model": "hull_white_1f", "instrument": "bermudan_swaption", "quantity": "price",
                "inputs": {"curve": "flat continuously compounded 1%", "mean_reversion": 0.03, "volatility": 0.01,
                           "exercise_times": [2, 2.5], "payment_times": [2.5, 3.0], "accruals": [0.5, 0.5],
                           "fixed_rate": 0.011, "notional": 100.0, "swaption_type": "payer",
                           "exercise_rule": "enter the remaining swap after the coupon of the exercise date"},
                "value": 1.0, "tolerance": 0.01, "source": "none"}

    def test_a_year_becomes_days_that_make_all_dates_one_day_of_the_week(self):
        for times, days in (([0.25, 1.5, 2.0], 364), ([1.0, 3.002739726], 2555)):
            clock = rates_cases.Clock(times)
            self.assertEqual(clock.days, days)
            for time in times:
                date = clock.date(time)
                self.assertEqual(date.weekday(), 2)
                self.assertNotIn((date.month, date.day), rates_cases.HOLIDAYS)
                self.assertAlmostEqual(clock.years(0.0, time) * clock.scale, time, delta=1e-8)
        with self.assertRaises(Unsupported):
            rates_cases.Clock([0.3])

    def test_a_right_is_held_against_the_bounds_of_its_trade(self):
        command = "import pathlib, sys\nfolder = pathlib.Path(sys.argv[4])\nfolder.mkdir()\n" \
            "(folder / 'npv.csv').write_text('trade,measure,value,std_error\\n'" \
            "'bermudan,model_NPV_low,{low},1e-5\\nbermudan,model_NPV_high,{high},1e-5\\n')\n"
        for low, high, verdict in ((0.999, 1.02, "pass"), (0.9, 1.02, "fail"), (0.9, 0.95, "fail")):
            with tempfile.TemporaryDirectory() as folder:
                script = pathlib.Path(folder, "snell")
                script.write_text(f"#!{sys.executable}\n" + command.format(low=low, high=high))
                script.chmod(script.stat().st_mode | stat.S_IXUSR)
                options = argparse.Namespace(snell=str(script))
                self.assertEqual(run_cases.run(options, self.SWAPTION)["verdict"], verdict, (low, high))

    def test_another_model_or_curve_is_not_supported(self):
        for changes, model in (({}, "g2pp"), ({"curve": "upward"}, "hull_white_1f")):
            case = self.SWAPTION | {"model": model, "inputs": self.SWAPTION["inputs"] | changes}
            self.assertEqual(run_cases.run(argparse.Namespace(snell="none"), case)["verdict"], "unsupported")


class Bounds(unittest.TestCase):
    def verdict(self, low, high, reference=10.0, error=0.001):
        case = changed(value=reference, tolerance=0.0)
        return run_cases.compare_bounds(case, low, error, {"value": high, "std_error": error})["verdict"]

    def test_a_reference_between_the_bounds_passes(self):
        self.assertEqual(self.verdict(9.98, 10.01), "pass")

    def test_a_reference_above_the_upper_bound_fails(self):
        self.assertEqual(self.verdict(9.98, 9.997), "pass")  # within four errors
        self.assertEqual(self.verdict(9.98, 9.995), "fail")

    def test_a_reference_below_the_lower_bound_fails(self):
        self.assertEqual(self.verdict(10.003, 10.1), "pass")
        self.assertEqual(self.verdict(10.005, 10.1), "fail")

    def test_a_lower_bound_far_below_fails(self):
        self.assertEqual(self.verdict(9.95, 10.1), "pass")
        self.assertEqual(self.verdict(9.94, 10.1), "fail")


class Runner(unittest.TestCase):
    def test_a_value_within_the_tolerance_passes(self):
        self.assertEqual(verdicts([CASE], 10.05), (0, {"call": ("pass", "")}))

    def test_four_standard_errors_widen_the_tolerance(self):
        self.assertEqual(verdicts([CASE], 10.13)[0], 0)
        self.assertEqual(verdicts([CASE], 10.15), (1, {"call": ("fail", "")}))

    def test_the_best_value_decides(self):
        self.assertEqual(verdicts([changed(best_value=10.05, best_tolerance=1e-3)], 10.0)[1]["call"][0], "fail")

    def test_a_large_error_is_no_pass(self):
        status, found = verdicts([CASE], 10.0, 0.06)  # 0.05 is 0.05 % of the spot
        self.assertEqual((status, found["call"][0]), (1, "fail"))
        self.assertIn("standard error above", found["call"][1])

    def test_a_delta_is_bounded_as_a_price_is(self):
        case = changed(quantity="delta", value=0.5, tolerance=1e-3)
        self.assertEqual(verdicts([case], 0.5, 0.04)[0], 0)
        self.assertEqual(verdicts([case], 0.5, 0.06)[0], 1)

    def test_a_greek_tells_how_far_its_error_is_from_one_percent(self):
        case = changed(quantity="gamma", value=0.02, tolerance=1e-6)
        for error, met in ((1.9e-4, True), (2.1e-4, False)):  # 1 % of the reference is 2e-4
            found = results([case], 0.02, error)[1][0]
            self.assertEqual((found["verdict"], found["aim_met"]), ("pass", met))
            self.assertAlmostEqual(found["relative_error"], error / 0.02)

    def test_what_is_unknown_is_unsupported_and_told(self):
        odd = CASE["inputs"] | {"averaging": "daily"}
        status, found = verdicts([changed(id="model", model="cev"), changed(id="instrument", instrument="shout"),
                                  changed(id="quantity", quantity="charm"), changed(id="input", inputs=odd),
                                  changed(id="missing", inputs={"spot": 100}),
                                  changed(id="product", instrument="cash_or_nothing",
                                          inputs=CASE["inputs"] | {"cash": 1.0})])
        self.assertEqual(status, 0)
        self.assertEqual({verdict for verdict, _ in found.values()}, {"unsupported"})
        self.assertEqual(found["model"][1], "model 'cev'")
        self.assertEqual(found["instrument"][1], "instrument 'shout'")
        self.assertEqual(found["quantity"][1], "quantity 'charm'")
        self.assertEqual(found["input"][1], "input not understood: averaging")
        self.assertEqual(found["missing"][1], "no input 'rate'")
        self.assertEqual(found["product"][1], "product 'digital'")

    def test_an_input_of_the_wrong_kind_is_no_crash(self):
        for odd in ("high", None, [1, 2], True):
            status, found = verdicts([changed(inputs=CASE["inputs"] | {"volatility": odd})])
            self.assertEqual((status, found["call"][0]), (0, "unsupported"), odd)


class Arithmetic(unittest.TestCase):
    def test_reads_powers_and_products_without_a_sign(self):
        self.assertEqual(arithmetic.function("1+2t*(S-1)^2/4", ("S", "t"))(3.0, 5.0), 11.0)

    def test_refuses_everything_else(self):
        for text in ("__import__('os')", "S.real", "max(S,1)", "1+", "u"):
            with self.assertRaises(Unsupported, msg=text):
                arithmetic.function(text, ("S", "t"))


if __name__ == "__main__":
    unittest.main()
