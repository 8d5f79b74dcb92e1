"""Seconds of one thread to a relative standard error, for each trade of the example portfolios.

Runs `snell price --target-se` on every file of portfolios/examples.  A trade that does not get there before the deadline is
extended by seconds ~ 1 / error^2, which is more than a Sobol' run needs, and marked by an asterisk.
"""

import argparse
import json
import pathlib
import subprocess
import sys

PARTLY, DEADLINE = 3, 6  # exit statuses of snell with results: some trades failed, some targets were not met


def priced(arguments, file):
    command = [arguments.snell, "price", file, "--target-se", f"{100 * arguments.error}%", "--deadline", str(arguments.deadline),
               "--threads", "1", "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, PARTLY, DEADLINE):
        sys.exit(f"{file.name}: exit status {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)["trades"]


def row(trade, error):
    relative = trade["std_error"] / abs(trade["value"])
    longer = max(1.0, (relative / error) ** 2)
    seconds = f"{trade['seconds'] * longer:.2g}" + ("*" if longer > 1.0 else "")
    return (f"| {trade['id']} | {trade['product']} | {trade['model']} | {trade['steps']} | {trade['paths']:,} "
            f"| {relative:.1e} | {seconds} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=pathlib.Path, nargs="*", help="portfolios [all in portfolios/examples]")
    parser.add_argument("--error", type=float, default=1e-4, help="standard error over value [1e-4]")
    parser.add_argument("--deadline", type=float, default=20.0, help="seconds a trade [20]")
    parser.add_argument("--snell", type=pathlib.Path, default=pathlib.Path("build/release/snell"))
    arguments = parser.parse_args()
    examples = pathlib.Path(__file__).resolve().parent.parent / "portfolios/examples"
    print("| trade | product | model | steps | paths | error / value | seconds |\n|---|---|---|---|---|---|---|")
    for file in arguments.files or sorted(examples.glob("*.toml")):
        for trade in priced(arguments, file):
            print(row(trade, arguments.error), flush=True)


if __name__ == "__main__":
    main()
