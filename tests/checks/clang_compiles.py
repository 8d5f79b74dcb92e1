"""clang++ takes every source without a warning, with the flags of the build; unchanged sources are not read again."""

import collections
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import threading

import headers_alone
import tree

# Of the flags of g++, those that mean the same to clang++.
KEPT = re.compile(r"^-(I|D|std=|march=|mprefer|ffp-contract|fno-math-errno|W)")
FOR_GCC = ("-Wno-maybe-uninitialized", "-Wno-restrict", "-Wno-stringop-overflow", "-Wno-stringop-overread",
           "-Winvalid-pch")
CLANG = ["clang++", "-fsyntax-only"]
FOR_CLANG = ("-Wno-bitwise-instead-of-logical",  # behind -Wall, which would switch the warning on again
             "-fpch-instantiate-templates")
PRECOMPILED = re.compile(r"-include (\S+/cmake_pch\.hxx)")  # as CMake passes them to g++


def flags_of(command):
    """What clang++ is to be told of a command that g++ was."""
    return [f for f in shlex.split(command) if KEPT.match(f) and f not in FOR_GCC] + [*FOR_CLANG]


def headers_of(command):
    """The header that the build precompiles for the source; empty where there is none."""
    found = PRECOMPILED.search(command)
    return found[1] if found else ""


class Precompiled:
    """Headers of other projects, read once for all sources that begin with them."""

    def __init__(self, folder):
        self.folder = folder
        self.locks = collections.defaultdict(threading.Lock)
        self.made = {}

    def flags_for(self, headers, flags):
        """What makes clang++ begin with the headers; nothing where it cannot precompile them."""
        key = (headers, flags)
        with self.locks[key]:
            if key not in self.made:
                self.made[key] = self.precompile(*key)
        return self.made[key]

    def precompile(self, headers, flags):
        if not headers:
            return []
        out = f"{self.folder}/{hash((headers, flags))}.pch"
        done = subprocess.run(["clang++", *flags, "-Wno-error", "-x", "c++-header", headers, "-o", out],
                              capture_output=True, check=False)
        return [] if done.returncode else ["-include-pch", out]


def complaint(root, cache, precompiled, source, headers, flags):
    text = headers_alone.text_of(root, str(source), set())
    key = hashlib.sha256("\n".join([headers_alone.version("clang++"), *CLANG, *flags, text]).encode())
    stamp = cache / key.hexdigest()
    if stamp.exists():
        return None
    done = subprocess.run([*CLANG, *flags, *precompiled.flags_for(headers, flags), root / source], capture_output=True,
                          text=True, check=False)
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
    work = {(os.path.relpath(entry["file"], root), headers_of(entry["command"]), tuple(flags_of(entry["command"])))
            for entry in json.loads(database.read_text())}
    work = sorted(w for w in work if w[0].endswith(".cpp") and not w[0].startswith(("..", "build")))  # .cu is nvcc's
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        precompiled = Precompiled(folder)
        problems = [p for p in pool.map(lambda w: complaint(root, cache, precompiled, *w), work) if p]
    tree.finish(problems, f"{len(work)} sources")


if __name__ == "__main__":
    main()
