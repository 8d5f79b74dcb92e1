"""snell xva on devices, emulated ones: the same bytes as on the processor, whatever becomes of the devices."""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SNELL = EMULATED = ""
os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
ROOT = pathlib.Path()
TABLES = ("npv.csv", "xva.csv", "exposure.csv", "replicates.csv", "convergence.csv", "audit.csv", "failures.csv")
SIZE = ("--paths", "1200", "--replicates", "4")  # 300 paths a replicate: no whole number of blocks


def run(program, *arguments, devices=""):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False,
                          stdin=subprocess.DEVNULL, env={**os.environ, "SNELL_DEVICES": devices})


class Devices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.example = ROOT / "portfolios/examples/xva"
        done = run(SNELL, "xva", cls.example, "-o", cls.folder / "cpu", "--device", "cpu", *SIZE)
        assert done.returncode == 0, done.stderr

    def setUp(self):
        self.night = self.folder / "night"
        shutil.rmtree(self.night, ignore_errors=True)

    def expect_same_tables(self):
        for name in TABLES:
            self.assertEqual((self.night / name).read_bytes(), (self.folder / "cpu" / name).read_bytes(), name)

    def manifest(self):
        self.assertFalse((self.night / "devices").exists())
        return json.loads((self.night / "manifest.json").read_text())

    def xva(self, devices, *more):
        return run(EMULATED, "xva", self.example, "-o", self.night, "--device", "cuda", *SIZE, *more, devices=devices)

    def test_a_run_on_a_device_has_the_bytes_of_one_on_the_processor(self):
        done = self.xva("never")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.expect_same_tables()
        self.assertEqual(self.manifest()["devices"], ["emulated:0"])
        self.assertEqual(self.manifest()["device_events"], [])

    def test_a_run_on_the_processor_says_so(self):
        shutil.copytree(self.folder / "cpu", self.night)
        self.assertEqual(self.manifest()["devices"], ["cpu"])

    def test_a_device_that_fails_is_dropped_and_named_in_the_manifest(self):
        done = self.xva("fail:700,fail:900")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.expect_same_tables()
        self.assertIn("emulated:1 failed (planted failure); its paths are simulated elsewhere", done.stderr)
        self.assertEqual(self.manifest()["devices"], ["cpu"])
        self.assertEqual(self.manifest()["device_events"],
                         [{"device": f"emulated:{k}", "failed": "planted failure"} for k in (0, 1)])

    def test_a_device_that_takes_the_process_with_it_is_spared_in_the_next(self):
        for way, why in (("crash", "ends the program"), ("hang", "does not end")):
            with self.subTest(way):
                shutil.rmtree(self.night, ignore_errors=True)
                done = self.xva(f"{way}:900", "--trade-timeout", "3")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.expect_same_tables()
                events = self.manifest()["device_events"]
                self.assertEqual([event["device"] for event in events], ["a device"])
                self.assertIn(why, events[0]["failed"])

    def test_workers_on_different_machines_may_use_different_devices(self):
        self.assertEqual(run(EMULATED, "plan", self.example, "-o", self.night, *SIZE).returncode, 0)
        for units, device in (("0-1", "cuda"), ("2-3", "cpu")):
            done = run(EMULATED, "work", "--plan", self.night, "--units", units, "--device", device, devices="never")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(run(EMULATED, "merge", self.night).returncode, 0)
        self.expect_same_tables()
        self.assertEqual(self.manifest()["devices"], ["cpu", "emulated:0"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snell", required=True)
    parser.add_argument("--emulated", required=True)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    options, rest = parser.parse_known_args()
    SNELL, EMULATED, ROOT = options.snell, options.emulated, options.root
    unittest.main(argv=sys.argv[:1] + rest)
