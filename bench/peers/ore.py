"""The same run folder through ORE and through Snell: seconds of the whole commands, their ratio, and both CVAs.

Needs the Python package open-source-risk-engine (pip install open-source-risk-engine), which is not part of Snell.  Both
run on one thread, on as many paths and the same dates, from a copy of the run folder whose number of samples is set;
Snell takes ORE's rules (--fixings ore --curves nodes --options quotes).  What the run folder asks for is done: profiles of trades, netting
sets, CVA.  The seconds that do not depend on paths are told apart by a run of few paths.  ORE prints no error; that of as
many independent paths, by Snell with Philox, stands for it, and CVAs that are more than four errors apart are refused (exit
status 5).
"""

import argparse
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

os.environ["SNELL_REGISTRY"] = ""  # no run of a bench enters the registry of who races
NO_PEER = ("ORE is not installed for {python}: run '{python} -m pip install open-source-risk-engine', or name a Python that "
           "has it with --python")
# ORE in its own process, as its users call it: one argument, the ore.xml.
ORE_PROGRAM = """
import sys
import ORE
parameters = ORE.Parameters()
parameters.fromFile(sys.argv[1])
application = ORE.OREApp(parameters, False)
application.run()
"""
USAGE, NOTHING, DISAGREES = 2, 1, 5  # exit statuses
SIGMAS = 4.0
FEW_PATHS = 16
MORE_PATHS = 32  # times the paths, for Snell's seconds of a path, which are too few to see otherwise


class CannotDo(Exception):
    """One of the two does not do this run."""


def read_parameter(text, name):
    found = re.search(rf'<Parameter name="{name}">([^<]*)<', text)
    return found[1] if found else ""


def set_samples(simulation, paths):
    text, count = re.subn(r"<Samples>\d+</Samples>(?![^<]*-->)", f"<Samples>{paths}</Samples>", simulation.read_text())
    if count != 1:
        raise CannotDo(f"{simulation.name} tells the number of samples {count} times")
    simulation.write_text(text)


class Run:
    """An ore.xml in a copy of its folder and of the folder beside that runs share."""

    def __init__(self, file, place, arguments):
        self.arguments = arguments
        run = file.resolve().parent.parent
        for source in (run / "Input", run.parent / "Input"):
            if source.is_dir():
                shutil.copytree(source, place / source.relative_to(run.parent), copy_function=shutil.copyfile)
        self.file = place / run.name / "Input" / file.name
        text = self.file.read_text()
        simulation = read_parameter(text, "simulationConfigFile")
        if not simulation or not re.search(r'type="simulation">\s*<Parameter name="active">Y<', text):
            raise CannotDo("it simulates nothing of its own")
        self.simulation = self.file.parent / simulation
        self.output = self.file.parent.parent / read_parameter(text, "outputPath")
        self.output.mkdir(parents=True, exist_ok=True)
        self.results = place / "results"

    def by_ore(self, paths):
        """Seconds; the results are in `output`."""
        set_samples(self.simulation, paths)
        return timed([self.arguments.python, "-c", ORE_PROGRAM, f"Input/{self.file.name}"], self.file.parent.parent)

    def by_snell(self, paths, *flags):
        """Seconds, and CVA with its error by netting set."""
        seconds = timed([self.arguments.snell, "xva", self.file, "-o", self.results, "--paths", str(paths), "--threads", "1",
                         "--fixings", "ore", "--curves", "nodes", "--options", "quotes", *flags], self.file.parent)
        failed = column(self.results / "failures.csv", kind="trade", code="E413")
        if failed:
            raise CannotDo(f"Snell leaves out {len(failed)} trades: {failed[0]['problem']}")
        return seconds, snell_cva(self.results)


def timed(command, folder):
    one = {**os.environ, "OMP_NUM_THREADS": "1"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=one, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 3):  # 3: some trades failed, which Snell lists
        raise CannotDo(f"exit status {done.returncode}: {(done.stderr or done.stdout).strip()[-300:]}")
    return seconds


def column(file, **where):
    """Rows of a CSV file, whose header may begin with '#', that hold these values."""
    lines = [line.lstrip("#").split(",") for line in file.read_text().splitlines() if line]
    rows = [dict(zip(lines[0], cells)) for cells in lines[1:]]
    return [row for row in rows if all(row.get(name) == value for name, value in where.items())]


def ore_cva(folder):
    """CVA of each netting set that ORE prints."""
    file = folder / "xva.csv"
    rows = column(file, TradeId="") if file.is_file() else []
    return {row["NettingSetId"]: float(row["CVA"]) for row in rows if row.get("CVA", "").strip()}


def snell_cva(folder):
    rows = column(folder / "xva.csv", trade="", measure="CVA")
    return {row["netting_set"]: (float(row["value"]), float(row["std_error"])) for row in rows}


def race(file, arguments):
    """One run folder by both.  Snell's seconds are the least of three runs, ORE's of one."""
    paths, more = arguments.paths, MORE_PATHS * arguments.paths
    with tempfile.TemporaryDirectory() as place:
        run = Run(file, pathlib.Path(place), arguments)
        runs = [run.by_snell(paths) for _ in range(3)]
        long_run, _ = run.by_snell(more)
        _, independent = run.by_snell(paths, "--sampler", "philox")
        ore_start = run.by_ore(FEW_PATHS)
        ore_seconds = run.by_ore(paths)
        theirs = ore_cva(run.output)
    snell_seconds, ours = min(runs, key=lambda each: each[0])
    cva = [{"netting_set": name, "ore": value, "ore_error": independent[name][1], "snell": ours[name][0],
            "snell_error": ours[name][1]} for name, value in theirs.items() if name in ours]
    return {"run": f"{file.resolve().parent.parent.name}/{file.stem}", "paths": paths, "ore_seconds": ore_seconds,
            "snell_seconds": snell_seconds, "ratio": ore_seconds / snell_seconds,
            "ore_seconds_a_path": (ore_seconds - ore_start) / (paths - FEW_PATHS),
            "snell_seconds_a_path": (long_run - snell_seconds) / (more - paths), "cva": cva}


def distance(cva):
    """Of two CVAs, in errors."""
    return abs(cva["ore"] - cva["snell"]) / max(math.hypot(cva["ore_error"], cva["snell_error"]), 0.005)  # 2 decimals


def print_table(all_measured):
    print("| run | paths | ORE, s | Snell, s | ratio | a path more: ORE, ms | Snell, ms | ratio | CVA by ORE | CVA by Snell "
          "| apart |\n" + "|---" * 11 + "|")
    for m in all_measured:
        cva = max(m["cva"], key=lambda each: each["ore"], default=None)
        told = "| | | |"
        if cva:
            told = (f"| {cva['ore']:,.0f} +- {cva['ore_error']:,.0f} | {cva['snell']:,.1f} +- {cva['snell_error']:,.1f} "
                    f"| {distance(cva):.1f} |")
        ore, snell = m["ore_seconds_a_path"], m["snell_seconds_a_path"]
        print(f"| {m['run']} | {m['paths']:,} | {m['ore_seconds']:.1f} | {m['snell_seconds']:.2f} | {m['ratio']:.0f} "
              f"| {1e3 * ore:.3g} | {1e3 * snell:.3g} | {ore / snell:.0f} {told}")


def runs_in(folder):
    return sorted(folder.glob("**/Input/ore*.xml"))


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=pathlib.Path, nargs="?", help="ore.xml, or the run folder that holds Input/ore.xml")
    parser.add_argument("--all", type=pathlib.Path, metavar="FOLDER", help="every run below this folder that both can do")
    parser.add_argument("--paths", type=int, default=1024)
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write the measurements")
    parser.add_argument("--snell", type=pathlib.Path, default=pathlib.Path("build/release/snell"))
    parser.add_argument("--python", default=sys.executable, help="a Python that has the package")
    arguments = parser.parse_args()
    if (arguments.run is None) == (arguments.all is None):
        parser.error("name one run folder, or --all FOLDER")
    arguments.snell = arguments.snell.resolve()
    return arguments


def main():
    arguments = read_arguments()
    if subprocess.run([arguments.python, "-c", "import ORE"], capture_output=True).returncode != 0:
        print(NO_PEER.format(python=arguments.python), file=sys.stderr)
        return USAGE
    if arguments.all:
        files = runs_in(arguments.all)
    else:
        files = [arguments.run / "Input/ore.xml" if arguments.run.is_dir() else arguments.run]
        if not files[0].is_file():
            print(f"there is no {files[0]}: name an ore.xml, or a folder that holds Input/ore.xml", file=sys.stderr)
            return USAGE
    measured, left_out = [], []
    for file in files:
        try:
            measured.append(race(file, arguments))
        except CannotDo as why:
            left_out.append(f"{file.parent.parent.name}/{file.stem}: {why}")
    print_table(measured)
    for line in left_out:
        print(f"left out: {line}")
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=1) + "\n")
    if not measured:
        return NOTHING
    return DISAGREES if any(distance(cva) > SIGMAS for m in measured for cva in m["cva"]) else 0


if __name__ == "__main__":
    sys.exit(main())
