"""Files made to do harm: each is refused at once, and names made to do harm do none in anything that a run leaves."""

import argparse
import csv
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

SNELL = ""
os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
ROOT = pathlib.Path()
TORTURE = False
LIMIT = 1.0  # seconds of the processor, which other work does not lengthen
NAMES = {
    "script": "<script>alert(1)</script>",
    "attribute": "\" onload=\"alert(1)",
    "path": "../../x",
    "long": "n" * 10_000,
    "lines": "first\nsecond",
    "direction": "abc\u202egnp.exe",
    "formula": "=cmd|'/C calc'!A0",
    "terminal": "\x1b]0;owned\x07\x1b[2J",
}


def run(*arguments):
    """What a command ends with, and the seconds of the processor that it took."""
    before = os.times()
    done = subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False,
                          stdin=subprocess.DEVNULL)
    after = os.times()
    return done, after.children_user + after.children_system - before.children_user - before.children_system


def xml_cases(sound):
    """Bytes to stand where an XML file is meant."""
    laughs = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 10))
    yield "entities", f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'.encode()
    yield "a file by entity", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    yield "5 million levels", b"<a>" * 5_000_000 + b"</a>" * 5_000_000
    yield "a long attribute", b'<a b="' + b"x" * ((1 << 30) if TORTURE else (1 << 26)) + b'"/>'
    yield "UTF-16", sound.decode().encode("utf-16")
    yield "UTF-16, the other way round", b"\xfe\xff" + sound.decode().encode("utf-16-be")
    yield "a byte of 0", sound.replace(b">", b">\0", 1)
    yield "a million attributes", b"<a " + b" ".join(b"b%d='1'" % k for k in range(1_000_000)) + b"/>"
    yield "cut short", sound[: len(sound) // 2]


def csv_cases(sound):
    head, *rows = sound.splitlines()
    yield "more fields than columns", b"\n".join([head, *rows, b"," * 500])
    yield "a million columns", b",".join(b"c%d" % k for k in range(1_000_000)) + b"\n"
    yield "a million fields", head + b"\n" + b"," * 1_000_000 + b"\n"
    yield "a quote without an end", sound + b'"' + b"x" * 10_000_000
    yield "quotes in a field", head + b"\n" + b'a"b"c' * 1000
    yield "quotes alone", b'"' * 10_000_001
    yield "UTF-16", sound.decode().encode("utf-16")
    yield "lines of nothing", b"\n" * 10_000_000


def toml_cases(sound):
    yield "5 million levels", b"x = " + b"[" * 5_000_000 + b"]" * 5_000_000
    yield "5 million tables", b"[a" + b".a" * 5_000_000 + b"]\n"
    yield "a long text", b'x = "' + b"a" * 60_000_000 + b'"'
    yield "a long number", b"x = " + b"9" * 60_000_000
    yield "beyond the bound", sound + b"#" * 70_000_000
    yield "UTF-16", sound.decode().encode("utf-16")
    yield "a byte of 0", sound.replace(b"=", b"=\0", 1)
    yield "a key many times over", b"a = 1\n" * 100_000
    yield "many unknown keys", b"".join(b"k%d = 1\n" % k for k in range(100_000))


def json_cases(sound):
    yield "5 million levels", b"[" * 5_000_000 + b"]" * 5_000_000
    yield "5 million objects", b'{"a":' * 5_000_000 + b"1" + b"}" * 5_000_000
    yield "a long number", b'{"format": ' + b"9" * 10_000_000 + b"}"
    yield "not UTF-8", sound.replace(b'"run"', b'"\xff\xfe"')
    yield "UTF-16", sound.decode().encode("utf-16")
    yield "a byte of 0", sound.replace(b":", b":\0", 1)
    yield "other types", sound.replace(b'"outputs": {', b'"outputs": [').replace(b'"inputs": [', b'"inputs": 3, "x": [')
    yield "cut short", sound[: len(sound) // 2]


class Refused(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.slowest = (0.0, "")

    def book(self, source):
        place = self.folder / "book"
        shutil.rmtree(place, ignore_errors=True)
        return pathlib.Path(shutil.copytree(ROOT / source, place))

    def check(self, what, codes, *words):
        done, seconds = run(*words)
        self.assertIn(done.returncode, codes, (what, done.stderr[:500]))
        self.assertLess(seconds, LIMIT, what)
        self.assertLess(len(done.stderr), 100_000, what)
        self.slowest = max(self.slowest, (seconds, str(what)))

    def each(self, source, names, cases):
        count = 0
        for name in names:
            for what, text in cases((ROOT / source / name).read_bytes()):
                book = self.book(source)
                (book / name).write_bytes(text)
                self.check((name, what), {4}, "xva", book, "-o", self.folder / "night")
                manifest = self.folder / "night/manifest.json"  # of a run of which nothing could be priced
                self.assertTrue(not manifest.exists() or json.loads(manifest.read_text())["exit_code"] == 4)
                count += 1
        self.report(count)

    def report(self, count):
        if TORTURE:
            print(f"{self.id().split('.')[-1]}: {count} files refused, the slowest in {self.slowest[0]:.2f} s "
                  f"{self.slowest[1]}")

    def test_xml(self):
        names = ["portfolio.xml"]
        if TORTURE:
            names += ["ore.xml", "netting.xml", "simulation.xml", "todaysmarket.xml", "curveconfig.xml",
                      "conventions.xml", "calendaradjustment.xml"]
        self.each("tests/xva/fixtures/ore", names, xml_cases)

    def test_csv(self):
        self.each("portfolios/examples/xva", ["trades.csv", *(["netting_sets.csv", "fixings.csv"] if TORTURE else [])],
                  csv_cases)

    def test_toml(self):
        self.each("portfolios/examples/xva", ["run.toml"], toml_cases)

    def test_json(self):
        night = self.folder / "night"
        done, _ = run("xva", ROOT / "portfolios/examples/xva", "-o", night, "--paths", 64, "--replicates", 2)
        self.assertEqual(done.returncode, 0, done.stderr)
        sound = (night / "manifest.json").read_bytes()
        count = 0
        for what, text in json_cases(sound):
            (night / "manifest.json").write_bytes(text)
            self.check(("replay", what), {7}, "replay", night)
            self.check(("diff", what), {7}, "diff", night, night)
            self.check(("report", what), {0}, "report", night)  # without the facts of the manifest
            count += 1
        self.report(count)


class Tags(html.parser.HTMLParser):
    """What a page consists of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


class Named(unittest.TestCase):
    """Trades, netting sets, counterparties and indices that carry such names."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.book, cls.night, cls.events, cls.metrics, cls.registry = (
            cls.folder / name for name in ("book", "night", "events", "metrics", "runs.sqlite"))
        shutil.copytree(ROOT / "portfolios/examples/xva", cls.book)
        with (cls.book / "trades.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        sound = next(row for row in rows if row["type"] == "Swap" and row["leg2_index"])
        for name in NAMES.values():
            rows.append({**sound, "id": name, "netting_set": name, "counterparty": name})
            rows.append({**sound, "id": name + "?", "netting_set": name, "counterparty": name, "leg2_index": name})
        cls.ids = {row["id"] for row in rows}
        with (cls.book / "trades.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        cls.done, _ = run("xva", cls.book, "-o", cls.night, "--paths", 64, "--replicates", 2, "--by-trade", "--events",
                          cls.events, "--metrics", cls.metrics, "--registry", cls.registry)

    def test_the_others_are_priced_and_nothing_lies_elsewhere(self):
        self.assertEqual(self.done.returncode, 3, self.done.stderr[:2000])
        self.assertEqual({p.name for p in self.folder.iterdir()},
                         {"book", "night", "events", "metrics", "runs.sqlite"})
        self.assertEqual({str(p.relative_to(self.night)) for p in self.night.rglob("*")},
                         {"npv.csv", "xva.csv", "exposure.csv", "replicates.csv", "convergence.csv", "calibration.csv", "audit.csv",
                          "failures.csv", "manifest.json", "plan.snell", "timings.json", "report.html"})

    def test_tables_hold_the_names_and_no_formula(self):
        seen = set()
        for path in self.night.glob("*.csv"):
            with path.open(newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    for column, text in row.items():
                        if column in ("netting_set", "trade", "id", "problem", "where", "remedy"):
                            self.assertNotRegex(text, r"\A[=+\-@\t\r\n]")
                    seen.add((row.get("trade") or row.get("id") or "").removeprefix("'"))
        self.assertLessEqual(self.ids, seen)

    def test_no_name_becomes_markup(self):
        pages = [(self.night / "report.html").read_text(encoding="utf-8")]
        for name in NAMES.values():
            for words in (("--netting-set", name), ("--netting-set", name, "--trade", name)):
                done, _ = run("report", self.night, "-o", "-", *words)
                self.assertEqual(done.returncode, 0, done.stderr[:500])
                pages.append(done.stdout)
                done, _ = run("plot", self.night, "--chart", "exposure", *words)
                self.assertEqual(done.returncode, 0, done.stderr[:500])
                xml.etree.ElementTree.fromstring(done.stdout)
                pages.append(done.stdout)
        for text in pages:
            page = Tags(text)
            self.assertFalse(page.tags & {"script", "img", "iframe", "object", "link"})
            self.assertFalse([name for name in page.attributes if name.startswith("on")])
            self.assertNotRegex(text, "[\u202e\x1b\x07]")
            self.assertLess(max(map(len, re.findall(r">([^<]*)<", text.split("</style>")[-1]))), 1000)

    def test_what_machines_read_stays_sound(self):
        for path in (self.night / "manifest.json", self.night / "timings.json"):
            json.loads(path.read_text(encoding="utf-8"))
        failed = [e["id"] for e in map(json.loads, self.events.read_text(encoding="utf-8").split("\n")[:-1])
                  if e["event"] == "failure"]
        self.assertEqual(set(failed), {name + "?" for name in NAMES.values()})
        for line in self.metrics.read_text(encoding="utf-8").splitlines():
            self.assertRegex(line, r"\A(#|snell_run_\w+\{)")
        done, _ = run("runs", "--registry", self.registry, "--json")
        self.assertEqual(len(json.loads(done.stdout)), 1)

    def test_terminals_are_told_nothing_that_they_obey(self):
        for text in (self.done.stdout, self.done.stderr, run("diff", self.night, self.night)[0].stdout,
                     run("runs", "show", 1, "--registry", self.registry)[0].stdout):
            self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\x7f\u202e]")
            self.assertLess(max(map(len, text.splitlines())), 4000)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--torture", action="store_true")
    parser.add_argument("tests", nargs="*", help="names of tests [all]")
    options = parser.parse_args()
    SNELL, ROOT, TORTURE = options.snell, options.root.resolve(), options.torture
    unittest.main(argv=[sys.argv[0], *options.tests])
