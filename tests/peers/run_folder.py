"""Runs of the command on ORE's run folders, and what ORE printed of the same."""

import csv
import os
import pathlib
import subprocess
import tempfile

os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
SOME_TRADES_FAILED = 3  # exit status; the results stand


def examples():
    """The folder of ORE's examples that SNELL_PEERS names or that lies beside the checkout; None where there is none."""
    told = os.environ.get("SNELL_PEERS")
    peers = pathlib.Path(told) if told else pathlib.Path(__file__).resolve().parents[3] / "shared/peers"
    folder = peers / "ore/Examples"
    return folder if folder.is_dir() else None


def rows_of(file):
    with open(file, newline="") as text:
        return list(csv.DictReader(text))


class Results:
    """The files of one run: estimates by (netting set, trade, measure, date), "" where a column does not apply."""

    def __init__(self, folder):
        self.entries = {}
        for name in ("npv.csv", "xva.csv", "exposure.csv"):
            for row in rows_of(pathlib.Path(folder) / name):
                key = (row["netting_set"], row["trade"], row["measure"], row["date"])
                error = float(row["std_error"] or 0)
                self.entries[key] = (float(row["value"]), error, int(row["paths"] or 0))
        self.failures = rows_of(pathlib.Path(folder) / "failures.csv")

    def value(self, netting_set, trade, measure, date=""):
        return self.entries[netting_set, trade, measure, date][0]

    def estimate(self, netting_set, trade, measure, date=""):
        """Value and standard error."""
        return self.entries[netting_set, trade, measure, date][:2]

    def netting_set_of(self, trade):
        return next(key[0] for key in self.entries if key[1] == trade)

    def dates(self, netting_set, trade, measure):
        return sorted(key[3] for key in self.entries if key[:3] == (netting_set, trade, measure))


def run(snell, file, *flags):
    """What the command makes of an ore.xml; a run that gives no results raises with what it said."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([snell, "xva", str(file), "-o", folder, *flags], capture_output=True, text=True)
        if done.returncode not in (0, SOME_TRADES_FAILED):
            raise RuntimeError(f"{file}: exit status {done.returncode}: {done.stderr.strip()[-500:]}")
        return Results(folder)


def printed_profile(file):
    """ORE's exposure file: {date: (EPE, ENE)}, in its order."""
    return {row["Date"]: (float(row["EPE"]), float(row["ENE"])) for row in rows_of(file)}
