"""What a run of `snell xva` meets beside its files: memory that fails, clocks that jump, places of the world, quotes gone wrong.
With --torture every case, and what was counted."""

import argparse
import collections
import concurrent.futures
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
MEMORY = CLOCK = ""
TORTURE = False
TABLES = ("npv.csv", "xva.csv", "exposure.csv", "replicates.csv", "convergence.csv", "calibration.csv", "audit.csv", "failures.csv")
RESULTS = (*TABLES, "manifest.json")
TINY = ("--paths", "4", "--replicates", "2", "--threads", "1", "--trade-timeout", "0")  # in one process


def run(*arguments, more=None, **options):
    return subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False,
                          stdin=subprocess.DEVNULL, env={**os.environ, **(more or {})}, **options)


def some(cases, few):
    """All cases, or in the short form a few, evenly spread."""
    cases = list(cases)
    return cases if TORTURE else cases[:: max(1, len(cases) // few)]


def at_once(work, cases):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(cases, pool.map(work, cases))


class Campaign(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.run = self.folder / "run"
        self.run.mkdir()
        page = (ROOT / "docs/reference/xva-run.md").read_text()
        for name, text in re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)```", page, re.M | re.S):
            (self.run / name).write_text(text.replace('grid = "40,3M"', 'grid = "1,1Y"\nquantiles = [0.95]'))
        done = run("xva", self.run, "-o", self.folder / "whole", *TINY)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.whole = self.results(self.folder / "whole")

    def results(self, folder):
        return {name: (folder / name).read_bytes() for name in RESULTS if (folder / name).exists()}


class Memory(Campaign):
    def allocations(self):
        """How many a tiny run makes."""
        count = self.folder / "count"
        run("xva", self.run, "-o", self.folder / "counted", *TINY,
            more={"LD_PRELOAD": MEMORY, "SNELL_MEMORY_COUNT": str(count)})
        return int(count.read_text())

    def short_of(self, number, **more):
        """A run whose allocation of a number fails: what it leaves is whole, and resumed to the same bytes."""
        night = self.folder / f"night{number}"
        done = run("xva", self.run, "-o", night, *TINY,
                   more={"LD_PRELOAD": MEMORY, "SNELL_MEMORY_AT": str(number), **more})
        there = self.results(night)
        faults = [name for name, found in there.items() if found != self.whole[name]]
        if done.returncode == 0 and len(there) < len(RESULTS):
            faults.append("exit code 0 without all results")
        if done.returncode == 6 and "emory" not in done.stderr:
            faults.append(f"exit code 6 says '{done.stderr}'")
        if done.returncode not in (0, 6):
            faults.append(f"exit code {done.returncode}: {done.stderr}")
        if (night / "plan.snell").exists() and number % 50 == 0:
            run("resume", night)
            faults += [f"{name} of the resumed run" for name, found in self.results(night).items()
                       if found != self.whole[name]]
        shutil.rmtree(night, ignore_errors=True)
        return done.returncode, faults

    def survey(self, numbers, **more):
        codes = collections.Counter()
        for number, (code, faults) in at_once(lambda n: self.short_of(n, **more), numbers):
            self.assertEqual(faults, [], f"allocation {number}")
            codes[code] += 1
        return codes

    def test_an_allocation_that_fails_exits_6_or_changes_nothing(self):
        count = self.allocations()
        self.assertGreater(count, 1000)
        codes = self.survey(some(range(1, count + 1), 40))
        self.assertGreater(codes[6], codes[0] / 10)
        if TORTURE:
            print(f"each of {count} allocations failed: {codes[6]} times exit 6, {codes[0]} times the same bytes")

    def test_memory_that_is_gone_for_good_exits_6(self):
        numbers = some(range(1, self.allocations() - 200, 25), 12)
        codes = self.survey(numbers, SNELL_MEMORY_STAYS="1")
        self.assertEqual(set(codes), {6})
        if TORTURE:
            print(f"memory gone for good at {len(numbers)} moments: exit 6 each time")


class Surroundings(Campaign):
    def same(self, what, more, words=(), **options):
        night = self.folder / "night"
        done = run("xva", self.run, "-o", night, *TINY, *words, more=more, **options)
        self.assertEqual((done.returncode, done.stderr), (0, ""), what)
        self.assertEqual(self.results(night), self.whole, what)

    def test_places_change_no_byte(self):
        made = self.folder / "locales"
        made.mkdir()
        names = ["C", "C.UTF-8", "nowhere.UTF-8"]
        for name in ("de_DE", "tr_TR", "ar_SA"):  # a comma for a point, an i without a dot, other digits
            if shutil.which("localedef") and subprocess.run(
                    ["localedef", "-i", name, "-f", "UTF-8", made / f"{name}.UTF-8"], capture_output=True,
                    check=False).returncode in (0, 1):
                names.append(f"{name}.UTF-8")
        for name in names:
            self.same(name, {"LC_ALL": name, "LANG": name, "LOCPATH": str(made)})
        zones = ["UTC", "XYZ-14", "XYZ+12:30", "Pacific/Kiritimati", "America/St_Johns", ":nowhere"]
        for zone in zones:
            self.same(zone, {"TZ": zone})
        if TORTURE:
            print(f"{len(names)} locales and {len(zones)} time zones: the same bytes")

    def test_clocks_that_jump_change_no_byte(self):
        events = self.folder / "events"
        jumps = (3600, 86400, 1_000_000_000)
        for jump in jumps:
            self.same(jump, {"LD_PRELOAD": CLOCK, "SNELL_CLOCK_JUMP": str(jump)}, ("--events", events))
        seconds = []
        for line in map(json.loads, events.read_text().splitlines()):
            if line["event"] == "begin":
                seconds = []
            seconds.append(line["seconds"])
            self.assertEqual(seconds, sorted(seconds))
            self.assertLess(seconds[-1], 300)
        if TORTURE:
            print(f"clocks that jump by {', '.join(map(str, jumps))} s at each look: the same bytes")

    def test_masks_of_files_change_no_byte_and_are_kept(self):
        for mask in (0o000, 0o022, 0o077):
            shutil.rmtree(self.folder / "night", ignore_errors=True)
            self.same(mask, {}, preexec_fn=lambda: os.umask(mask))
            for path in (self.folder / "night").rglob("*"):
                full = 0o777 if path.is_dir() else 0o666
                self.assertEqual(path.stat().st_mode & 0o777, full & ~mask, path)


def native_mutations():
    """(file, text with one number of the quotes mutated, what was done) of the example in Snell's own format."""
    text = (ROOT / "portfolios/examples/xva/run.toml").read_text()
    begin, end = text.index("[quotes"), text.index("[model")
    for found in re.finditer(r"(?<![\w.-])-?\d+\.?\d*(?:e-?\d+)?(?![\w.:-])", text[begin:end]):
        at, to = begin + found.start(), begin + found.end()
        if "#" in text[text.rindex("\n", 0, at):at]:
            continue  # a comment
        for new in ("nan", "inf", "-inf", repr(-abs(float(found[0])) or -1.0), "1e300", '"x"'):
            yield "run.toml", text[:at] + new + text[to:], (f"line {text.count(chr(10), 0, at) + 1}", new)


def ore_mutations():
    """The same of the run folder, with quotes that are stale, missing, twice there, or have changed places."""
    lines = (ROOT / "tests/xva/fixtures/ore/market.txt").read_text().splitlines()
    quotes = [i for i, line in enumerate(lines) if re.fullmatch(r"\d+ \S+ [-+.\de]+", line)]
    for i, after in zip(quotes, [*quotes[1:], quotes[0]]):
        date, key, value = lines[i].split()
        other = lines[after].split()
        mutations = [(what, [f"{date} {key} {what}"])
                     for what in ("nan", "inf", "-inf", repr(-abs(float(value)) or -1.0), "0", "1e300", "x")]
        mutations += [("stale", [f"20200101 {key} {value}"]), ("missing", []),
                      ("twice", [lines[i], f"{date} {key} {1.5 * float(value) + 0.01!r}"])]
        for what, new in mutations:
            yield "market.txt", "\n".join(lines[:i] + new + lines[i + 1:]) + "\n", (key, what)
        crossed = list(lines)
        crossed[i], crossed[after] = f"{date} {key} {other[2]}", f"{other[0]} {other[1]} {value}"
        yield "market.txt", "\n".join(crossed) + "\n", (key, f"crossed with {other[1]}")


class Quotes(Campaign):
    """One quote after the other goes wrong."""

    def outcome(self, source, name, text):
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            folder = pathlib.Path(place)
            shutil.copytree(source, folder / "run")
            (folder / "run" / name).write_text(text)
            done = run("xva", folder / "run", "-o", folder / "night", "--paths", 64, "--replicates", 2, "--threads", 1)
            tables = {n: (folder / "night" / n).read_text() for n in TABLES if (folder / "night" / n).exists()}
            return done, tables

    def faults(self, done, tables, what, sound):
        """Why this is no good answer to a wrong quote."""
        if done.returncode not in (0, 3, 4):
            yield f"exit code {done.returncode}: {done.stderr}"
        if done.returncode == 4 and not re.search(r"\[E\d{3}\]", done.stderr):
            yield f"exit code 4 without a cause: {done.stderr}"
        if done.returncode in (0, 3) and set(tables) != set(TABLES):
            yield "not all tables"
        no_number = re.compile(r"(?i)[-+]?(nan|inf)")
        for name, text in tables.items():
            for row in csv.DictReader(text.splitlines()):
                numbers = [row.get(k) or "" for k in ("value", "std_error", "market", "model", "residual")]
                if any(no_number.fullmatch(n) for n in numbers) and row.get("status") != "not_finite":
                    yield f"{name}: {row}"
        if what in ("nan", "inf", "-inf", "x", '"x"') and done.returncode == 0:
            told = tables["failures.csv"] != sound["failures.csv"]
            unused = all(tables[n] == sound[n] for n in ("npv.csv", "xva.csv", "exposure.csv"))
            if not told and not unused:
                yield "results differ, and nothing says why"

    def check(self, source, mutations, few):
        cases = some(mutations, few)
        name = cases[0][0]
        _, sound = self.outcome(source, name, (source / name).read_text())
        codes = collections.Counter()
        for (_, _, what), (done, tables) in at_once(lambda case: self.outcome(source, *case[:2]), cases):
            self.assertEqual(list(self.faults(done, tables, what[1], sound)), [], what)
            codes[done.returncode] += 1
        if TORTURE:
            print(f"{len(cases)} quotes of {source.relative_to(ROOT)} mutated, one at a time: " + ", ".join(
                f"{count} times exit {code}" for code, count in sorted(codes.items())))

    def test_a_quote_of_a_run_file_that_is_wrong_is_named_or_harmless(self):
        self.check(ROOT / "portfolios/examples/xva", native_mutations(), 8)

    def test_a_quote_of_a_run_folder_that_is_wrong_is_named_or_harmless(self):
        self.check(ROOT / "tests/xva/fixtures/ore", ore_mutations(), 12)

    def test_a_quote_beyond_all_numbers_fails_what_it_values(self):
        text = (ROOT / "portfolios/examples/xva/run.toml").read_text()
        text = re.sub(r"(\[quotes\.spot\][^\[]*?USD *= *)[\d.]+", r"\g<1>1e300", text)
        done, tables = self.outcome(ROOT / "portfolios/examples/xva", "run.toml", text)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(list(self.faults(done, tables, "1e300", tables)), [])
        self.assertGreater(len(tables["failures.csv"].splitlines()), 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--memory", required=True, help="the library that lets allocations fail")
    parser.add_argument("--clock", required=True, help="the library whose clock jumps")
    parser.add_argument("--torture", action="store_true")
    parser.add_argument("tests", nargs="*", help="names of tests [all]")
    options = parser.parse_args()
    SNELL, ROOT, MEMORY, CLOCK, TORTURE = options.snell, options.root, options.memory, options.clock, options.torture
    unittest.main(argv=[sys.argv[0], *options.tests])
