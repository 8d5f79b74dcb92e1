"""Compile, and keep what the assembler says of each kernel's registers and memory beside the object, as OBJECT.usage.

usage: keep_usage.py COMPILER ARGUMENTS...
"""

import pathlib
import subprocess
import sys


def main():
    done = subprocess.run(sys.argv[1:], stderr=subprocess.PIPE, text=True, check=False)
    lines = done.stderr.splitlines()
    usage = [line for line in lines if line.startswith("ptxas info") or "bytes stack frame" in line]
    print(*(line for line in lines if line not in usage), sep="\n", end="", file=sys.stderr)
    if done.returncode == 0 and usage:
        pathlib.Path(sys.argv[sys.argv.index("-o") + 1] + ".usage").write_text("\n".join(usage) + "\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
