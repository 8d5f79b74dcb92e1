"""The command as a user meets it: exit codes, streams, formats, equal bytes for any threads and lanes, and every example
of --help runs."""

import argparse
import csv
import io
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

SNELL = ""
EXAMPLES = pathlib.Path()
EUROPEAN = shlex.split("--model black_scholes --product european_call --spot 100 --strike 105 --volatility 0.2 "
                       "--rate 0.03 --maturity 1 --paths 4096")

BOOK = """[market]
spot = 100
rate = 0.03
[model]
kind = "black_scholes"
volatility = 0.2
[[trades]]
id = "good"
product = "european_call"
strike = 105
maturity = 1.0
"""
BAD_TRADE = '[[trades]]\nid = "bad"\nproduct = "european_call"\nstrike = -5\nmaturity = 1.0\n'


def run(*arguments, folder=None):
    return subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False,
                          stdin=subprocess.DEVNULL, cwd=folder)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        os.environ["SNELL_REGISTRY"] = str(self.folder / "runs.sqlite")  # not that of who tests
        (self.folder / "portfolios").mkdir()  # examples of --help are those of a user in the root of the project
        (self.folder / "portfolios" / "examples").symlink_to(EXAMPLES.resolve())

    def file(self, text):
        path = self.folder / "book.toml"
        path.write_text(text)
        return path

    def test_a_sound_file_exits_0_with_data_on_stdout_only(self):
        done = run("price", self.file(BOOK))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("+-", done.stdout)

    def test_usage_exits_2(self):
        for words in (["price"], ["price", "--sampler", "dice", *EUROPEAN], ["nonsense"], ["explain", "E999"],
                      ["price", self.file(BOOK), "--strike", "5"], ["price", "--target-se", "wide", *EUROPEAN]):
            with self.subTest(words=words):
                done = run(*words)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertTrue(done.stderr.startswith("snell: "), done.stderr)

    def test_one_bad_trade_leaves_the_others_their_bytes_and_exits_3(self):
        alone = run("price", self.file(BOOK), "--json", "--no-seconds")
        both = run("price", self.file(BOOK + BAD_TRADE), "--json", "--no-seconds")
        self.assertEqual(both.returncode, 3)
        self.assertEqual(json.loads(both.stdout)["trades"], json.loads(alone.stdout)["trades"])
        self.assertEqual(len(json.loads(both.stdout)["failures"]), 1)
        self.assertIn("book.toml:15:10: trade 'bad'", both.stderr)

    def test_nothing_computed_exits_4(self):
        for text in ("", "[market\n", BOOK.replace("0.2", "-0.2"), BOOK.split("[[")[0] + BAD_TRADE,
                     BOOK.replace("spot = 100", "spot = nan")):
            with self.subTest(text=text):
                done = run("price", self.file(text))
                self.assertEqual((done.returncode, done.stdout), (4, ""))
                self.assertRegex(done.stderr, r"\[E\d{3}\]")

    def test_a_target_out_of_reach_exits_6_with_a_valid_result(self):
        done = run("price", *EUROPEAN, "--target-se", "1e-9", "--sampler", "philox", "--json")
        self.assertEqual(done.returncode, 6)
        trade = json.loads(done.stdout)["trades"][0]
        self.assertFalse(trade["target_met"])
        self.assertGreater(trade["std_error"], 1e-9)

    def test_a_file_that_cannot_be_written_exits_6(self):
        done = run("price", *EUROPEAN, "-o", self.folder / "missing" / "out.json")
        self.assertEqual(done.returncode, 6)
        self.assertIn("cannot write", done.stderr)

    def test_a_missing_device_exits_8(self):
        done = run("price", "--device", "cuda", *EUROPEAN)
        self.assertEqual((done.returncode, done.stdout), (8, ""))

    def test_targets_are_met(self):
        absolute = json.loads(run("price", *EUROPEAN[:-2], "--target-se", "0.002", "--json").stdout)["trades"][0]
        self.assertLessEqual(absolute["std_error"], 0.002)
        relative = json.loads(run("price", *EUROPEAN[:-2], "--target-se", "0.1%", "--json").stdout)["trades"][0]
        self.assertLessEqual(relative["std_error"], 0.001 * relative["value"])

    def test_bytes_do_not_depend_on_threads_or_lanes(self):
        book = EXAMPLES / "heston.toml"
        words = ["price", book, "--json", "--no-seconds", "--greeks", "--target-se", "0.5%"]
        reference = run(*words, "--threads", "1")
        self.assertEqual(reference.returncode, 0, reference.stderr)
        for more in (["--threads", n] for n in (2, 3, 7)):
            self.assertEqual(run(*words, *more).stdout, reference.stdout, more)
        for lanes in ("scalar", "avx2", "avx512"):
            done = run(*words, "--lanes", lanes)
            if done.returncode == 8:  # a processor without AVX-512
                continue
            self.assertEqual(done.stdout, reference.stdout, lanes)

    def test_every_example_meets_its_own_settings(self):
        for book in sorted(EXAMPLES.glob("*.toml")):
            with self.subTest(book=book.name):
                done = run("price", book)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_csv_and_json_tell_the_same(self):
        words = ["greeks", *EUROPEAN]
        rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").stdout)))
        trade = json.loads(run(*words, "--json").stdout)["trades"][0]
        told = {"value": trade["value"], **{g["name"]: g["value"] for g in trade["greeks"]}}
        self.assertEqual({row["measure"]: float(row["value"]) for row in rows}, told)

    def test_a_file_is_written_whole_or_not_at_all(self):
        path = self.folder / "out.json"
        self.assertEqual(run("price", *EUROPEAN, "--json", "-o", path).returncode, 0)
        self.assertEqual(json.loads(path.read_text())["trades"][0]["id"], "trade-1")
        self.assertEqual(list(self.folder.glob("*.partial")), [])

    def test_every_command_has_help_whose_example_runs(self):
        (self.folder / "tests").symlink_to(EXAMPLES.resolve().parent.parent / "tests")
        commands = re.findall(r"^  ([a-z]+) {2,}", run("--help").stdout.split("Subcommands:")[1], re.M)
        self.assertGreater(len(commands), 8)
        for command in commands:
            with self.subTest(command=command):
                shown = run(command, "--help")
                self.assertEqual(shown.returncode, 0)
                example = re.search(r"^Example: (snell .*)$", shown.stdout, re.M)
                self.assertIsNotNone(example, shown.stdout)
                for step in example.group(1).split(" > ")[0].split(" && "):
                    program, *words = shlex.split(step)
                    self.assertEqual(program, "snell")
                    self.assertEqual(run(*words, folder=self.folder).returncode, 0, step)

    def test_a_local_volatility_is_given_by_one_surface(self):
        local = "local = { times = [1.0], spots = [50, 100, 200], volatilities = [[0.2, 0.2, 0.2]] }"
        text = BOOK.replace('"black_scholes"', '"local_volatility"')
        flat = json.loads(run("price", self.file(text.replace("volatility = 0.2", local)), "--json").stdout)["trades"][0]
        plain = json.loads(run("price", self.file(BOOK), "--json").stdout)["trades"][0]
        self.assertLess(abs(flat["value"] - plain["value"]), 4 * flat["std_error"] + 4 * plain["std_error"])
        none = run("price", self.file(text.replace("volatility = 0.2", "")))
        self.assertEqual(none.returncode, 4)
        self.assertIn("needs one surface, implied or local", none.stderr)

    def test_completions_parse_and_name_every_command(self):
        for shell in ("bash", "zsh", "fish"):
            text = run("completion", shell).stdout
            for word in ("price", "greeks", "selftest", "target-se", "xva", "validate", "convert", "netting-sets"):
                self.assertIn(word, text)
            if shutil.which(shell):
                done = subprocess.run([shell, "-n"], input=text, capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_manual_page_is_sound(self):
        page = run("man").stdout
        self.assertTrue(page.startswith(".TH SNELL 1"))
        for command in ("xva", "validate", "convert", "generate book", "terms"):
            self.assertIn(f"\n.SS snell {command}\n", page)
        if not shutil.which("mandoc"):
            self.skipTest("no mandoc to lint the page")
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "error"], input=page, capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_every_code_of_an_error_is_explained(self):
        codes = re.findall(r"^(E\d{3}) ", run("explain").stdout, re.M)
        self.assertGreater(len(codes), 10)
        for code in codes:
            self.assertTrue(run("explain", code).stdout.startswith(code + ": "))

    def test_version_names_compiler_flags_and_libraries(self):
        text = run("--version").stdout
        for word in ("snell 0.", "compiler", "-ffp-contract=off", "oneTBB"):
            self.assertIn(word, text)

    def test_selftest_holds(self):
        done = run("selftest", "--json")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertTrue(all(check["holds"] for check in json.loads(done.stdout)))

    def test_schema_is_json(self):
        self.assertIn("$schema", json.loads(run("schema").stdout))

    def test_hostile_files_are_refused_without_a_crash(self):
        nested = "x = " + "[" * 5000 + "]" * 5000
        for text in (nested, 'x = "' + "a" * 10_000_000 + '"', BOOK.replace("105", "inf"), "\x00\xff", BOOK * 2,
                     BOOK.replace("1.0", "[]"), BOOK + "[market.correlation]\n"):
            done = run("price", self.file(text))
            self.assertEqual(done.returncode, 4, done.stderr[:400])
            self.assertLess(len(done.stderr), 100_000)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--examples", type=pathlib.Path, required=True)
    words, rest = parser.parse_known_args()
    SNELL, EXAMPLES = words.snell, words.examples
    unittest.main(argv=[__file__, *rest])
