"""The overnight job in pieces: plan, work, merge; killed, resumed, cut short, damaged.  With --torture the same campaigns
run at length, and print what they counted."""

import argparse
import errno
import hashlib
import json
import os
import pathlib
import random
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
FAULTS = ""
TORTURE = False
RESULTS = ("npv.csv", "xva.csv", "exposure.csv", "replicates.csv", "convergence.csv", "calibration.csv", "audit.csv", "failures.csv",
           "manifest.json")
FINAL = {*RESULTS, "plan.snell", "timings.json", "report.html"}
CALLS_OF_A_COMMIT = 8  # open, write, fsync, close, rename; open, fsync and close of the folder


def run(*arguments, **more):
    return subprocess.run([SNELL, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False,
                          stdin=subprocess.DEVNULL, **more)


def started(*arguments, **more):
    return subprocess.Popen([SNELL, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            stdin=subprocess.DEVNULL, **more)


def results(folder):
    return {name: (folder / name).read_bytes() for name in RESULTS}


def files(folder):
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} if folder.exists() else set()


class Batch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.run = self.folder / "run"
        self.run.mkdir()
        page = (ROOT / "docs/reference/xva-run.md").read_text()
        for name, text in re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)```", page, re.M | re.S):
            (self.run / name).write_text(text.replace('grid = "40,3M"', 'grid = "6,1Y"\nquantiles = [0.95]'))
        self.words = ("--paths", 256, "--replicates", 4)
        self.night = self.folder / "night"

    def reference(self):
        """The results of an undisturbed run."""
        whole = self.folder / "whole"
        done = run("xva", self.run, "-o", whole, *self.words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return results(whole)

    def plan(self):
        done = run("plan", self.run, "-o", self.night, *self.words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def planned(self):
        self.plan()
        done = run("work", "--plan", self.night)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def lasting(self):
        """A run of many units of some hundredths of a second each."""
        self.words = ("--paths", 1 << 19, "--replicates", 64)


class Pieces(Batch):
    def test_plan_work_and_merge_give_the_bytes_of_the_run_whole(self):
        whole = self.reference()
        self.plan()
        for units in ("2-3", "0", "1-2"):
            self.assertEqual(run("work", "--plan", self.night, "--units", units).returncode, 0)
        done = run("merge", self.night)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(results(self.night), whole)
        self.assertEqual(files(self.night), FINAL)

    def test_units_are_the_same_bytes_whoever_works_them(self):
        def units(*more):
            self.plan()
            self.assertEqual(run("work", "--plan", self.night, *more).returncode, 0)
            return {p.name: p.read_bytes() for p in (self.night / "units").iterdir()}

        first = units()
        self.assertEqual(len(first), 4)
        self.assertEqual(units("--threads", 1, "--lanes", "scalar"), first)

    def test_groups_that_memory_makes_small_change_no_byte_of_the_results(self):
        example = ROOT / "portfolios/examples/xva"
        done = run("xva", example, "-o", self.folder / "none", *self.words, "--memory", "1K")
        self.assertEqual((done.returncode, files(self.folder / "none")), (2, set()), done.stderr)
        least = re.search(r"at least (\d+M)", done.stderr)[1]
        for folder, memory in (("one", "4G"), ("many", least)):
            done = run("xva", example, "-o", self.folder / folder, *self.words, "--memory", memory)
            self.assertEqual(done.returncode, 0, done.stderr)
        for name in RESULTS[:-1]:
            self.assertEqual(*((self.folder / f / name).read_bytes() for f in ("one", "many")))
        self.assertGreater(json.loads((self.folder / "many/manifest.json").read_text())["units"]["groups"], 1)

    def test_status_tells_how_far_a_run_is(self):
        self.plan()
        run("work", "--plan", self.night, "--units", "1")
        told = json.loads(run("status", self.night, "--json").stdout)
        self.assertEqual((told["units"], told["done"], told["complete"]), (4, 1, False))
        self.assertIn("units: 1 of 4 done, 0 damaged", run("status", self.night).stdout)
        self.assertEqual(run("resume", self.night).returncode, 0)
        self.assertTrue(json.loads(run("status", self.night, "--json").stdout)["complete"])

    def test_the_manifest_names_what_the_results_are_a_function_of(self):
        self.reference()
        manifest = json.loads((self.folder / "whole/manifest.json").read_text())
        self.assertEqual((manifest["status"], manifest["exit_code"]), ("complete", 0))
        self.assertEqual({i["role"] for i in manifest["inputs"]}, {"run", "trades"})
        self.assertEqual(manifest["configuration"]["paths"], {"value": "256", "origin": "flag"})
        self.assertEqual(manifest["configuration"]["quantiles"]["origin"], "file")
        self.assertEqual(manifest["configuration"]["seed"]["origin"], "default")
        self.assertEqual(manifest["trades"], {"in": 1, "priced": 1, "failed": 0, "excluded": 0, "netting_sets": 1})
        self.assertEqual(manifest["notionals"], {"EUR": {"in": 1e7, "priced": 1e7, "failed": 0.0, "excluded": 0.0}})
        self.assertIn("notionals.EUR.priced", (self.folder / "whole/report.html").read_text())

    def test_wrong_words_exit_2_and_folders_without_a_plan_4(self):
        self.plan()
        for words in (["work"], ["work", "--plan", self.night, "--units", "3-9"], ["merge"],
                      ["work", "--plan", self.night, "--units", "two"],
                      ["xva", self.run, "-o", self.night, "--deadline", "soon"],
                      ["xva", self.run, "-o", self.night, "--memory", "much"]):
            self.assertEqual(run(*words).returncode, 2, words)
        for words in (["work", "--plan", self.run], ["merge", self.run], ["resume", self.run], ["status", self.run]):
            self.assertEqual(run(*words).returncode, 4, words)


class Stopped(Batch):
    def test_killed_at_random_moments_and_resumed_gives_the_bytes_of_the_run_whole(self):
        self.lasting()
        began = time.monotonic()
        whole = self.reference()
        lasted = time.monotonic() - began
        dice, killed, recomputed = random.Random(7), 0, []
        for _ in range(200 if TORTURE else 6):
            shutil.rmtree(self.night, ignore_errors=True)
            job = started("xva", self.run, "-o", self.night, *self.words)
            time.sleep(dice.uniform(0.1, 0.9) * lasted)
            job.kill()
            killed += job.wait() == -signal.SIGKILL
            job.communicate()
            if not (self.night / "plan.snell").exists():
                self.assertLessEqual(files(self.night), {f for f in files(self.night) if ".partial" in f})
                continue
            there = len([p for p in (self.night / "units").glob("*.unit")]) if (self.night / "units").exists() else 64
            done = run("resume", self.night)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(results(self.night), whole)
            self.assertEqual(files(self.night), FINAL)
            todo = re.search(r"resuming (\d+) of 64", done.stdout)
            recomputed.append(int(todo[1]) - (64 - there) if todo else 0)
        self.assertGreater(killed, 0)
        self.assertEqual(set(recomputed), {0})
        if TORTURE:
            print(f"killed {killed} times at random, resumed {len(recomputed)} times: 0 differences")

    def test_signals_keep_what_is_done_and_exit_130_and_143(self):
        self.lasting()
        whole = self.reference()
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            shutil.rmtree(self.night, ignore_errors=True)
            job = started("xva", self.run, "-o", self.night, *self.words)
            while len(list((self.night / "units").glob("*.unit"))) < 2:
                time.sleep(0.005)
                self.assertIsNone(job.poll())
            began = time.monotonic()
            job.send_signal(number)
            said = job.communicate(timeout=60)[1]
            self.assertEqual(job.returncode, code, said)
            self.assertLess(time.monotonic() - began, 5.0)
            self.assertIn("snell resume", said)
            self.assertFalse((self.night / "manifest.json").exists())
            self.assertEqual(run("resume", self.night).returncode, 0)
            self.assertEqual(results(self.night), whole)

    def test_a_deadline_gives_a_less_precise_result_and_resume_the_rest(self):
        self.lasting()
        whole = self.reference()
        self.plan()
        run("work", "--plan", self.night, "--units", "0-9")
        done = run("resume", self.night, "--deadline", "0")
        self.assertEqual(done.returncode, 6, done.stderr)
        self.assertIn("partial: 10 of 64 replicates", done.stdout)
        lines = (self.night / "xva.csv").read_text().splitlines()[1:]
        self.assertTrue(all(line.endswith(",10,partial") for line in lines))
        for name in ("npv.csv", "exposure.csv", "convergence.csv", "replicates.csv"):
            lines = (self.night / name).read_text().splitlines()[1:]
            self.assertTrue(lines and all(line.endswith(",partial") for line in lines), name)
        self.assertIn("run,,,,E425,,10 of 64 replicates were worked,", (self.night / "failures.csv").read_text())
        self.assertIn("marked: partial", (self.night / "report.html").read_text())
        manifest = json.loads((self.night / "manifest.json").read_text())
        self.assertEqual((manifest["status"], manifest["exit_code"]), ("partial", 6))
        done = run("resume", self.night)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(results(self.night), whole)

    def test_a_manifest_never_names_other_tables_than_those_beside_it(self):
        self.words = ("--paths", 8, "--replicates", 4)
        for at in range(1, 12 * CALLS_OF_A_COMMIT, 7):
            self.plan()
            run("work", "--plan", self.night, "--units", "0-2")
            self.assertEqual(run("merge", self.night, "--partial").returncode, 6)
            killed = run("resume", self.night, "--threads", 1, env={**os.environ, "LD_PRELOAD": FAULTS, "SNELL_FAULT_AT": str(at),
                                                    "SNELL_FAULT_ERROR": "0", "SNELL_FAULT_UNDER": str(self.night)})
            self.assertEqual(killed.returncode, -signal.SIGKILL, at)
            if (self.night / "manifest.json").exists():
                told = json.loads((self.night / "manifest.json").read_text())
                for name, entry in told["outputs"].items():
                    found = hashlib.sha256((self.night / name).read_bytes()).hexdigest()
                    self.assertEqual(found, entry["sha256"], (at, name))

    def test_a_partial_result_is_the_run_of_its_replicates(self):
        self.plan()
        run("work", "--plan", self.night, "--units", "0-1")
        self.assertEqual(run("merge", self.night).returncode, 7)
        self.assertEqual(run("merge", self.night, "--partial").returncode, 6)
        short = self.folder / "short"
        run("xva", self.run, "-o", short, "--paths", 128, "--replicates", 2)
        for name in ("npv.csv", "xva.csv", "exposure.csv"):
            self.assertEqual((self.night / name).read_text().replace(",partial\n", ",ok\n"), (short / name).read_text())

    def test_a_deadline_before_two_replicates_merges_nothing_and_exits_6(self):
        done = run("xva", self.run, "-o", self.night, *self.words, "--deadline", "0")
        self.assertEqual((done.returncode, done.stdout), (6, ""))
        self.assertFalse((self.night / "xva.csv").exists())
        self.assertEqual(run("resume", self.night).returncode, 0)


class Damaged(Batch):
    def test_every_bit_of_a_unit_file_that_flips_is_detected(self):
        self.words = ("--paths", 4, "--replicates", 2)
        (self.run / "run.toml").write_text((self.run / "run.toml").read_text().replace('"6,1Y"', '"1,1Y"'))
        self.planned()
        unit = self.night / "units/000000.unit"
        sound = unit.read_bytes()
        bits = range(8 * len(sound))
        for bit in bits if TORTURE else random.Random(3).sample(bits, 60):
            damaged = bytearray(sound)
            damaged[bit // 8] ^= 1 << bit % 8
            unit.write_bytes(damaged)
            done = run("merge", self.night)
            self.assertEqual((done.returncode, done.stdout), (7, ""), bit)
            self.assertIn("000000.unit", done.stderr)
        left = {name for name in files(self.night) if not name.startswith("devices/")}
        self.assertEqual(left, {"plan.snell", "units/000000.unit", "units/000001.unit"})
        self.assertEqual(run("status", self.night).returncode, 7)
        self.assertEqual(run("resume", self.night).returncode, 0)
        self.assertEqual(results(self.night), self.reference())
        if TORTURE:
            print(f"{len(bits)} bits flipped: {len(bits)} detected")

    def test_units_of_another_plan_or_another_number_are_made_again(self):
        whole = self.reference()
        self.words = (*self.words, "--seed", 2)
        self.planned()
        other = (self.night / "units/000000.unit").read_bytes()
        self.words = self.words[:-2]
        self.planned()
        second = (self.night / "units/000002.unit").read_bytes()
        for bytes_found, why in ((other, "it is of the plan with SHA-256"), (second, "it holds unit 2, not 0")):
            (self.night / "units/000000.unit").write_bytes(bytes_found)
            done = run("merge", self.night)
            self.assertEqual(done.returncode, 7)
            self.assertIn(why, done.stderr)
        done = run("resume", self.night)
        self.assertEqual(done.returncode, 0)
        self.assertIn("resuming 1 of 4", done.stdout)
        self.assertEqual(results(self.night), whole)

    def test_a_damaged_plan_exits_7(self):
        self.planned()
        plan = self.night / "plan.snell"
        sound = bytearray(plan.read_bytes())
        sound[len(sound) // 2] ^= 16
        plan.write_bytes(sound)
        for words in (["work", "--plan", self.night], ["merge", self.night], ["resume", self.night]):
            done = run(*words)
            self.assertEqual(done.returncode, 7, words)
            self.assertIn("checksum", done.stderr)

    def test_a_plan_of_another_build_exits_7_and_names_the_hashes(self):
        self.plan()
        other = self.folder / "snell"
        shutil.copy(SNELL, other)
        with other.open("ab") as file:
            file.write(b"\0")
        done = subprocess.run([other, "work", "--plan", self.night], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 7)
        self.assertEqual(len(set(re.findall(r"[0-9a-f]{64}", done.stderr))), 2)

    def test_changed_inputs_exit_7_and_name_the_hashes(self):
        self.plan()
        trades = self.run / "trades.csv"
        trades.write_text(trades.read_text().replace("1e7", "2e7"))
        done = run("resume", self.night)
        self.assertEqual(done.returncode, 7)
        self.assertIn("trades.csv", done.stderr)
        self.assertEqual(len(set(re.findall(r"[0-9a-f]{64}", done.stderr))), 2)


class Told(Batch):
    """What the manifests tell, later."""

    def simulate(self, name, *more):
        done = run("xva", self.run, "-o", self.folder / name, *self.words, *more)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return self.folder / name

    def diff(self, a, b):
        return json.loads(run("diff", a, b, "--json").stdout)

    def test_a_manifest_is_replayed_to_the_same_hashes(self):
        whole = self.simulate("whole", "--seed", 7, "--sampler", "philox", "--by-trade", "--quantiles", "0.9,0.99", "--future", "1Y,3Y")
        done = run("replay", whole / "manifest.json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("9 of 9 tables are the same bytes", done.stdout)

    def test_a_replay_that_differs_exits_7_and_names_the_table(self):
        whole = self.simulate("whole")
        manifest = whole / "manifest.json"
        told = json.loads(manifest.read_text())
        told["outputs"]["xva.csv"]["sha256"] = "0" * 64
        manifest.write_text(json.dumps(told))
        done = run("replay", whole)
        self.assertEqual(done.returncode, 7)
        self.assertRegex(done.stdout, r"xva.csv +differs")
        for broken in ("{}", "[1]", "no json", '{"format": 1, "status": "complete", "inputs": [3]}'):
            manifest.write_text(broken)
            self.assertEqual(run("replay", whole).returncode, 7, broken)

    def test_a_replay_of_changed_inputs_exits_7(self):
        whole = self.simulate("whole")
        with (self.run / "trades.csv").open("a") as file:
            file.write("\n")
        self.assertEqual(run("replay", whole).returncode, 7)

    def test_a_difference_says_what_moved_and_what_exceeds_its_noise(self):
        first = self.simulate("first")
        self.assertEqual(self.diff(first, first)["moved"], [])
        other = self.diff(first, self.simulate("seed", "--seed", 9))
        self.assertEqual((other["moved"], other["paired"]), (["settings"], False))
        self.assertFalse(any(row["exceeds_noise"] for row in other["changes"]))
        text = (self.run / "run.toml").read_text()
        (self.run / "run.toml").write_text(text.replace("ACME = 0.02", "ACME = 0.0202"))
        second = self.diff(first, self.simulate("second"))
        self.assertEqual((second["moved"], second["paired"]), (["market"], True))
        cva = next(row for row in second["changes"] if row["measure"] == "CVA")
        self.assertTrue(cva["exceeds_noise"])
        # The same paths: the noise of the difference is that of the difference, about a hundredth of either's.
        self.assertLess(cva["std_error"], 0.02 * cva["before"])
        (self.run / "trades.csv").write_text((self.run / "trades.csv").read_text().replace("1e7", "2e7"))
        self.assertEqual(self.diff(first, self.simulate("third"))["moved"], ["trades", "market"])

    def test_folders_without_a_run_exit_4(self):
        for words in (["replay", self.run / "manifest.json"], ["diff", self.run, self.run]):
            self.assertEqual(run(*words).returncode, 4, words)


class Faults(Batch):
    """The n-th call of the commits fails, or is the process's last."""

    def faulty(self, at, error, *words):
        return run(*words, env={**os.environ, "LD_PRELOAD": FAULTS, "SNELL_FAULT_UNDER": str(self.night),
                                "SNELL_FAULT_AT": str(at), "SNELL_FAULT_ERROR": str(error)})

    def steps(self):
        self.words = ("--paths", 8, "--replicates", 2, "--threads", 1)
        commits = 1 + 2 + 11  # the plan, the units, the results with timings, page and manifest
        last = commits * CALLS_OF_A_COMMIT
        return range(1, last + 1) if TORTURE else sorted({*range(1, 9), *range(9, last + 1, 7), last})

    def test_killed_at_every_step_of_every_commit_and_resumed_gives_the_same_bytes(self):
        steps = self.steps()
        whole = self.reference()
        for at in steps:
            shutil.rmtree(self.night, ignore_errors=True)
            done = self.faulty(at, 0, "xva", self.run, "-o", self.night, *self.words)
            self.assertEqual(done.returncode, -signal.SIGKILL, at)
            if not (self.night / "plan.snell").exists():
                continue
            done = run("resume", self.night)
            self.assertEqual((done.returncode, done.stderr), (0, ""), at)
            self.assertEqual(results(self.night), whole, at)
            self.assertEqual(files(self.night) - {"timings.json"}, FINAL - {"timings.json"}, at)
        if TORTURE:
            print(f"killed at each of {len(steps)} steps of the commits: 0 differences")

    def test_a_call_that_fails_exits_6_names_the_path_and_leaves_nothing_half_done(self):
        # The last call of a commit closes a folder that is synchronised: nothing can be lost.
        steps = [at for at in self.steps() if at % CALLS_OF_A_COMMIT != 0]
        whole = self.reference()
        for at in steps:
            for error in (errno.ENOSPC, errno.EIO):
                shutil.rmtree(self.night, ignore_errors=True)
                done = self.faulty(at, error, "xva", self.run, "-o", self.night, *self.words)
                self.assertEqual((done.returncode, done.stdout), (6, ""), (at, done.stderr))
                self.assertIn(str(self.night), done.stderr)
                self.assertIn(os.strerror(error), done.stderr)
                self.assertNotIn("manifest.json", files(self.night), at)
                self.assertEqual([f for f in files(self.night) if "partial" in f], [], at)
                if (self.night / "plan.snell").exists():
                    self.assertEqual(run("resume", self.night).returncode, 0)
                    self.assertEqual(results(self.night), whole, at)
        if TORTURE:
            print(f"each of {len(steps)} calls of the commits failed with 2 errors: exit 6, 0 torn files")

    def test_a_folder_that_cannot_be_written_exits_6_with_its_path(self):
        (self.folder / "file").write_text("")
        done = run("xva", self.run, "-o", self.folder / "file/night", *self.words)
        self.assertEqual(done.returncode, 6)
        self.assertIn("file/night", done.stderr)

    def test_a_file_system_that_is_read_only_exits_6_with_the_path(self):
        done = self.faulty(1, errno.EROFS, "xva", self.run, "-o", self.night, *self.words)
        self.assertEqual((done.returncode, done.stdout, files(self.night)), (6, "", set()), done.stderr)
        self.assertIn(str(self.night), done.stderr)
        self.assertIn(os.strerror(errno.EROFS), done.stderr)

    def test_a_process_that_cannot_be_started_exits_6_and_loses_nothing(self):
        whole = self.reference()
        for error in (errno.EAGAIN, errno.ENOMEM):
            faults = {**os.environ, "LD_PRELOAD": FAULTS, "SNELL_FAULT_FORK": str(error)}
            shutil.rmtree(self.night, ignore_errors=True)
            done = run("xva", self.run, "-o", self.night, *self.words, env=faults)
            self.assertEqual((done.returncode, done.stdout, files(self.night)), (6, "", set()), done.stderr)
            self.plan()
            done = run("resume", self.night, env=faults)
            self.assertEqual((done.returncode, done.stdout), (6, ""), done.stderr)
            self.assertNotIn("manifest.json", files(self.night))
            self.assertEqual(run("resume", self.night).returncode, 0)
            self.assertEqual(results(self.night), whole)

    def test_a_full_disk_exits_6_with_the_path(self):
        self.lasting()
        done = run("xva", self.run, "-o", self.night, *self.words, preexec_fn=limit_files)
        self.assertEqual(done.returncode, 6, done.stderr)
        self.assertIn(str(self.night), done.stderr)
        self.assertNotIn("manifest.json", files(self.night))
        self.assertEqual(run("resume", self.night).returncode, 0)


def limit_files():
    """No file may grow beyond what a plan takes: a unit finds the disk full."""
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--faults", required=True, help="the library that lets calls fail")
    parser.add_argument("--torture", action="store_true")
    parser.add_argument("tests", nargs="*", help="names of tests [all]")
    options = parser.parse_args()
    SNELL, ROOT, FAULTS, TORTURE = options.snell, options.root, options.faults, options.torture
    unittest.main(argv=[sys.argv[0], *options.tests])
