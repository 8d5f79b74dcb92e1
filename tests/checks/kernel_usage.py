"""The registers, stack and spills of every CUDA kernel, as a table; where paths are many, nothing may leave registers.

Kernels for any number of assets index their state and keep it in the thread's memory, and so does Heston's for a basket
and options with early exercise with the functions that their rule regresses on; all others hold it in registers.
"""

import re
import subprocess

import tree

MOST_REGISTERS = 128  # four blocks of 128 threads a multiprocessor
INDEXED = re.compile(r"Kernel<0>|Heston::Kernel<5>|American")
ENTRY = re.compile(r"Compiling entry function '(\w+)' for '(\w+)'")
FRAME = re.compile(r"(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads")
REGISTERS = re.compile(r"Used (\d+) registers")


def kernels(text):
    """(mangled name, architecture, registers, stack, spilled bytes) of what the assembler told."""
    name, frame = ("", ""), (0, 0, 0)
    for line in text.splitlines():
        if entry := ENTRY.search(line):
            name = entry.groups()
        elif found := FRAME.search(line):
            frame = tuple(map(int, found.groups()))
        elif found := REGISTERS.search(line):
            yield *name, int(found[1]), frame[0], frame[1] + frame[2]


def plain(mangled):
    """Task names as the sources have them."""
    text = subprocess.run(["c++filt", mangled], capture_output=True, text=True, check=True).stdout.strip()
    task = re.search(r"run<(.*)>\(", text)
    return (task[1] if task else text).replace("snell::", "").replace("<double>", "").replace(" >", ">") \
        .replace("(Jumping)0", "never").replace("(Jumping)1", "maybe")


def main():
    options = tree.arguments(__doc__)
    told = sorted((options.build / "gpu").rglob("*.usage"))
    if not told:
        tree.skip("built without CUDA")
    rows = {(plain(name), arch): numbers for path in told for name, arch, *numbers in kernels(path.read_text())}
    width = max(len(name) for name, _ in rows)
    print(f"{'kernel':{width}}  arch   registers  stack  spilled")
    problems = []
    for (name, arch), (registers, stack, spilled) in sorted(rows.items()):
        print(f"{name:{width}}  {arch:6} {registers:9}  {stack:5}  {spilled:7}")
        if registers > MOST_REGISTERS:
            problems.append(f"{name}: {registers} registers, at most {MOST_REGISTERS}")
        if (stack or spilled) and not INDEXED.search(name):
            problems.append(f"{name}: {stack} bytes of stack, {spilled} spilled; its state belongs in registers")
    tree.finish(problems, f"{len(rows)} kernels")


if __name__ == "__main__":
    main()
