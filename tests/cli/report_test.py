"""Pages and charts about the results of a run: what they hold, and that names from strangers do no harm."""

import csv
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

from page import Page, assert_valid

os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
SNELL = EXAMPLES = None  # set below, from the command line
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": "\" onload=\"alert(1)",
    "path": "../../x",
    "long": "n" * 10_000,
    "lines": "first\nsecond",
    "direction": "abc\u202egnp.exe",
    "formula": "=cmd|'/C calc'!A0",
    "references": "&amp;&lt;",
}


def run(*words):
    return subprocess.run([SNELL, *map(str, words)], capture_output=True, text=True, check=False, timeout=120)


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.results = cls.folder / "results"
        done = run("xva", EXAMPLES / "xva", "-o", cls.results, "--paths", 2048, "--by-trade")
        assert done.returncode == 0, done.stderr

    def page(self, *words, results=None):
        done = run("report", results or self.results, "-o", "-", *words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        page = Page(done.stdout)
        self.assertEqual(page.open, [])
        return page

    def rows(self, name):
        with open(self.results / name, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def hostile_results(self):
        """Results whose netting sets and trades carry names of strangers."""
        place = self.folder / "hostile"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        columns = "netting_set,trade,measure,date,time,value,std_error,currency,paths,replicates,status".split(",")

        def write(name, rows):
            with open(place / name, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([columns, *rows])

        names = list(HOSTILE.values())
        write("npv.csv", [[n, "", "NPV", "", "", 1, "", "EUR", "", "", "ok"] for n in names] +
              [[names[0], n, "NPV", "", "", 1, "", "EUR", "", "", "ok"] for n in names])
        write("xva.csv", [[n, "", "CVA", "", "", 5, 1, "EUR", 8, 2, n] for n in names])
        write("exposure.csv", [[n, "", "EPE", f"2027-0{m}-01", m, 5 * m, 1, "EUR", 8, 2, "ok"] for n in names for m in (1, 2)])
        return place

    def test_a_page_needs_nothing_but_itself(self):
        self.assertEqual(self.page().foreign(), [])

    def test_a_page_is_valid(self):
        for words in ([], ["--netting-set", "BANK-B"]):
            assert_valid(self, self.page(*words))

    def test_every_chart_has_a_title_and_its_numbers_in_a_table(self):
        page = self.page()
        self.assertEqual(len(page.chart_titles()), page.tags.count("svg"))
        self.assertTrue(all(page.chart_titles()))
        text = "".join(page.text)
        for row in self.rows("exposure.csv"):
            if not row["trade"] and row["measure"] == "EPE":
                self.assertIn(row["date"], text)
        for heads in (["netting set", "standard error of CVA"], ["paths", "CVA"], ["phase", "seconds"]):
            self.assertIn("".join(heads), text)

    def test_a_page_of_a_netting_set_lists_its_trades(self):
        text = "".join(self.page("--netting-set", "BANK-B").text)
        for row in self.rows("npv.csv"):
            if row["netting_set"] == "BANK-B":
                self.assertIn(row["trade"], text)

    def test_a_trade_is_found_by_its_name_alone(self):
        trade = next(row for row in self.rows("npv.csv") if row["trade"])
        self.assertIn(trade["trade"], "".join(self.page("--trade", trade["trade"]).text))

    def test_who_is_not_there_is_told(self):
        for words in (("report", self.results, "--netting-set", "NOBODY"), ("plot", self.results, "--trade", "NOTHING")):
            done = run(*words)
            self.assertEqual(done.returncode, 4)
            self.assertIn("E423", done.stderr)
        done = run("report", self.folder / "nowhere")
        self.assertEqual(done.returncode, 4)
        self.assertIn("npv.csv", done.stderr)

    def test_a_chart_is_well_formed_alone(self):
        for words in (("cva",), ("value",), ("errors",), ("timings",), ("convergence",),
                      ("convergence", "--netting-set", "BANK-B", "--measure", "DVA"), ("exposure", "--netting-set", "BANK-B")):
            done = run("plot", self.results, "--chart", *words)
            self.assertEqual(done.returncode, 0, done.stderr)
            root = xml.etree.ElementTree.fromstring(done.stdout)
            self.assertTrue(root.tag.endswith("svg"))
            self.assertTrue(root.get("aria-label"))

    def test_convergence_ends_in_the_value(self):
        found = self.rows("convergence.csv")
        self.assertEqual([r["replicates"] for r in found if not r["netting_set"] and r["measure"] == "CVA"], ["2", "4", "8", "16"])
        final = {(r["netting_set"], r["measure"]): r for r in self.rows("xva.csv") if not r["trade"]}
        for row in found:
            last = final[row["netting_set"], row["measure"]]
            self.assertEqual(int(row["paths"]) * int(last["replicates"]), int(last["paths"]) * int(row["replicates"]))
            # The halves of the replicates are independent: their means, twice this apart, differ by an error of
            # twice the whole's.
            if row["replicates"] == "16":
                self.assertLessEqual(2.0 * abs(float(row["value"]) - float(last["value"])), 5.0 * 2.0 * float(last["std_error"]))

    def test_the_convergence_of_any_number_can_be_drawn(self):
        def points_of(*words):
            done = run("plot", self.results, "--chart", "convergence", *words)
            self.assertEqual(done.returncode, 0, done.stderr)
            line = xml.etree.ElementTree.fromstring(done.stdout)
            return next(e.get("points") for e in line.iter() if "line positive" in e.get("class", "")).split()

        for words in (("--trade", self.trade_of("BANK-B"), "--measure", "CVA"),
                      ("--netting-set", "BANK-B", "--measure", "PFE_0.95", "--date", self.date_of("BANK-B", "PFE_0.95"))):
            self.assertEqual(len(points_of(*words)), 5, words)  # 2, 4, 8, 16 and 32 replicates
        for words, code in ((("--date", "soon"), 2), (("--netting-set", "BANK-B", "--date", "2026-04-01"), 4),
                            (("--date", "2026-04-01"), 4)):
            self.assertEqual(run("plot", self.results, "--chart", "convergence", *words).returncode, code)

    def trade_of(self, netting_set):
        return next(r["trade"] for r in self.rows("npv.csv") if r["netting_set"] == netting_set and r["trade"])

    def date_of(self, netting_set, measure):
        return [r["date"] for r in self.rows("exposure.csv")
                if (r["netting_set"], r["trade"], r["measure"]) == (netting_set, "", measure)][3]

    def test_hostile_names_do_no_harm(self):
        place = self.hostile_results()
        for words in ([], *(["--netting-set", name] for name in HOSTILE.values())):
            page = self.page(*words, results=place)
            self.assertNotIn("script", page.tags)
            self.assertFalse([a for a in page.attributes if a[1].startswith("on")])
            text = "".join(page.text)
            self.assertNotIn("\u202e", text)
            self.assertLess(max(map(len, page.text)), 8_000)  # the style; a name of 10,000 letters is cut short
        self.assertIn(HOSTILE["script"], "".join(self.page(results=place).text))
        self.assertEqual(sorted(p.name for p in place.iterdir()), ["exposure.csv", "npv.csv", "xva.csv"])

    def test_a_hundred_netting_sets_fit_into_a_megabyte(self):
        book, results = self.folder / "book", self.folder / "many"
        self.assertEqual(run("generate", "book", "--trades", 300, "--netting-sets", 100, "-o", book).returncode, 0)
        self.assertEqual(run("xva", book, "-o", results, "--paths", 64, "--replicates", 2).returncode, 0)
        self.assertEqual(run("report", results).returncode, 0)
        self.assertLess((results / "report.html").stat().st_size, 1 << 20)

    def test_a_browser_shows_it(self):
        browser = shutil.which("chromium")
        if not browser:
            self.skipTest("chromium is not installed")
        for place in (self.results, self.hostile_results()):
            self.assertEqual(run("report", place, "-o", self.folder / "page.html").returncode, 0)
            root = ["--no-sandbox"] if os.geteuid() == 0 else []
            done = subprocess.run([browser, "--headless", "--disable-gpu", *root, "--dump-dom",
                                   f"--user-data-dir={self.folder / 'profile'}", f"file://{self.folder / 'page.html'}"],
                                  capture_output=True, text=True, check=False, timeout=120)
            shown, meant = Page(done.stdout), Page((self.folder / "page.html").read_text(encoding="utf-8"))
            self.assertEqual([t for t in shown.tags if t not in ("tbody",)], [t for t in meant.tags if t not in ("tbody",)])


if __name__ == "__main__":
    SNELL, EXAMPLES, *rest = [pathlib.Path(word) for word in sys.argv[1:3]] + sys.argv[3:]
    unittest.main(argv=[__file__, *rest])
