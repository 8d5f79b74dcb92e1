"""Every weak function in an AVX-512 object carries the lanes' width in its name.

The linker keeps one copy of a weak function. If that copy were compiled for AVX-512 and its name did not say so, the
baseline code would call it, and stop with an illegal instruction on a processor without AVX-512.
"""

import re
import shutil
import subprocess

import tree

TAGGED = re.compile(r"(Lanes|LaneMask|Register)<8")
ALLOWED = ()  # demangled names of weak functions that hold no vector instruction, each with its reason


def untagged(symbols):
    """The demangled names in nm's listing that are weak functions (W; weak data, V and u, holds no instruction)."""
    for line in symbols.splitlines():
        match = re.match(r"^[0-9a-f]+ W (.*)$", line)
        if match and not TAGGED.search(match[1]) and match[1] not in ALLOWED:
            yield match[1]


def main():
    build = tree.arguments(__doc__).build
    if not shutil.which("nm"):
        tree.skip("no nm")
    objects = sorted(p for p in build.glob("**/CMakeFiles/*avx512*.dir/**/*.o"))
    if not objects:
        tree.skip("no object was built for AVX-512")
    problems = []
    for path in objects:
        listing = subprocess.run(["nm", "-C", path], capture_output=True, text=True, check=True).stdout
        problems += [f"{path.relative_to(build)}: {name}" for name in untagged(listing)]
    tree.finish(problems, f"{len(objects)} AVX-512 objects")


if __name__ == "__main__":
    main()
