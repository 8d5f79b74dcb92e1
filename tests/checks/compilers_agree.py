"""Both compilers, all optimisation levels, instruction sets and lane widths give the same bits (R1).

Every program of tests/digest prints hashes of results; called with an argument it computes them in the widest lanes of
its instruction set. All the texts must be equal.
"""

import concurrent.futures
import itertools
import os
import pathlib
import shutil
import subprocess
import tempfile

import tree

FLAGS = ["-std=c++20", "-ffp-contract=off", "-fno-math-errno", "-Wno-ignored-attributes", "-Wno-psabi"]
LEVELS = ("-O0", "-O3")


def instruction_sets():
    """Those of the project that this processor has."""
    flags = pathlib.Path("/proc/cpuinfo").read_text() if os.path.exists("/proc/cpuinfo") else ""
    return ["-march=x86-64-v3"] + (["-march=x86-64-v4"] if "avx512vl" in flags else [])


def texts_of(root, source, build):
    """What the program prints under one build, with scalars and with lanes; or the compiler's complaint."""
    with tempfile.TemporaryDirectory() as folder:
        program = f"{folder}/digest"
        done = subprocess.run([*build, *FLAGS, "-I", root, root / source, "-o", program],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            return [done.stderr]
        return [subprocess.run([program, *lanes], capture_output=True, text=True, check=True).stdout
                for lanes in ([], ["lanes"])]


def main():
    root = tree.arguments(__doc__).root
    compilers = [c for c in ("g++", "clang++") if shutil.which(c)]
    builds = list(itertools.product(compilers, LEVELS, instruction_sets()))
    problems, count = [], 0
    sources = [p for p in tree.files(root, (".cpp",)) if tree.below(p, "tests/digest")]
    for source in sources:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(lambda build: texts_of(root, source, build), builds))
        expected = results[0][0]
        for build, texts in zip(builds, results):
            for kind, text in zip(("scalar", "lanes"), texts):
                count += 1
                different = sorted(set(text.splitlines()) - set(expected.splitlines()))
                if text != expected:
                    problems.append(f"{source}: {' '.join(build)}, {kind}: {'; '.join(different)[:500]}")
    tree.finish(problems, f"{count} results of {len(sources)} programs")


if __name__ == "__main__":
    main()
