"""clang++ takes every source without a warning, with the flags of the build; unchanged sources are not read again."""

import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess

import headers_alone
import tree

# Of the flags of g++, those that mean the same to clang++.
KEPT = re.compile(r"^-(I|D|std=|march=|mprefer|ffp-contract|fno-math-errno|W)")
FOR_GCC = ("-Wno-maybe-uninitialized", "-Wno-restrict", "-Wno-stringop-overflow", "-Wno-stringop-overread",
           "-Winvalid-pch")
CLANG = ["clang++", "-fsyntax-only"]
FOR_CLANG = ("-Wno-bitwise-instead-of-logical",)  # behind -Wall, which would switch the warning on again


def flags_of(command):
    """What clang++ is to be told of a command that g++ was."""
    return [f for f in shlex.split(command) if KEPT.match(f) and f not in FOR_GCC] + [*FOR_CLANG]


def complaint(root, cache, source, flags):
    text = headers_alone.text_of(root, str(source), set())
    key = hashlib.sha256("\n".join([headers_alone.version("clang++"), *CLANG, *flags, text]).encode())
    stamp = cache / key.hexdigest()
    if stamp.exists():
        return None
    done = subprocess.run([*CLANG, *flags, root / source], capture_output=True, text=True, check=False)
    if done.returncode:
        return f"{source}\n{done.stderr.strip()}"
    stamp.touch()
    return None


def main():
    options = tree.arguments(__doc__)
    database = options.build / "compile_commands.json"
    if not shutil.which("clang++") or not database.is_file():
        tree.skip("no clang++ or no configured build")
    cache = options.build / "clang_compiles"
    cache.mkdir(parents=True, exist_ok=True)
    root = options.root.resolve()
    work = {(os.path.relpath(entry["file"], root), tuple(flags_of(entry["command"])))
            for entry in json.loads(database.read_text())}
    work = sorted((source, flags) for source, flags in work
                  if source.endswith(".cpp") and not source.startswith(("..", "build")))  # nvcc alone reads .cu
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = [p for p in pool.map(lambda w: complaint(root, cache, *w), work) if p]
    tree.finish(problems, f"{len(work)} sources")


if __name__ == "__main__":
    main()
