"""The overnight job as a user meets it: exit codes, streams, files, equal bytes, runs converted from a run folder of
ORE, and hostile input."""

import argparse
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SNELL = ""
os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
ROOT = pathlib.Path()

FILES = {
    "npv.csv": "netting_set,trade,measure,date,time,value,std_error,currency,paths,replicates,status",
    "xva.csv": "netting_set,trade,measure,date,time,value,std_error,currency,paths,replicates,status",
    "exposure.csv": "netting_set,trade,measure,date,time,value,std_error,currency,paths,replicates,status",
    "replicates.csv": "netting_set,measure,means,status",
    "convergence.csv": "netting_set,trade,measure,date,time,value,std_error,currency,paths,replicates,status",
    "calibration.csv": "kind,name,label,market,model,residual",
    "audit.csv": "netting_set,trade,measure,date,time,value,std_error,currency,paths,replicates,status",
    "failures.csv": "kind,id,netting_set,type,code,where,problem,remedy",
}


def run(*arguments):
    return subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False,
                          stdin=subprocess.DEVNULL)


def rows(path):
    with path.open() as file:
        return list(csv.DictReader(file))


def numbers(folder, name):
    return {(r["netting_set"], r["trade"], r["measure"], r["date"]): float(r["value"]) for r in rows(folder / name)}


class Xva(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def copy(self, source):
        """A copy of a run, to be changed."""
        return pathlib.Path(shutil.copytree(ROOT / source, pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "run"))

    def example(self):
        return self.copy("portfolios/examples/xva")

    def ore(self):
        return self.copy("tests/xva/fixtures/ore")

    def change(self, path, old, new):
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1))

    def simulate(self, path, *more, name="results"):
        return run("xva", path, "-o", self.folder / name, "--paths", 512, "--replicates", 8, *more)


class Command(Xva):
    def test_a_sound_run_exits_0_and_writes_every_file(self):
        done = self.simulate(self.example())
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("+-", done.stdout)
        results = self.folder / "results"
        self.assertTrue(done.stdout.endswith(f"results: {results}\nreport: {results}/report.html\n"))
        self.assertEqual({p.name for p in results.iterdir()}, {*FILES, "timings.json", "manifest.json", "plan.snell", "report.html"})
        for name, columns in FILES.items():
            self.assertEqual((self.folder / "results" / name).read_text().splitlines()[0], columns)
        timings = json.loads((self.folder / "results/timings.json").read_text())
        self.assertEqual(list(timings["phases"]),
                         ["files", "portfolio", "market", "values today", "calibration", "plan", "simulation", "results"])

    def test_every_simulated_number_has_its_error_and_others_have_none(self):
        self.simulate(self.example())
        for name in ("xva.csv", "exposure.csv"):
            for row in rows(self.folder / "results" / name):
                self.assertEqual(row["std_error"] == "", row["paths"] == "", row)
                self.assertEqual(row["currency"], "EUR")
        measures = {row["measure"] for row in rows(self.folder / "results/xva.csv")}
        self.assertLessEqual({"CVA", "DVA", "FCA", "FBA", "ColVA", "collateral_floor", "basel_EPE"}, measures)

    def test_usage_exits_2(self):
        for words in (["xva"], ["xva", "x.toml"], ["xva", "x.toml", "-o", "y", "--sampler", "dice"],
                      ["validate"], ["convert", "x"], ["generate"], ["generate", "book", "--date", "soon", "-o", "x"]):
            done = run(*words)
            self.assertEqual((done.returncode, done.stdout), (2, ""), words)
            self.assertTrue(done.stderr.startswith("snell: "), done.stderr)

    def test_one_bad_trade_exits_3_and_leaves_the_other_netting_sets_their_bytes(self):
        book = self.example()
        self.simulate(book, name="whole")
        self.change(book / "trades.csv", "0.0285", "2.85%")
        done = self.simulate(book)
        self.assertEqual(done.returncode, 3)
        self.assertIn("trade 'A-SWAP-1'", done.stderr)
        self.assertEqual([r["id"] for r in rows(self.folder / "results/failures.csv")], ["A-SWAP-1"])
        others = [[r for r in rows(self.folder / n / "xva.csv") if r["netting_set"] not in ("", "CORPORATE-A")]
                  for n in ("whole", "results")]
        self.assertEqual(*others)
        self.assertEqual(run("validate", book).returncode, 3)

    def test_a_broken_market_exits_4_and_writes_nothing(self):
        book = self.example()
        self.change(book / "run.toml", "EUR = { times = [1.0, 5.0", "EUR = { times = [5.0, 1.0")
        for words in (["xva", book, "-o", self.folder / "results"], ["validate", book]):
            done = run(*words)
            self.assertEqual((done.returncode, done.stdout), (4, ""))
            self.assertRegex(done.stderr, r"run\.toml:\d+:\d+: .*\[E\d{3}\]")
        self.assertFalse((self.folder / "results").exists())

    def test_a_folder_that_cannot_be_made_exits_6(self):
        (self.folder / "file").write_text("")
        done = run("xva", self.example(), "-o", self.folder / "file/results", "--paths", 64, "--replicates", 2)
        self.assertEqual(done.returncode, 6)

    def test_our_own_curve_that_is_named_and_not_quoted_exits_4(self):
        book = self.example()
        self.change(book / "run.toml", 'own = "BANK"', 'own = "BANC"')
        done = self.simulate(book)
        self.assertEqual(done.returncode, 4)
        self.assertIn("'BANC'", done.stderr)
        self.assertIn("[E415]", done.stderr)

    def test_a_counterparty_without_credit_has_exposures_and_a_note(self):
        book = self.example()
        self.change(book / "run.toml", "PENSION-D = 0.004\n", "")
        done = self.simulate(book)
        self.assertEqual(done.returncode, 0)
        self.assertIn("netting set 'PENSION-D'", done.stderr)
        measures = {r["measure"] for r in rows(self.folder / "results/xva.csv") if r["netting_set"] == "PENSION-D"}
        self.assertNotIn("CVA", measures)
        self.assertIn("basel_EPE", measures)


class Bytes(Xva):
    def results(self, name):
        return {n: (self.folder / name / n).read_bytes() for n in FILES}

    def test_threads_and_lanes_change_no_byte(self):
        book = self.example()
        self.simulate(book, "--threads", 1, name="first")
        for more in (["--threads", 2], ["--threads", 3], ["--lanes", "scalar"], ["--lanes", "avx2"],
                     ["--lanes", "avx512"]):
            done = self.simulate(book, *more)
            if done.returncode == 8:  # a processor without AVX-512
                continue
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.results("results"), self.results("first"), more)

    def test_the_order_of_the_trades_changes_no_byte_of_a_netting_set(self):
        book = self.example()
        self.simulate(book, name="first")
        lines = (book / "trades.csv").read_text().splitlines()
        (book / "trades.csv").write_text("\n".join([lines[0], *lines[:0:-1]]) + "\n")
        self.simulate(book)
        for name in ("npv.csv", "xva.csv", "exposure.csv"):
            first, second = ([r for r in rows(self.folder / n / name) if not r["trade"]] for n in ("first", "results"))
            self.assertEqual(first, second)

    def test_a_generated_book_is_a_function_of_its_seed(self):
        for name, seed in (("a", 5), ("b", 5), ("c", 6)):
            done = run("generate", "book", "--trades", 40, "--netting-sets", 4, "--seed", seed, "-o", self.folder / name)
            self.assertEqual(done.returncode, 0, done.stderr)
        text = {n: {p.name: p.read_bytes() for p in (self.folder / n).iterdir()} for n in "abc"}
        self.assertEqual(text["a"], text["b"])
        self.assertNotEqual(text["a"]["trades.csv"], text["c"]["trades.csv"])
        self.assertEqual(run("validate", self.folder / "a").returncode, 0)


class Future(Xva):
    def test_what_is_past_and_what_is_to_come_is_todays_number_and_nothing_else_moves(self):
        run_folder = self.example()
        self.assertEqual(self.simulate(run_folder, name="without").returncode, 0)
        done = self.simulate(run_folder, "--future", "1Y,3Y")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for name in FILES:
            self.assertEqual((self.folder / "without" / name).read_bytes(), (self.folder / "results" / name).read_bytes(), name)
        today, found = numbers(self.folder / "results", "xva.csv"), numbers(self.folder / "results", "future.csv")
        dates = sorted({date for _, _, _, date in found})
        self.assertEqual(len(dates), 2)
        self.assertGreaterEqual(dates[0], "2027-03-31")
        for (name, _, measure, date), past in found.items():
            if not measure.endswith("_past"):
                continue
            cost, of = measure.removesuffix("_past"), lambda what: found[name, "", f"{cost}_{what}", date]
            whole = today[name, "", cost, ""]
            self.assertAlmostEqual(past + of("left"), whole, delta=1e-9 * max(1.0, abs(whole)))
            self.assertGreater(of("std"), 0.0)
            self.assertLess(of("mean"), of("0.95"))
        self.assertIn("Costs to come", (self.folder / "results/report.html").read_text())
        self.assertNotIn("Costs to come", (self.folder / "without/report.html").read_text())
        for text in ("100Y", "soon"):
            self.assertEqual(self.simulate(run_folder, "--future", text, name="bad").returncode, 2, text)
        self.change(run_folder / "run.toml", "grid =", 'future = "soon"\ngrid =')
        self.assertEqual(self.simulate(run_folder, name="bad").returncode, 4)


class EarlyExercise(Xva):
    def early(self):
        return self.copy("portfolios/examples/early_exercise")

    def values(self, name="results"):
        return {(r["trade"], r["measure"]): r for r in rows(self.folder / name / "npv.csv")}

    def test_rights_are_worth_more_with_every_date_and_lie_between_their_bounds(self):
        done = self.simulate(self.early())
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        found = self.values()
        npv = lambda trade: float(found[trade, "NPV"]["value"])
        self.assertGreater(npv("BERMUDAN"), float(found["EUROPEAN", "model_NPV"]["value"]))
        self.assertGreaterEqual(npv("AMERICAN"), npv("BERMUDAN"))
        for trade in ("BERMUDAN", "AMERICAN", "CALLABLE"):
            low, high = found[trade, "model_NPV_low"], found[trade, "model_NPV_high"]
            self.assertEqual(npv(trade), float(found[trade, "model_NPV"]["value"]))
            self.assertLess(float(low["value"]) - 4 * float(low["std_error"]), npv(trade))
            self.assertLess(npv(trade), float(high["value"]) + 4 * float(high["std_error"]))
            self.assertEqual(low["paths"], "2048")

    def test_what_rests_on_a_regression_is_marked(self):
        self.simulate(self.early())
        found = self.values()
        self.assertEqual({t: found[t, "NPV"]["status"] for t in ("", "EUROPEAN", "BERMUDAN", "AMERICAN", "CALLABLE")},
                         {"": "regressed", "EUROPEAN": "ok", "BERMUDAN": "regressed", "AMERICAN": "regressed",
                          "CALLABLE": "regressed"})
        last = {"": "2040-03-27", "EUROPEAN": "", "BERMUDAN": "2040-03-27", "AMERICAN": "2040-03-27",
                "CALLABLE": "2035-03-28"}
        for row in rows(self.folder / "results/exposure.csv"):
            self.assertEqual(row["status"], "regressed" if row["date"] < last[row["trade"]] else "ok", row)
        self.assertEqual({r["status"] for r in rows(self.folder / "results/xva.csv") if r["trade"] != "EUROPEAN"},
                         {"regressed"})

    def yearly(self):
        run_folder = self.early()
        self.change(run_folder / "run.toml", 'grid = "60,3M"', 'grid = "15,1Y"')
        return run_folder

    def audited(self, name="results"):
        return {(r["netting_set"], r["trade"], r["measure"], r["date"]): r for r in rows(self.folder / name / "audit.csv")}

    def test_an_audit_runs_beside_what_is_regressed_and_moves_no_byte_of_anything_else(self):
        run_folder, audits = self.yearly(), ("none", "twin", "nested:64")
        for audit in audits:
            done = self.simulate(run_folder, "--audit", audit, "--quantiles", 0.9, name=audit)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(f"audit ({audit}): 0 of 3 regressed trades are off" in done.stdout, audit != "none")
            for name in FILES:
                same = (self.folder / audit / name).read_bytes() == (self.folder / "none" / name).read_bytes()
                self.assertEqual(same, name != "audit.csv" or audit == "none", name)
        self.assertEqual(self.audited("none"), {})
        twin, nested = self.audited("twin"), self.audited("nested:64")
        self.assertEqual({t for _, t, _, _ in twin}, {"BERMUDAN", "AMERICAN", "CALLABLE"})
        self.assertEqual({k: v for k, v in nested.items() if k in twin}, twin)
        for measure in ("EPE_effect", "ENE_effect", "PFE_0.9_effect", "CVA_effect"):
            self.assertTrue(any(m == measure and not t for _, t, m, _ in nested), measure)
        for trade in ("BERMUDAN", "AMERICAN", "CALLABLE"):
            value, bias = (float(nested["CORPORATE-A", trade, m, ""]["value"]) for m in ("regressed_value", "nested_bias"))
            self.assertLess(abs(bias), 1e-8 * abs(value))
        self.assertEqual({r["paths"] for (_, t, m, _), r in nested.items() if m == "nested_bias"}, {"64"})
        for page, tells in (("none", False), ("twin", True)):
            self.assertEqual("Audit of what is regressed" in (self.folder / page / "report.html").read_text(), tells)

    def test_a_regression_that_is_off_is_told_with_what_it_moves(self):
        run_folder = self.yearly()
        done = self.simulate(run_folder, "--audit", "nested:64", "--regression", "1:4", name="flags")
        self.assertEqual(done.returncode, 0)
        self.assertIn("E426", done.stderr)
        noted = [r for r in rows(self.folder / "flags/failures.csv") if r["kind"] == "audit"]
        self.assertIn("BERMUDAN", {r["id"] for r in noted})
        self.assertEqual(len(noted), len(set(r["id"] for r in noted)))
        for row in self.audited("flags").values():
            off = row["trade"] in {r["id"] for r in noted}
            self.assertEqual(row["status"], "off" if off else "ok", row)
        self.change(run_folder / "run.toml", "grid =", 'regression_degree = 1\nregression_bundles = 4\naudit = "nested:64"\ngrid =')
        self.simulate(run_folder, name="file")
        for name in FILES:
            self.assertEqual((self.folder / "flags" / name).read_bytes(), (self.folder / "file" / name).read_bytes(), name)
        told = json.loads((self.folder / "file/manifest.json").read_text())["configuration"]
        self.assertEqual((told["regression"], told["audit"]),
                         ({"value": "1:4", "origin": "file"}, {"value": "nested:64", "origin": "file"}))
        for flag, text in (("--audit", "thrice"), ("--audit", "nested:0"), ("--regression", "16"), ("--regression", "3:65")):
            self.assertEqual(self.simulate(run_folder, flag, text, name="bad").returncode, 2, text)
        self.change(run_folder / "run.toml", '"nested:64"', '"nested:many"')
        done = self.simulate(run_folder, name="bad")
        self.assertEqual(done.returncode, 4)
        self.assertIn("E108", done.stderr)

    def test_an_audit_that_is_worked_in_parts_has_the_same_bytes(self):
        run_folder, words = self.yearly(), ("--audit", "nested:64", "--future", "2Y,5Y")
        self.simulate(run_folder, *words, name="whole")
        run("plan", run_folder, "-o", self.folder / "parts", "--paths", 512, "--replicates", 8, *words)
        run("work", "--plan", self.folder / "parts", "--units", "0-2", "--threads", 1, "--lanes", "scalar")
        self.assertEqual(run("merge", self.folder / "parts", "--partial").returncode, 6)
        run("xva", run_folder, "-o", self.folder / "three", "--paths", 192, "--replicates", 3, "--audit", "nested:24", "--future", "2Y,5Y")
        for name in ("audit.csv", "future.csv"):
            partial = (self.folder / "parts" / name).read_text()
            self.assertIn("partial\n", partial)
            self.assertEqual(partial.replace(" partial\n", "\n").replace(",partial\n", ",ok\n"), (self.folder / "three" / name).read_text(), name)
        self.assertEqual(run("resume", self.folder / "parts").returncode, 0)
        for name in (*FILES, "future.csv"):
            self.assertEqual((self.folder / "whole" / name).read_bytes(), (self.folder / "parts" / name).read_bytes(), name)
        done = run("replay", self.folder / "whole")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("audit.csv", done.stdout)

    def test_a_run_without_a_model_fails_them_alone(self):
        book = self.early()
        self.change(book / "run.toml", 'grid = "60,3M"\n', "")
        done = self.simulate(book)
        self.assertEqual(done.returncode, 3)
        self.assertEqual([(r["id"], r["code"]) for r in rows(self.folder / "results/failures.csv")],
                         [(t, "E412") for t in ("BERMUDAN", "AMERICAN", "CALLABLE")])

    def test_threads_lanes_and_order_change_no_byte(self):
        book = self.early()
        self.simulate(book, "--threads", 1, name="first")
        lines = (book / "trades.csv").read_text().splitlines()
        for more in (["--threads", 3], ["--lanes", "scalar"]):
            self.simulate(book, *more, name="again")
            for name in FILES:
                self.assertEqual((self.folder / "first" / name).read_bytes(), (self.folder / "again" / name).read_bytes())
        (book / "trades.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n")
        self.simulate(book, name="reversed")
        by_trade = lambda name: {(r["trade"], r["measure"], r["date"]): r for r in rows(self.folder / name / "exposure.csv")}
        self.assertEqual(by_trade("first"), by_trade("reversed"))


class Convert(Xva):
    def assert_same_run(self, path):
        """A run folder and what it is converted to: values within 1e-9, sums over paths within 1e-6 (asked for), both
        of the largest value of their measure: parts that cancel have no relative error of their own."""
        self.assertEqual(self.simulate(path, name="ore").returncode, 0)
        done = run("convert", path, "-o", self.folder / "run")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.simulate(self.folder / "run", name="native").returncode, 0)
        for name, allowed in (("npv.csv", 1e-9), ("xva.csv", 1e-6), ("exposure.csv", 1e-6)):
            ore, native = (numbers(self.folder / n, name) for n in ("ore", "native"))
            self.assertEqual(list(ore), list(native))
            largest = {}
            for (_, _, measure, _), value in ore.items():
                largest[measure] = max(largest.get(measure, 0.0), abs(value))
            for key, value in ore.items():
                if "euler" in key[2]:  # where trades offset each other, the sign of what is left is rounding
                    continue
                self.assertLessEqual(abs(native[key] - value), allowed * largest[key[2]], key)
        for row in rows(self.folder / "ore/npv.csv"):
            key = (row["netting_set"], row["trade"], row["measure"], "")
            value = float(row["value"])
            self.assertLessEqual(abs(numbers(self.folder / "native", "npv.csv")[key] - value), 1e-9 * abs(value), key)
        cva = {k: v for k, v in numbers(self.folder / "ore", "xva.csv").items() if k[2] == "CVA"}
        for key, value in cva.items():
            self.assertLessEqual(abs(numbers(self.folder / "native", "xva.csv")[key] - value), 1e-6 * abs(value), key)

    def test_options_and_sets_that_hold_them_have_a_value_by_the_model(self):
        done = self.simulate(self.example())
        self.assertEqual(done.returncode, 0, done.stderr)
        found = numbers(self.folder / "results", "npv.csv")
        apart = {key[:2]: value - found[(*key[:2], "NPV", "")] for key, value in found.items() if key[2] == "model_NPV"}
        options = {key: value for key, value in apart.items() if key[1]}
        self.assertIn(f"options: {len(options)}; the simulated model values them {sum(map(abs, options.values())):.2f} EUR",
                      done.stdout)
        for name in {key[0] for key in apart}:
            whole = sum(value for key, value in options.items() if key[0] == name)
            self.assertAlmostEqual(apart[name, ""], whole, delta=1e-9 * abs(found[name, "", "NPV", ""]))

    def test_the_run_folder_of_the_tests_gives_the_same_numbers_converted(self):
        self.assert_same_run(ROOT / "tests/xva/fixtures/ore")
        for name in ("run.toml", "trades.csv", "netting_sets.csv", "market.csv", "fixings.csv", "calendars.csv"):
            self.assertTrue((self.folder / "run" / name).is_file(), name)

    def test_published_run_folders_give_the_same_numbers_converted(self):
        peers = pathlib.Path(os.environ.get("SNELL_PEERS", ROOT / "../shared/peers")) / "ore/Examples"
        if not peers.is_dir():
            self.skipTest("SNELL_PEERS names no folder with ore/Examples")
        for path in ("MinimalSetup/Input/ore.xml", "Exposure/Input/ore_fx.xml", "ExposureWithCollateral/Input/ore.xml"):
            with self.subTest(path=path):
                self.assert_same_run(peers / path)

    def test_a_trade_that_cannot_be_converted_fails_by_name_and_exits_3(self):
        ore = self.ore()
        self.change(ore / "portfolio.xml", "<Name>ACME</Name>", "<Name>OTHER</Name>")
        self.change(ore / "portfolio.xml", "<IsInArrears>false", "<IsInArrears>true")
        done = run("convert", ore, "-o", self.folder / "run")
        self.assertEqual(done.returncode, 3)
        self.assertIn("trade 'EQUITY_CALL'", done.stderr)
        self.assertIn("trade 'SWAP_UNDER_WAY'", done.stderr)
        self.assertEqual([r["id"] for r in rows(self.folder / "run/trades.csv")], ["SWAPTION", "FORWARD", "FX_PUT"])
        self.assertEqual(run("validate", self.folder / "run").returncode, 0)

    def test_a_run_of_our_own_is_not_converted(self):
        done = run("convert", ROOT / "portfolios/examples/xva", "-o", self.folder / "run")
        self.assertEqual((done.returncode, done.stdout), (4, ""))
        self.assertIn("[E416]", done.stderr)


class Validate(Xva):
    def test_counts_what_is_sound_and_what_is_not(self):
        done = run("validate", ROOT / "portfolios/examples/xva")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("trades: 17, sound: 17, failed: 0\n", done.stdout)
        self.assertIn("elements not supported: 0", done.stdout)

    def test_counts_elements_that_are_not_supported(self):
        ore = self.ore()

        def unsupported():
            return int(re.search(r"elements not supported: (\d+)", run("validate", ore).stdout)[1])

        before = unsupported()
        self.change(ore / "curveconfig.xml", "<CurveId>ESTR</CurveId>", "<CurveId>ESTR</CurveId><Weather>fine</Weather>")
        self.assertEqual(unsupported(), before + 1)
        self.assertIn("/CurveConfiguration/YieldCurves/YieldCurve/Weather", run("validate", ore).stderr)

    def test_checks_portfolios_of_snell_price(self):
        done = run("validate", ROOT / "portfolios/examples/heston.toml")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"trades: \d+, sound: \d+, failed: 0")
        bad = self.folder / "bad.toml"
        bad.write_text((ROOT / "portfolios/examples/first.toml").read_text().replace("strike = ", "strike = -"))
        self.assertEqual(run("validate", bad).returncode, 4)

    def test_the_smallest_run_of_the_docs_has_a_cva(self):
        page = (ROOT / "docs/reference/xva-run.md").read_text()
        files = dict(re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)```", page, re.M | re.S))
        self.assertEqual(set(files), {"run.toml", "trades.csv"})
        self.assertLessEqual(sum(len(text.splitlines()) for text in files.values()), 25)
        for name, text in files.items():
            (self.folder / name).write_text(text)
        done = self.simulate(self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertGreater(numbers(self.folder / "results", "xva.csv")["ACME-1", "", "CVA", ""], 0)

    def test_the_tables_of_the_docs_tell_what_the_command_tells(self):
        page = (ROOT / "docs/reference/xva-run.md").read_text()
        for group in json.loads(run("terms", "--json").stdout):
            section = page.split(f"<!-- terms: {group['name']} -->")[1].split("\n\n")[0]
            told = {m[1]: m[2] for m in re.finditer(r"^\| `(\w+)` \| (.*?) \|", section, re.M)}
            self.assertEqual(told, {field["name"]: field["about"] for field in group["fields"]})


class Hostile(Xva):
    """Nothing that a file holds makes the command crash, and each message has a code."""

    def refused(self, book, code):
        done = self.simulate(book)
        self.assertEqual(done.returncode, code, done.stderr[:500])
        self.assertRegex(done.stderr, r"\[E\d{3}\]")
        self.assertLess(len(done.stderr), 100_000)
        return done.stderr

    def test_empty_files(self):
        for name in ("run.toml", "trades.csv", "netting_sets.csv", "fixings.csv"):
            book = self.example()
            (book / name).write_text("")
            with self.subTest(name=name):
                self.refused(book, 4)

    def test_columns_that_mean_nothing(self):
        for name, column in (("trades.csv", "id"), ("netting_sets.csv", "threshold_pay"), ("fixings.csv", "value")):
            book = self.example()
            self.change(book / name, column, "colour")
            with self.subTest(name=name):
                self.assertIn("colour", self.refused(book, 4))

    def test_quotes_outside_of_their_region(self):
        for old, new in (("USD = 0.9", "USD = nan"), ("USD = 0.9", "USD = -0.9"), ("USD = 0.9", 'USD = "much"'),
                         ("BANK = 0.008", "BANK = inf"), ("SP5 = 0.18", "SP5 = -0.18"), ("[quotes.spot]", "[quotes.spto]"),
                         ("values = [0.08, 0.09]", "values = [0.08]"), ("[model.reversion]", "[model.reversal]"),
                         ('"IR:EUR,', '"RATE:EUR,'), ('base = "EUR"', 'base = ""'), ('grid = "60,6M"', 'grid = "60,6"'),
                         ('calendar = "TARGET"', 'calendar = "MARS"'), ("date = 2026-03-31", "date = 2026-02-31"),
                         ("quantiles = [0.95]", "quantiles = [1.5]"), ("paths = 16384", "paths = -1")):
            book = self.example()
            self.change(book / "run.toml", old, new)
            with self.subTest(new=new):
                self.refused(book, 4)

    def test_quotes_of_a_table_outside_of_their_region(self):
        for line in ("survival,X,2027-03-31,,,0", "survival,X,2027-03-31,,,nan", "volatility,X,2027-03-31,,5,-1",
                     "spot,X,2027-03-31,,,1", "discount,EUR,,,,0.02", "discount_factor,X,2028-03-31,,,1e400",
                     "equity,X,,,5,1", "volatility,X,,,5,0.2", "weather,X,,,,1", "hazard,X,31.3.2027,,,0.1",
                     "recovery,X,,,,1.4", "recovery,X,,,,0.4\nrecovery,X,,,,0.4", 'yield,"X,,,,0.1'):
            book = self.example()
            (book / "quotes.csv").write_text(f"kind,name,date,end,strike,value\n{line}\n")
            self.change(book / "run.toml", 'grid =', 'market = "quotes.csv"\ngrid =')
            with self.subTest(line=line):
                self.refused(book, 4)

    def test_unknown_names_fail_their_trades_alone(self):
        for old, new in (("EUR-EURIBOR-6M", "EUR-EURIBR-6M"), ("USD,20000000", "XYZ,20000000"), ("A360", "A12"),
                         ("2034-06-17", "2034-02-30"), ("50000000", "nan"), ("TARGET", "MARS"),
                         ("Swap,CORPORATE-A", "Swop,CORPORATE-A"), ("1Y,30/360", "1000Y,30/360"),
                         ("2034-06-17", "9999-12-31")):
            book = self.example()
            self.change(book / "trades.csv", old, new)
            with self.subTest(new=new):
                self.refused(book, 3)

    def test_netting_sets_and_days_out_of_order(self):
        for name, text in (("netting_sets.csv", "id\nA\nA\n"), ("netting_sets.csv", "id,threshold_pay\nA,5\n"),
                           ("netting_sets.csv", "id,currency,threshold_pay\nA,EUR,-5\n"),
                           ("netting_sets.csv", "id,currency,call_frequency\nA,EUR,soon\n"),
                           ("fixings.csv", "index,date,value\nX,2025-01-02,nan\n"),
                           ("fixings.csv", "index,date,value\nX,2025-01-02,1\nX,2025-01-02,2\n")):
            book = self.example()
            (book / name).write_text(text)
            with self.subTest(text=text):
                self.refused(book, 4)

    def test_xml_with_a_doctype_or_without_an_end(self):
        for name in ("ore.xml", "portfolio.xml", "netting.xml", "simulation.xml", "todaysmarket.xml", "curveconfig.xml",
                     "conventions.xml", "calendaradjustment.xml"):
            text = (ROOT / "tests/xva/fixtures/ore" / name).read_text()
            for kind, bad in (("doctype", text.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1)),
                              ("cut", text[:len(text) // 2]), ("empty", ""), ("deep", "<a>" * 100 + "</a>" * 100)):
                ore = self.ore()
                (ore / name).write_text(bad)
                with self.subTest(name=name, kind=kind):
                    self.assertIn(name, self.refused(ore, 4))

    def test_quotes_of_a_run_folder_that_are_none(self):
        for old, new in (("EUR/USD 1.1125", "EUR/USD -1.1125"), ("EUR/USD 1.1125", "EUR/USD nan"), ("1Y 0.0195", "1Y x")):
            ore = self.ore()
            self.change(ore / "market.txt", old, new)
            with self.subTest(new=new):
                self.assertIn(self.simulate(ore).returncode, (3, 4))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    words, rest = parser.parse_known_args()
    SNELL, ROOT = words.snell, words.root.resolve()
    unittest.main(argv=[sys.argv[0], *rest])
