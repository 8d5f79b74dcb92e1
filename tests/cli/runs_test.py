"""The registry of runs: what it keeps, that it keeps two at a time, and that it never costs a night."""

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

SNELL = ""
os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
ROOT = pathlib.Path()


def run(*arguments, **more):
    return subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False,
                          stdin=subprocess.DEVNULL, **more)


class Runs(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.run = self.folder / "run"
        self.run.mkdir()
        page = (ROOT / "docs/reference/xva-run.md").read_text()
        for name, text in re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)```", page, re.M | re.S):
            (self.run / name).write_text(text.replace('grid = "40,3M"', 'grid = "2,1Y"'))
        self.words = ("--paths", 64, "--replicates", 2)
        self.file = self.folder / "state/runs.sqlite"

    def night(self, name, *more, **options):
        return run("xva", self.run, "-o", self.folder / name, *self.words, *more, **options)

    def listed(self, *more):
        return json.loads(run("runs", "--registry", self.file, "--json", *more).stdout)

    def test_a_run_is_kept_with_its_totals(self):
        done = self.night("one", "--registry", self.file)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        (kept,) = self.listed()
        manifest = json.loads((self.folder / "one/manifest.json").read_text())
        self.assertEqual((kept["state"], kept["exit_code"], kept["command"]), ("done", 0, "xva"))
        self.assertEqual((kept["plan"], kept["run"]), (manifest["plan"]["sha256"], manifest["run"]))
        self.assertEqual(kept["program"], manifest["build"]["sha256"])
        self.assertEqual((kept["trades"], kept["failures"], kept["units"], kept["units_done"]), (1, 0, 2, 2))
        cva = kept["totals"]["CVA"]
        self.assertIn(f",,CVA,,,{cva['value']},{cva['std_error']},", (self.folder / "one/xva.csv").read_text())
        self.assertLess(abs(kept["started"] - time.time()), 60)
        shown = run("runs", "show", kept["id"], "--registry", self.file).stdout
        for text in (kept["plan"], "exit code 0", "CVA", "simulation"):
            self.assertIn(text, shown)

    def test_runs_are_listed_newest_first_and_by_their_file(self):
        for name in ("one", "two"):
            self.night(name, "--registry", self.file)
        other = self.folder / "other"
        shutil.copytree(self.run, other)
        run("xva", other, "-o", self.folder / "three", *self.words, "--registry", self.file)
        self.assertEqual([r["id"] for r in self.listed()], [3, 2, 1])
        self.assertEqual([r["id"] for r in self.listed("--run", self.run)], [2, 1])
        self.assertEqual([r["id"] for r in self.listed("--last", 1)], [3])
        lines = run("runs", "--registry", self.file, "--measures", "CVA,NPV").stdout.splitlines()
        self.assertEqual(lines[0].split()[-2:], ["CVA", "NPV"])
        self.assertIn("+-", lines[1])

    def test_failed_and_killed_runs_are_kept_too(self):
        words = ("--paths", 1 << 22, "--replicates", 64)
        job = subprocess.Popen([SNELL, "xva", self.run, "-o", self.folder / "long", *map(str, words), "--registry",
                                self.file], stdout=subprocess.DEVNULL)
        while not list((self.folder / "long/units").glob("*.unit")):
            time.sleep(0.01)
            self.assertIsNone(job.poll())
        self.assertEqual(self.listed()[0]["state"], "running")
        job.send_signal(signal.SIGKILL)
        job.wait()
        (self.run / "trades.csv").unlink()
        self.assertEqual(self.night("none", "--registry", self.file).returncode, 4)
        failed, killed = self.listed()
        self.assertEqual((failed["state"], failed["exit_code"]), ("failed", 4))
        self.assertIn("trades.csv", failed["messages"][0])
        self.assertEqual((killed["state"], killed["exit_code"]), ("killed", None))

    def test_several_at_a_time_are_all_kept(self):
        jobs = [subprocess.Popen([SNELL, "xva", self.run, "-o", self.folder / str(i), *map(str, self.words), "--registry",
                                  self.file], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                for i in range(6)]
        for job in jobs:
            self.assertEqual((job.communicate()[1], job.returncode), ("", 0))
        self.assertEqual(len(self.listed()), 6)
        self.assertEqual({r["state"] for r in self.listed()}, {"done"})

    def test_a_registry_that_cannot_be_written_costs_a_warning(self):
        self.night("whole")
        (self.folder / "text").write_text("no registry" * 100)
        with sqlite3.connect(self.folder / "later") as later:
            later.execute("PRAGMA user_version = 99")
        for name in ("text", "later", "text/below", "."):
            done = self.night("night", "--registry", self.folder / name)
            self.assertEqual(done.returncode, 0)
            self.assertRegex(done.stderr, r"^snell: the registry '.*' cannot be written: .*; the run goes on without it\n$")
            for table in ("xva.csv", "manifest.json"):
                self.assertEqual(*((self.folder / n / table).read_bytes() for n in ("whole", "night")))

    def test_where_it_lies_follows_the_options_then_the_environment(self):
        def at(**environment):
            environment = {"PATH": os.environ["PATH"], **{k: str(v) for k, v in environment.items()}}
            self.assertEqual(self.night("night", env=environment).returncode, 0)
            return {str(p.relative_to(self.folder)) for p in self.folder.rglob("*.sqlite")}

        home, state = self.folder / "home", self.folder / "state"
        self.assertEqual(at(HOME=home, SNELL_REGISTRY=""), set())
        self.assertEqual(at(), set())
        self.assertEqual(at(HOME=home), {"home/.local/state/snell/runs.sqlite"})
        self.assertIn("state/snell/runs.sqlite", at(HOME=home, XDG_STATE_HOME=state))
        self.assertIn("named.sqlite", at(HOME=home, SNELL_REGISTRY=self.folder / "named.sqlite"))
        self.assertEqual(self.night("night", "--no-registry", env={"HOME": str(self.folder / "nobody")}).returncode, 0)
        self.assertFalse((self.folder / "nobody").exists())

    def test_wrong_words_exit_2_and_a_registry_that_is_not_there_4(self):
        self.assertEqual(run("runs", "--registry", self.file).returncode, 4)
        self.assertFalse(self.file.exists())
        self.assertEqual(run("runs").returncode, 2)
        self.night("one", "--registry", self.file)
        self.assertEqual(run("runs", "show", 7, "--registry", self.file).returncode, 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("tests", nargs="*", help="names of tests [all]")
    options = parser.parse_args()
    SNELL, ROOT = options.snell, options.root
    unittest.main(argv=[sys.argv[0], *options.tests])
