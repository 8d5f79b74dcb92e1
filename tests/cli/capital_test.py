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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    words, rest = parser.parse_known_args()
    SNELL, ROOT = words.snell, words.root
    unittest.main(argv=["capital_test", *rest])
