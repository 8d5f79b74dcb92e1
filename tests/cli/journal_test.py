"""What a run tells as it goes: events, metrics, and a bar on a terminal; and that none of it changes a byte."""

import argparse
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

SNELL = ""
os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
ROOT = pathlib.Path()
RESULTS = ("npv.csv", "xva.csv", "exposure.csv", "replicates.csv", "convergence.csv", "calibration.csv", "audit.csv", "failures.csv",
           "manifest.json")
KINDS = {
    "begin": {"format", "command", "folder"},
    "phase": {"phase", "state"},
    "plan": {"run", "plan", "trades", "netting_sets", "dates", "paths", "units"},
    "forecast": {"memory", "disk", "expected_seconds"},
    "progress": {"units", "units_done", "share"},
    "failure": {"kind", "id", "netting_set", "code", "where", "problem", "remedy"},
    "warning": {"problem"},
    "results": {"currency", "totals"},
    "end": {"exit_code", "messages"},
}


def run(*arguments, **more):
    return subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False,
                          stdin=subprocess.DEVNULL, **more)


def events(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def samples(file):
    """Name and labels of each sample of a text file for Prometheus, and its value."""
    found = {}
    for line in file.read_text().splitlines():
        if not line.startswith("#"):
            match = re.fullmatch(r'(\w+\{(?:\w+="(?:[^"\\\n]|\\.)*",?)*\}) (\S+)', line)
            found[match[1]] = float(match[2])
    return found


class Told(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.run = self.folder / "run"
        self.run.mkdir()
        page = (ROOT / "docs/reference/xva-run.md").read_text()
        for name, text in re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)```", page, re.M | re.S):
            (self.run / name).write_text(text.replace('grid = "40,3M"', 'grid = "6,1Y"'))
        self.words = ("--paths", 256, "--replicates", 4)
        self.night, self.events, self.metrics = (self.folder / n for n in ("night", "events", "metrics"))

    def watched(self, *words):
        return run(*words, "--events", self.events, "--metrics", self.metrics)

    def results(self, folder):
        return {name: (folder / name).read_bytes() for name in RESULTS}

    def reference(self):
        run("xva", self.run, "-o", self.folder / "whole", *self.words)
        return self.results(self.folder / "whole")

    def check(self, lines):
        """As docs/reference/events.md has them."""
        self.assertEqual((lines[0]["event"], lines[-1]["event"]), ("begin", "end"))
        page = (ROOT / "docs/reference/events.md").read_text()
        before = -1.0
        for line in lines:
            self.assertLessEqual(KINDS[line["event"]], line.keys())
            self.assertRegex(line["time"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertGreaterEqual(line["seconds"], before)
            before = line["seconds"]
            for key in line:
                self.assertIn(f"`{key}`", page)

    def test_events_tell_what_happens_and_change_no_byte(self):
        whole = self.reference()
        done = self.watched("xva", self.run, "-o", self.night, *self.words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.results(self.night), whole)
        lines = events(self.events)
        self.check(lines)
        phases = [e["phase"] for e in lines if e["event"] == "phase" and e["state"] == "end"]
        self.assertEqual(phases, ["files", "portfolio", "market", "values today", "calibration", "plan", "forecast",
                                  "simulation", "results"])
        plan = next(e for e in lines if e["event"] == "plan")
        manifest = json.loads(whole["manifest.json"])
        self.assertEqual((plan["plan"], plan["trades"], plan["units"]), (manifest["plan"]["sha256"], 1, 4))
        last = [e for e in lines if e["event"] == "progress"][-1]
        self.assertEqual((last["units_done"], last["share"], last["seconds_left"]), (4, 1.0, 0.0))
        totals = next(e for e in lines if e["event"] == "results")["totals"]
        self.assertIn(f",,CVA,,,{totals['CVA']['value']},{totals['CVA']['std_error']},",
                      (self.night / "xva.csv").read_text())
        self.assertEqual(lines[-1]["exit_code"], 0)

    def test_every_command_of_a_night_appends_its_events(self):
        self.watched("plan", self.run, "-o", self.night, *self.words)
        self.watched("work", "--plan", self.night, "--units", "0-1")
        (self.night / "units/000001.unit").write_text("damaged")
        self.watched("resume", self.night)
        self.watched("merge", self.night)
        lines = events(self.events)
        starts = [i for i, e in enumerate(lines) if e["event"] == "begin"]
        self.assertEqual([lines[i]["command"] for i in starts], ["plan", "work", "resume", "merge"])
        for begin, end in zip(starts, [*starts[1:], len(lines)]):
            self.check(lines[begin:end])
        warnings = [e["problem"] for e in lines if e["event"] == "warning"]
        self.assertEqual(len(warnings), 1)
        self.assertIn("000001.unit", warnings[0])

    def test_failures_and_faults_are_told(self):
        trades = self.run / "trades.csv"
        row = trades.read_text().splitlines()[1]
        trades.write_text(trades.read_text() + row.replace("S1,", "S2,").replace("EURIBOR-6M", "NOBODY-6M") + "\n")
        done = self.watched("xva", self.run, "-o", self.night, *self.words)
        self.assertEqual(done.returncode, 3)
        lines = events(self.events)
        self.check(lines)
        failed = [e for e in lines if e["event"] == "failure"]
        self.assertEqual([e["id"] for e in failed], ["S2"])
        self.assertEqual(lines[-1]["exit_code"], 3)
        self.assertIn(f'snell_run_failures{{command="xva",folder="{self.night}"}}', samples(self.metrics))
        trades.unlink()
        self.events.unlink()
        done = self.watched("xva", self.run, "-o", self.night, *self.words)
        end = events(self.events)[-1]
        self.assertEqual((done.returncode, end["exit_code"], end["messages"]), (4, 4, done.stderr.splitlines()))

    def test_metrics_are_whole_and_say_how_it_ended(self):
        strange = self.folder / 'a "night" \\ of\nruns'
        self.assertEqual(self.watched("xva", self.run, "-o", strange, *self.words).returncode, 0)
        found = {name.split("{")[0]: value for name, value in samples(self.metrics).items()}
        for name, value in (("running", 0), ("exit_code", 0), ("units", 4), ("units_done", 4), ("progress_ratio", 1)):
            self.assertEqual(found[f"snell_run_{name}"], value, name)
        self.assertLess(abs(found["snell_run_update_time_seconds"] - time.time()), 60)
        measures = [name for name in samples(self.metrics) if 'measure="CVA"' in name]
        self.assertEqual(len(measures), 2)
        page = (ROOT / "docs/reference/events.md").read_text()
        for name in found:
            self.assertIn(name.removeprefix("snell_run_"), page)
        self.assertEqual([p.name for p in self.folder.iterdir() if p.name.startswith("metrics")], ["metrics"])

    def test_what_cannot_be_opened_is_said_first_and_what_fails_later_changes_nothing(self):
        for option in ("--events", "--metrics"):
            done = run("xva", self.run, "-o", self.night, *self.words, option, self.folder / "no/such/file")
            self.assertEqual(done.returncode, 6)
            self.assertIn("no/such/file", done.stderr)
            self.assertFalse(self.night.exists())
        whole = self.reference()
        done = run("xva", self.run, "-o", self.night, *self.words, "--events", "/dev/full")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, "snell: '/dev/full' cannot be written all the time; the run goes on\n")
        self.assertEqual(self.results(self.night), whole)

    def test_a_pipe_that_nobody_reads_stops_nothing(self):
        whole = self.reference()
        os.mkfifo(self.events)
        done = self.watched("xva", self.run, "-o", self.night, *self.words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.results(self.night), whole)

    def test_a_signal_is_told(self):
        job = subprocess.Popen([SNELL, "xva", self.run, "-o", self.night, "--paths", str(1 << 22), "--replicates", "64",
                                "--events", self.events], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not list((self.night / "units").glob("*.unit")):
            time.sleep(0.01)
            self.assertIsNone(job.poll())
        job.send_signal(signal.SIGTERM)
        self.assertEqual(job.wait(timeout=30), 143)
        lines = events(self.events)
        self.check(lines)
        self.assertEqual(lines[-1]["exit_code"], 143)
        last = [e for e in lines if e["event"] == "progress"][-1]
        self.assertTrue(0 < last["share"] < 1 and last["seconds_left"] > 0, last)

    def on_terminal(self, *words, kind):
        """What a terminal of a kind gets to see on stderr."""
        master, slave = pty.openpty()
        job = subprocess.Popen([SNELL, *map(str, words)], stdout=subprocess.DEVNULL, stderr=slave,
                               env={**os.environ, "TERM": kind})
        os.close(slave)
        seen = b""
        try:
            while part := os.read(master, 4096):
                seen += part
        except OSError:
            pass  # the other end is closed
        os.close(master)
        self.assertEqual(job.wait(timeout=60), 0)
        return seen.decode()

    def test_a_terminal_gets_a_bar_that_is_taken_away(self):
        words = ("xva", self.run, "-o", self.night, *self.words, "--device", "cpu")  # auto tells where it looked
        seen = self.on_terminal(*words, kind="xterm")
        self.assertIn("simulation [########################] 100 %, 0 s left", seen)
        self.assertTrue(seen.endswith("\r\033[K"))
        self.assertRegex(self.on_terminal(*words, kind="dumb"), r"\Asnell: takes up to [^\r\n]*\r\n\Z")
        price = ("price", ROOT / "portfolios/examples/first.toml", "--paths", 1 << 22)
        self.assertRegex(self.on_terminal(*price, kind="xterm"), r"\[#+\.*\] +\d+ %, error ")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("tests", nargs="*", help="names of tests [all]")
    options = parser.parse_args()
    SNELL, ROOT = options.snell, options.root
    unittest.main(argv=[sys.argv[0], *options.tests])
