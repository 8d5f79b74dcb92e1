"""Every C++ file is formatted as .clang-format says (clang-format 14: other versions differ in details)."""

import re
import shutil
import subprocess

import tree


def formatter():
    for name in ("clang-format-14", "clang-format"):
        if shutil.which(name):
            said = subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout
            if re.search(r"version 14\.", said):
                return name
    tree.skip("no clang-format 14")


def main():
    root = tree.arguments(__doc__).root
    sources = tree.files(root, tree.CPP)
    done = subprocess.run([formatter(), "--dry-run", "-Werror", *map(str, sources)], cwd=root,
                          capture_output=True, text=True, check=False)
    problems = [line for line in done.stderr.splitlines() if re.search(r": (error|warning):", line)]
    if done.returncode and not problems:
        problems = [done.stderr]
    tree.finish(problems, f"{len(sources)} files")


if __name__ == "__main__":
    main()
