"""The path headers compile with nvcc under the contract's flags, and their kernels spill no register."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import tree

FLAGS = ["-std=c++20", "-arch=sm_90", "-fmad=false", "--expt-relaxed-constexpr", "-Xptxas", "-v", "-Werror",
         "all-warnings"]


def compiler():
    home = pathlib.Path(os.environ.get("CUDA_HOME", "/usr/local/cuda"))
    for candidate in (shutil.which("nvcc"), home / "bin" / "nvcc"):
        if candidate and pathlib.Path(candidate).exists():
            return str(candidate)
    tree.skip("no nvcc")


def main():
    root = tree.arguments(__doc__).root
    nvcc = compiler()
    sources = [p for p in tree.files(root, (".cu",)) if tree.below(p, "tests/cuda")]
    problems = [] if sources else ["no source in tests/cuda"]
    for path in sources:
        with tempfile.TemporaryDirectory() as out:
            done = subprocess.run([nvcc, *FLAGS, "-I", root, "-c", root / path, "-o", f"{out}/kernel.o"],
                                  capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        if done.returncode:
            problems.append(f"{path}: does not compile\n{said}")
            continue
        kernel = ""
        for line in said.splitlines():
            kernel = (re.search(r"Compiling entry function '(\w+)'", line) or [kernel, kernel])[1]
            spill = re.search(r"(\d+) bytes spill stores, (\d+) bytes spill loads", line)
            registers = re.search(r"Used (\d+) registers", line)
            if spill and spill[0] != "0 bytes spill stores, 0 bytes spill loads":
                problems.append(f"{path}: {kernel}: {spill[0]}")
            if registers:
                print(f"{path}: {kernel}: {registers[1]} registers")
    tree.finish(problems, f"{len(sources)} CUDA sources")


if __name__ == "__main__":
    main()
