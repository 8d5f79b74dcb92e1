"""Calculators of margin and capital as a user meets them: exit codes, streams, formats."""

import argparse
import csv
import io
import json
import pathlib
import subprocess
import tempfile
import unittest

SNELL = ""
ROOT = pathlib.Path()
CRIF = "ProductClass,RiskType,Qualifier,Bucket,Label1,Label2,Amount,AmountCurrency,AmountUSD\n"
GOOD = "RatesFX,Risk_FX,EUR,,,,1000,USD,1000\n"


def run(*arguments):
    return subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False,
                          stdin=subprocess.DEVNULL)


class Simm(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / "crif.csv"

    def simm(self, rows, *words):
        self.file.write_text(CRIF + rows)
        return run("simm", self.file, *words)

    def test_formats_agree(self):
        example = ROOT / "portfolios/examples/crif.csv"
        table = list(csv.DictReader(io.StringIO(run("simm", example, "--csv").stdout)))
        rows = json.loads(run("simm", example, "--json").stdout)["margins"]
        self.assertEqual([float(row["margin_usd"]) for row in table], [row["margin_usd"] for row in rows])
        text = run("simm", example)
        self.assertEqual((text.returncode, text.stderr), (0, ""))
        for row in rows:
            self.assertIn(f"{row['margin_usd']:.2f}", text.stdout)

    def test_a_total_is_the_sum_of_its_product_classes_and_what_is_added(self):
        rows = json.loads(run("simm", ROOT / "portfolios/examples/crif.csv", "--json").stdout)["margins"]
        for portfolio in ("ACME-1", "BOLT-1"):
            own = [r for r in rows if r["portfolio"] == portfolio and r["risk_class"] == "All"]
            parts = sum(r["margin_usd"] for r in own if r["product_class"] != "All" or r["margin_type"] == "Additional")
            total = [r["margin_usd"] for r in own if r["product_class"] == r["margin_type"] == "All"]
            self.assertAlmostEqual(parts / total[0], 1.0, delta=1e-15)

    def test_a_refused_row_is_told_and_counted(self):
        done = self.simm(GOOD + "RatesFX,Risk_IRCurve,JPY,1,5y,OIS,1,USD,1\n")
        self.assertEqual(done.returncode, 3)
        self.assertIn("crif.csv:3:4: JPY stands in bucket 1", done.stderr)
        self.assertIn("lacks 1 refused rows", done.stderr)
        self.assertIn("2 rows, 1 refused", done.stdout)
        self.assertIn("7400.00", done.stdout)

    def test_nothing_sound_exits_4_with_nothing_on_stdout(self):
        for rows in ("", "RatesFX,Risk_FX,Euro,,,,1,USD,1\n"):
            done = self.simm(rows)
            self.assertEqual((done.returncode, done.stdout), (4, ""))
            self.assertNotEqual(done.stderr, "")

    def test_a_notional_without_factor_is_told(self):
        done = self.simm(GOOD + ",Notional,Alpha,,,,5,USD,5\n")
        self.assertEqual(done.returncode, 0)
        self.assertIn("1 products have a notional and no factor", done.stderr)

    def test_the_calculation_currency_carries_no_risk(self):
        done = self.simm(GOOD, "--calculation-currency", "EUR", "--json")
        self.assertEqual([row["margin_usd"] for row in json.loads(done.stdout)["margins"]], [0.0])

    def test_writes_a_file(self):
        out = self.file.parent / "margins.csv"
        done = self.simm(GOOD, "--csv", "-o", out)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("7400", out.read_text())


class Capital(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.example = ROOT / "portfolios/examples/capital"

    def numbers(self, *words):
        done = run("capital", *words, "--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return {(row["of"], row["id"], row["measure"]): row["amount"] for row in json.loads(done.stdout)["capital"]}

    def test_exposures_are_the_published_ones(self):
        numbers = self.numbers(self.example / "derivatives.csv", "--netting-sets", self.example / "netting_sets.csv")
        exposures = [round(numbers["netting_set", str(i), "ead"]) for i in range(1, 6)]
        self.assertEqual(exposures, [569, 381, 5406, 936, 1879])

    def test_formats_agree(self):
        words = (self.example / "derivatives.csv", "--netting-sets", self.example / "netting_sets.csv",
                 "--counterparties", self.example / "counterparties.csv")
        numbers = self.numbers(*words)
        table = csv.DictReader(io.StringIO(run("capital", *words, "--csv").stdout))
        self.assertEqual([float(row["amount"]) for row in table], list(numbers.values()))
        self.assertIn(f"capital for CVA risk {numbers['book', '', 'cva_capital']:.2f}", run("capital", *words).stdout)

    def test_hedges_make_it_the_full_version(self):
        hedges = self.folder / "hedges.csv"
        hedges.write_text("id,counterparty,relation,sector,quality,notional,maturity\n"
                          "H1,BOLT,direct,technology,high_yield,3000,4\nH2,,,financial,investment_grade,100,5\n")
        words = (self.example / "derivatives.csv", "--counterparties", self.example / "counterparties.csv",
                 "--netting-sets", self.example / "netting_sets.csv")
        without, numbers = self.numbers(*words), self.numbers(*words, "--hedges", hedges)
        self.assertEqual(without["book", "", "k_reduced"], numbers["book", "", "k_reduced"])
        self.assertLess(numbers["book", "", "cva_capital"], without["book", "", "cva_capital"])
        self.assertAlmostEqual(numbers["book", "", "cva_capital"] / numbers["book", "", "k_full"], 0.65, delta=1e-15)

    def test_bad_rows_are_told_and_the_others_computed(self):
        text = (self.example / "derivatives.csv").read_text()
        file = self.folder / "derivatives.csv"
        file.write_text(text + "6-1,6,equity,,Share A,,long,1,0,1,,,,,\n")
        done = run("capital", file)
        self.assertEqual(done.returncode, 3)
        self.assertIn("derivatives.csv:24:6: no category. Fill the cell. [E104]", done.stderr)
        self.assertIn("569", done.stdout)
        file.write_text("id,netting_set\nA,B\n")
        self.assertEqual((run("capital", file).returncode, run("capital", file).stdout), (4, ""))

    def test_a_counterparty_without_a_row_is_told(self):
        counterparties = self.folder / "counterparties.csv"
        counterparties.write_text("id,sector,quality\nACME,industrial,not_rated\n")
        done = run("capital", self.example / "derivatives.csv", "--netting-sets", self.example / "netting_sets.csv",
                   "--counterparties", counterparties)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stderr.count("[E503]"), 3)

    def test_hedges_need_counterparties(self):
        self.assertEqual(run("capital", self.example / "derivatives.csv", "--hedges", "h.csv").returncode, 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    words, rest = parser.parse_known_args()
    SNELL, ROOT = words.snell, words.root
    unittest.main(argv=["capital_test", *rest])
