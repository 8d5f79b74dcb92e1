"""`snell bench` as a user meets it: its tables, its JSON, its page, and what it refuses.  Nothing here asserts a time."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from page import Page, assert_valid

SNELL = ROOT = None  # set below, from the command line
WORKS = ["gbm", "heston", "xva-book"]
SCALED = ["gbm", "heston", "basket5", "xva-book"]  # each has an axis
BOOK = "portfolios/examples/wrong_way"
DEVICES = ["1 thread", "2 threads"]


def run(*words):
    return subprocess.run([SNELL, "bench", *map(str, words)], capture_output=True, text=True, check=False, timeout=300)


def keys(value):
    """Every key of the document, however deep; names of devices are no keys."""
    if isinstance(value, list):
        return {key for each in value for key in keys(each)}
    if isinstance(value, dict):
        return {key for key in value if key not in DEVICES} | {key for each in value.values() for key in keys(each)}
    return set()


class Measured(unittest.TestCase):
    """A bench of few paths, and all that it writes."""

    words = []  # of each class

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        files = {name: pathlib.Path(cls.folder.name) / f"bench.{name}" for name in ("json", "html", "markdown")}
        words = [word for name, path in files.items() for word in (f"--{name}", path)]
        cls.done = run("--book", ROOT / BOOK, "--device", "cpu", "--threads", 2, *cls.words, *words)
        assert (cls.done.returncode, cls.done.stderr) == (0, ""), cls.done
        cls.race = json.loads(files["json"].read_text())
        cls.page = Page(files["html"].read_text())
        cls.markdown = files["markdown"].read_text()


class Race(Measured):
    words = ["--suite", ",".join(WORKS), "--paths", 1024, "--repeats", 2, "--no-scaling", "--price-per-hour", "cpu=0.36,gpu=3.6"]

    def test_every_work_is_timed_on_every_device_with_both_kinds_of_draws(self):
        found = [(r["work"], r["draws"], r["device"]) for r in self.race["results"]]
        wanted = [(work, draws, device) for work in WORKS for draws in ("philox", "sobol")
                  for device in DEVICES]
        self.assertEqual(sorted(found), sorted(wanted))
        self.assertEqual([each["device"] for each in self.race["devices"]], DEVICES)
        self.assertEqual(self.race["scaling"], [])

    def test_numbers_fit_together(self):
        for r in self.race["results"]:
            with self.subTest(work=r["work"], draws=r["draws"], device=r["device"]):
                self.assertTrue(r["same_bits"])
                self.assertEqual(r["repeats"], 2)
                self.assertLess(0.0, r["least_seconds"])
                self.assertLessEqual(r["least_seconds"], r["median_seconds"])
                self.assertLessEqual(r["median_seconds"], r["greatest_seconds"])
                self.assertGreater(r["cold_seconds"], 0.1 * r["least_seconds"])  # it does the same, and starts
                rate = r["paths"] * r["steps"] * r["width"] / r["median_seconds"]
                self.assertAlmostEqual(r["path_steps_per_second"] / rate, 1.0, places=9)
                self.assertAlmostEqual(r["price_per_1e12_path_steps"] or 0.0,
                                       1e12 * 0.36 / 3600 / rate if r["device"] == "2 threads" else 0.0, places=6)
                self.assertGreater(r["std_error"], 0.0)
                self.assertTrue(0.5 <= r["error_rate"] <= 1.5)
                # Two sizes of the book, 32 and 64 paths, are too few for a rate: it is that of random draws, and says so.
                self.assertEqual(r["error_rate_is_measured"], r["draws"] == "sobol" and r["work"] != "xva-book")
                if not r["error_rate_is_measured"]:
                    self.assertEqual(r["error_rate"], 0.5)
                seconds = r["paths_to_1e-4"] * r["steps"] * r["width"] / rate
                self.assertAlmostEqual(r["seconds_to_1e-4"] / seconds, 1.0, places=9)
                limits = next(d for d in self.race["devices"] if d["device"] == r["device"])
                for share, work, limit in (("share_of_peak", "flop_per_path_step", "peak_flop_per_second"),
                                           ("share_of_memory", "bytes_per_path_step", "memory_bytes_per_second")):
                    self.assertGreater(r[share], 0.0)
                    self.assertAlmostEqual(r[share] / (r[work] * rate / limits[limit]), 1.0, places=9)

    def test_ratios_are_of_rates_of_the_same_work(self):
        for r in self.race["results"]:
            rates = {other["device"]: other["path_steps_per_second"] for other in self.race["results"]
                     if (other["work"], other["draws"]) == (r["work"], r["draws"])}
            own = r["path_steps_per_second"]
            self.assertAlmostEqual(r["over_one_thread"], own / rates["1 thread"], places=9)
            self.assertAlmostEqual(r["over_all_threads"], own / rates["2 threads"], places=9)

    def test_random_draws_need_paths_by_the_square_of_the_error(self):
        for r in self.race["results"]:
            if r["draws"] == "philox" and r["device"] == "2 threads":
                wanted = r["paths"] * (r["std_error"] / abs(r["value"]) / 1e-4) ** 2
                self.assertAlmostEqual(r["paths_to_1e-4"] / wanted, 1.0, places=6)

    def test_energy_is_a_number_or_comes_with_a_reason(self):
        for r in self.race["results"]:
            if self.race["no_processor_energy"]:
                self.assertIsNone(r["joules_per_path_step"])
            else:
                self.assertGreater(r["joules_per_path_step"], 0.0)
            self.assertIsNone(r["gpu_joules_per_path_step"])

    def test_tables_fit_a_terminal(self):
        self.assertLessEqual(max(map(len, self.done.stdout.splitlines())), 100)
        tables = [block for block in self.done.stdout.split("\n\n") if "draws;" in block]
        self.assertEqual(len(tables), 4)
        for table in tables:
            self.assertEqual(len(table.splitlines()), 2 + 2 * len(WORKS))
            self.assertLessEqual(max(map(len, table.splitlines()[1:])), 80)

    def test_markdown_tables_are_whole(self):
        rows = [line for line in self.markdown.splitlines() if line.startswith("|")]
        self.assertGreater(len(rows), 4 * len(WORKS))
        for heading in ("### Speed, philox draws", "### What it takes, sobol draws"):
            self.assertIn(heading, self.markdown)


class Scaling(Measured):
    words = ["--suite", ",".join(SCALED), "--draws", "philox", "--paths", 4096, "--repeats", 1]

    def test_sizes_are_scaled_along_four_axes(self):
        axes = {each["axis"]: each["points"] for each in self.race["scaling"]}
        self.assertEqual(list(axes), ["paths", "steps", "assets", "netting sets"])
        for points in axes.values():
            sizes = [point["size"] for point in points]
            self.assertEqual(sizes, sorted(set(sizes)))
            for point in points:
                self.assertEqual(list(point["path_steps_per_second"]), DEVICES)
                self.assertTrue(all(rate > 0.0 for rate in point["path_steps_per_second"].values()))

    def test_every_key_is_documented(self):
        text = (ROOT / "docs" / "reference" / "bench.md").read_text()
        documented = set(re.findall(r"`([\w-]+)`", text))
        self.assertEqual(keys(self.race) - documented, set())

    def test_the_page_is_valid_and_stands_alone(self):
        assert_valid(self, self.page)
        self.assertEqual(self.page.foreign(), [])
        self.assertEqual(self.page.tags.count("svg"), 1 + 4)
        self.assertEqual(len(self.page.chart_titles()), 1 + 4)
        self.assertTrue(all(self.page.chart_titles()))
        text = "".join(self.page.text)
        for r in self.race["results"]:
            self.assertIn(r["work"], text)
        for each in self.race["scaling"]:
            for point in each["points"]:
                self.assertIn(str(point["size"]), text)


class Refusals(unittest.TestCase):
    def refused(self, code, *words):
        done = run(*words)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        return done.stderr

    def test_a_misspelt_work_comes_with_the_one_that_was_meant(self):
        self.assertIn("Did you mean 'heston'?", self.refused(2, "--suite", "gbm,hestno"))

    def test_prices_that_are_none(self):
        for wrong in ("0.4", "cpu=cheap", "cpu=-1", "disk=1", "cpu=1,cpu=2"):
            with self.subTest(price=wrong):
                self.assertIn("--price-per-hour", self.refused(2, "--price-per-hour", wrong))

    def test_files_that_cannot_be_written_are_refused_before_anything_is_timed(self):
        for option in ("--json", "--html", "--markdown"):
            with self.subTest(option=option):
                self.assertIn("cannot write", self.refused(6, option, "missing/folder/bench"))
                self.assertIn("cannot write", self.refused(6, option, "."))

    def test_counts_out_of_range(self):
        for words in (["--paths", 0], ["--repeats", 0], ["--threads", -1], ["--draws", "niederreiter"]):
            self.refused(2, *words)

    def test_a_book_that_is_not_there(self):
        stderr = self.refused(4, "--suite", "gbm,xva-book", "--book", "missing.toml")  # before anything is timed
        self.assertIn("missing.toml", stderr)

    def test_a_required_device(self):
        if b"cuda:" in subprocess.run([SNELL, "devices"], capture_output=True, check=True).stdout:
            self.skipTest("there is a GPU")
        self.assertIn("--device cuda", self.refused(8, "--device", "cuda", "--suite", "gbm"))


if __name__ == "__main__":
    SNELL, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1], verbosity=2)
