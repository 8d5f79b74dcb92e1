"""Kernels use nothing but correctly rounded arithmetic, and threads share nothing: read off the PTX of every CUDA source.

What R2 (docs/theory/reproducibility.md) rests on: each operation on numbers says how it rounds, so that the assembler may
not contract two of them; none is approximate or flushes to zero; no atomics, no shared memory, no barrier.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import tempfile

import cuda_compiles
import tree

FLAGS = [f for f in cuda_compiles.FLAGS if f not in ("-Xptxas", "-v")]
ROUNDED = re.compile(r"^(?:add|sub|mul|fma|div|rcp|sqrt)\.rn\.f64$")
COMPUTES = re.compile(r"(?<![.\w])((?:add|sub|mul|fma|mad|div|rcp|sqrt|rsqrt|ex2|lg2|sin|cos|tanh)(?:\.\w+)*\.f(?:16|32|64)\w*)\b")
SHARES = re.compile(r"\b(atom\.\S+|red\.\S+|bar\.\S+|barrier\.\S+|(?:ld|st)\.shared\S*)")


def complaints(text):
    """Instructions that may not be there, each once."""
    found = {i for i in COMPUTES.findall(text) if not ROUNDED.match(i)} | set(SHARES.findall(text))
    return sorted(found)


def ptx_of(root, nvcc, path):
    """The PTX of a source; of one that does not compile, a complaint and what the compiler said."""
    with tempfile.TemporaryDirectory() as out:
        ptx = pathlib.Path(out) / "kernel.ptx"
        done = subprocess.run([nvcc, *FLAGS, "-I", root, "-ptx", root / path, "-o", ptx],
                              capture_output=True, text=True, check=False)
        return ptx.read_text() if done.returncode == 0 else f"atom.none\n{done.stderr}"


def main():
    root = tree.arguments(__doc__).root
    nvcc = cuda_compiles.compiler()
    sources = tree.files(root, (".cu",))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        texts = list(pool.map(lambda path: ptx_of(root, nvcc, path), sources))
    problems = [f"{path}: {instruction}" for path, text in zip(sources, texts) for instruction in complaints(text)]
    count = sum(len(COMPUTES.findall(text)) for text in texts)
    tree.finish(problems, f"{count} operations on numbers in {len(sources)} CUDA sources")


if __name__ == "__main__":
    main()
