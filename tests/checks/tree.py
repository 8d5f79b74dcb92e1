"""The files of the project, and the ending every check shares."""

import argparse
import pathlib
import subprocess
import sys

SKIPPED = 77  # the exit status that ctest counts as skipped
CPP = (".h", ".cpp", ".cuh", ".cu")


def arguments(description):
    """The parsed command line: --root, the tree to check, and --build, the build folder."""
    parser = argparse.ArgumentParser(description=description)
    here = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--root", type=pathlib.Path, default=here)
    parser.add_argument("--build", type=pathlib.Path, default=here / "build" / "release")
    return parser.parse_args()


def files(root, suffixes=None):
    """Paths, relative to root, of the files that git tracks or would track; all files where git is absent."""
    listing = subprocess.run(
        ["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        names = sorted(set(listing.stdout.splitlines()))
    else:
        names = sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())
    paths = [pathlib.PurePosixPath(name) for name in names if not name.startswith((".git/", "build/"))]
    paths = [p for p in paths if (root / p).is_file()]
    return [p for p in paths if suffixes is None or p.suffix in suffixes]


def below(path, *folders):
    """Whether path lies in, or is, one of the folders."""
    return any(path.is_relative_to(folder) for folder in folders)


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def finish(problems, checked):
    """Print the problems, one a line, and exit 1; or say what was checked and exit 0."""
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems in {checked}")
    sys.exit(1 if problems else 0)
