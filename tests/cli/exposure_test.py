"""`snell exposure` as a user meets it: every product of the examples keeps its price until the first payment, all formats tell
the same, bytes depend on neither threads nor lanes, and what cannot be done is refused."""

import argparse
import csv
import io
import json
import math
import pathlib
import shlex
import subprocess
import tempfile
import unittest

SNELL = ""
EXAMPLES = pathlib.Path()
SOON = 0.004  # years: before anything is paid
CALL = shlex.split("--model black_scholes --product european_call --spot 100 --strike 105 --volatility 0.2 --rate 0.03 "
                   "--maturity 1")
SMALL = ["--paths", "2048", "--inner", "32"]
TWO_MODELS = """[market]
spot = 100
rate = 0.03
[models.low]
kind = "black_scholes"
volatility = 0.1
[models.high]
kind = "black_scholes"
volatility = 0.3
[[trades]]
id = "a"
product = "european_call"
model = "low"
strike = 100
maturity = 1
[[trades]]
id = "b"
product = "european_call"
model = "high"
strike = 100
maturity = 1
"""


def run(*words):
    return subprocess.run([SNELL, *map(str, words)], capture_output=True, text=True)


def exposures(*words):
    done = run("exposure", *words, "--json", "--no-seconds")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Exposure(unittest.TestCase):
    def folder(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        return pathlib.Path(made.name)

    def parts(self, book):
        """The book, or one file for each of its models."""
        head, *trades = book.read_text().split("[[trades]]")
        models = {line for trade in trades for line in trade.splitlines() if line.startswith("model = ")}
        for number, model in enumerate(sorted(models) or [""]):
            part = self.folder() / f"{book.stem}-{number}.toml"
            part.write_text("[[trades]]".join([head, *(trade for trade in trades if model in trade)]))
            yield part

    def test_every_example_is_worth_its_price_until_something_is_paid(self):
        for book in sorted(EXAMPLES.glob("*.toml")):
            for part in self.parts(book):
                prices = json.loads(run("price", part, "--json", "--paths", 1 << 14).stdout)["trades"]
                found = exposures(part, "--dates", f"[{SOON}]", "--paths", 4096, "--inner", 16)
                for trade, position in zip(prices, found["positions"], strict=False):  # the net has no price
                    with self.subTest(book=part.name, trade=trade["id"]):
                        self.assertEqual(position["id"], trade["id"])
                        mean = position["dates"][0]["EE"]
                        error = math.hypot(mean["std_error"], trade["std_error"])
                        steps = abs(trade.get("time_step_bias", {"value": 0.0})["value"])
                        rule = 0.01 * abs(trade["value"]) if "upper_bound" in trade else 0.0  # each grid has its own
                        self.assertLessEqual(abs(mean["value"] - trade["value"]), 4.0 * error + 2.0 * steps + rule)

    def test_all_formats_tell_the_same(self):
        words = ["exposure", *CALL, *SMALL, "--dates", "3", "--no-seconds"]
        rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").stdout)))
        dates = json.loads(run(*words, "--json").stdout)["positions"][0]["dates"]
        told = [(d["years"], name, m["value"], m["std_error"], m["bias"]["value"])
                for d in dates for name, m in d.items() if isinstance(m, dict)]
        self.assertEqual(told, [(float(r["years"]), r["measure"], float(r["value"]), float(r["std_error"]),
                                 float(r["bias"])) for r in rows])
        table = run(*words).stdout
        self.assertEqual(table.count("trade-1"), 3)
        self.assertIn("jackknife", table)

    def test_bytes_do_not_depend_on_threads_or_lanes(self):
        words = ["exposure", *CALL, *SMALL, "--dates", "2", "--json", "--no-seconds", "--method", "multilevel"]
        reference = run(*words, "--threads", 1)
        self.assertEqual(reference.returncode, 0, reference.stderr)
        for more in (["--threads", 2], ["--lanes", "scalar"], ["--lanes", "avx2"], ["--lanes", "avx512"]):
            done = run(*words, *more)
            if done.returncode != 8:  # a processor without AVX-512
                self.assertEqual(done.stdout, reference.stdout, more)

    def test_a_file_of_a_date_has_dates_and_takes_them(self):
        found = exposures(EXAMPLES / "exotics.toml", "--dates", "2026-03-31,3M,0.499", "--paths", 64, "--inner", 8)
        self.assertEqual([d["date"] for d in found["positions"][0]["dates"]], ["2026-03-31", "2026-04-06", "2026-07-06"])
        self.assertEqual(found["positions"][-1]["id"], "net")

    def test_what_cannot_be_done_is_refused_with_its_code(self):
        book = self.folder() / "two.toml"
        book.write_text(TWO_MODELS)
        for words, status, message in (
                ([*CALL, "--dates", "0.5,1"], 4, "E307"), ([book], 4, "E309"), ([*CALL, "--inner", "few"], 2, "auto"),
                ([*CALL, "--paths", 10 ** 12], 2, "memory"), ([*CALL, "--dates", "0"], 2, "--dates")):
            with self.subTest(words=words):
                done = run("exposure", *words)
                self.assertEqual((done.returncode, done.stdout), (status, ""))
                self.assertIn(message, done.stderr)

    def test_a_target_is_met(self):
        done = run("exposure", *CALL, "--dates", "1", "--target-se", "0.5", "--json")
        self.assertEqual(done.returncode, 0)
        self.assertLessEqual(json.loads(done.stdout)["positions"][0]["dates"][0]["EPE"]["std_error"], 0.5)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--snell", required=True)
    parser.add_argument("--examples", required=True)
    options, rest = parser.parse_known_args()
    SNELL, EXAMPLES = options.snell, pathlib.Path(options.examples)
    unittest.main(argv=["exposure_test.py", *rest])
