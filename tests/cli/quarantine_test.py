"""One bad trade in a book: it is put aside, and the others keep their bytes.  With --torture in a book of 10,000."""

import argparse
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

SNELL = ""
os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
ROOT = pathlib.Path()
TORTURE = False
TABLES = ("npv.csv", "xva.csv", "exposure.csv", "replicates.csv", "convergence.csv")
BAD = {"id": "BAD", "type": "CapFloor", "position": "long", "cap": "0.03", "notional": "0.5", "currency": "EUR",
       "start": "2026-04-02", "end": "2031-04-02", "calendar": "TARGET", "convention": "MF", "leg1_kind": "floating",
       "leg1_side": "receive", "leg1_tenor": "6M", "leg1_day_count": "A360", "leg1_index": "EUR-EURIBOR-6M"}


def run(*arguments, step="", way="", **more):
    return subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=580, check=False,
                          stdin=subprocess.DEVNULL,
                          env={**os.environ, "SNELL_BAD_STEP": step, "SNELL_BAD_WAY": way}, **more)


def tables(folder):
    return {name: (folder / name).read_bytes() for name in TABLES}


class Quarantine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.words = ("--paths", 2048 if TORTURE else 256, "--replicates", 4, "--trade-timeout", 4 if TORTURE else 1)
        good, cls.bad = cls.folder / "good", cls.folder / "bad"
        if TORTURE:
            run("generate", "book", "--trades", 9999, "--netting-sets", 100, "-o", good)
        else:
            shutil.copytree(ROOT / "portfolios/examples/xva", good)
        shutil.copytree(good, cls.bad)
        cls.add(cls.bad, BAD)
        cls.trades = len((good / "trades.csv").read_text().splitlines()) - 1
        done = run("xva", good, "-o", cls.folder / "whole", *cls.words)
        assert done.returncode == 0, done.stderr
        cls.whole = tables(cls.folder / "whole")

    def setUp(self):
        self.night = self.folder / "night"
        shutil.rmtree(self.night, ignore_errors=True)

    @staticmethod
    def add(folder, terms):
        """A trade more, in the netting set of the first, in the middle of the book."""
        path = folder / "trades.csv"
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        terms = {"counterparty": rows[0]["counterparty"], "netting_set": rows[0]["netting_set"], **terms}
        rows.insert(len(rows) // 2, terms)
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, dict.fromkeys([*rows[0], *terms]), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def told(self):
        with (self.night / "failures.csv").open(newline="") as file:
            return [row for row in csv.DictReader(file) if row["kind"] == "trade" and row["id"] == "BAD"]

    def check_put_aside(self, done, code):
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual([name for name, text in tables(self.night).items() if text != self.whole[name]], [])
        rows = self.told()
        self.assertEqual([row["code"] for row in rows], [code])
        self.assertTrue(rows[0]["where"] and rows[0]["problem"] and rows[0]["remedy"], rows)
        manifest = json.loads((self.night / "manifest.json").read_text())
        self.assertEqual({k: manifest["trades"][k] for k in ("in", "priced", "failed", "excluded")},
                         {"in": self.trades + 1, "priced": self.trades, "failed": 1, "excluded": 0})
        for sums in manifest["notionals"].values():  # few and round: doubles sum them exactly
            self.assertEqual(sums["in"], sums["priced"] + sums["failed"] + sums["excluded"])
        self.assertEqual([p.name for p in self.night.iterdir() if p.is_dir()], [])
        return rows[0]["problem"]

    def test_a_trade_that_is_not_bad_changes_the_tables(self):
        self.assertEqual(run("xva", self.bad, "-o", self.night, *self.words).returncode, 0)
        self.assertNotEqual(tables(self.night), self.whole)

    def test_a_trade_that_throws_loops_crashes_or_is_no_number_is_put_aside_at_every_step(self):
        for step in ("resolve", "value", "tell", "walk"):
            for way in ("throw", "loop", "crash", "nan"):
                if way == "nan" and step in ("resolve", "tell"):
                    continue
                if way == "loop" and step in ("value", "tell") and not TORTURE:
                    continue
                with self.subTest(step=step, way=way):
                    shutil.rmtree(self.night, ignore_errors=True)
                    began = time.monotonic()
                    done = run("xva", self.bad, "-o", self.night, *self.words, step=step, way=way)
                    if (step, way) == ("tell", "throw"):  # it keeps today's value, and has no exposures
                        self.assertEqual((done.returncode, self.told()[0]["code"]), (3, "E413"))
                        continue
                    problem = self.check_put_aside(done, "E469")
                    self.assertIn({"throw": "the trade is bad", "loop": "does not end", "crash": "signal 11",
                                   "nan": "finite"}[way], problem)
                    if TORTURE:
                        print(f"{step} {way}: {time.monotonic() - began:.1f} s, {problem}")

    def test_workers_of_a_plan_agree_on_what_is_put_aside(self):
        for way in ("crash", "throw"):
            run("plan", self.bad, "-o", self.night, *self.words)
            first = run("work", "--plan", self.night, "--units", "0-1", "--trade-timeout", 1)
            self.assertEqual(first.returncode, 0, first.stderr)
            second = run("work", "--plan", self.night, "--units", "2-3", step="walk", way=way)
            self.assertEqual(second.returncode, 0, second.stderr)
            merged = run("merge", self.night)
            self.assertEqual(merged.returncode, 7)
            self.assertIn("before a trade of its netting sets was put aside", merged.stderr)
            self.check_put_aside(run("resume", self.night), "E469")

    def test_a_plan_is_made_where_a_trade_founders_in_its_forecast(self):
        for way, told in (("crash", "time: about"), ("throw", "time: not known")):
            with self.subTest(way=way):
                planned = run("plan", self.bad, "-o", self.night, *self.words, step="walk", way=way)
                self.assertEqual(planned.returncode, 0, planned.stderr)
                self.assertIn(told, planned.stdout)
                self.check_put_aside(run("resume", self.night, step="walk", way=way), "E469")

    def test_without_a_timeout_nobody_attends_and_the_run_stops(self):
        done = run("xva", self.bad, "-o", self.night, *self.words[:-1], 0, step="walk", way="throw")
        self.assertEqual(done.returncode, 70, done.stderr)
        self.assertFalse((self.night / "manifest.json").exists())

    def run_with(self, terms):
        other = self.folder / "other"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(self.folder / "good", other)
        self.add(other, terms)
        return run("xva", other, "-o", self.night, *self.words)

    def test_a_trade_with_a_missing_quote_a_nan_an_unknown_index_or_too_large_an_amount_fails_alone(self):
        cases = {"E412": {"leg1_index": "EUR-EURIBOR-3M", "leg1_tenor": "3M"}, "E105": {"notional": "nan"},
                 "E456": {"leg1_index": "QQQ-IBOR-6M", "currency": "QQQ"}, "E469": {"notional": "1e308"}}
        for code, terms in cases.items():
            with self.subTest(code=code):
                self.check_put_aside(self.run_with({**BAD, **terms}), code)

    def test_an_expired_trade_is_worth_nothing_and_moves_no_netting_set(self):
        done = self.run_with({**BAD, "start": "2016-04-04", "end": "2021-04-05"})
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in TABLES[1:]:
            self.assertEqual((self.night / name).read_bytes(), self.whole[name], name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--torture", action="store_true")
    parser.add_argument("tests", nargs="*", help="names of tests [all]")
    options = parser.parse_args()
    SNELL, ROOT, TORTURE = options.snell, options.root, options.torture
    unittest.main(argv=[sys.argv[0], *options.tests])
