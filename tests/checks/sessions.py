"""The sessions shown in the pages are what the command prints today.

Every fenced `console` block whose commands start with `$ build/release/snell` is run from the root, line by line, and
both its outputs compared; what it prints is the same on every machine, so only `[...]` (a part of a line, as a timing)
and a line `...` (any lines) are free.
"""

import os
import re
import shlex
import subprocess

import tree

os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
COMMAND = "build/release/snell"


def sessions(text):
    """(command, expected output) of each command of the pages' console blocks that runs the command."""
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith(COMMAND + " "):
                yield command, output


def pattern(expected):
    lines = []
    for line in expected.rstrip("\n").split("\n"):
        free = r"(?:.*\n)*?" if line.strip() == "..." else r".*?".join(map(re.escape, line.split("[...]"))) + r"[ ]*\n"
        lines.append(free)
    return re.compile("".join(lines))


def main():
    options = tree.arguments(__doc__)
    snell = options.build / "snell"
    if not snell.is_file():
        tree.skip("the command is not built")
    problems, count = [], 0
    for path in tree.files(options.root, (".md",)):
        for command, expected in sessions((options.root / path).read_text()):
            count += 1
            words = [str(snell), *shlex.split(command)[1:]]
            done = subprocess.run(words, cwd=options.root, capture_output=True, text=True, check=False, timeout=120)
            if not pattern(expected).fullmatch((done.stdout + done.stderr).rstrip("\n") + "\n"):
                problems.append(f"{path}: $ {command}\n--- the page says\n{expected}--- the command says\n{done.stdout}"
                                f"{done.stderr}")
    tree.finish(problems, f"{count} commands")


if __name__ == "__main__":
    main()
