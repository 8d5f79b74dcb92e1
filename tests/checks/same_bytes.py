"""The command prints the same bytes for every instruction set, thread count and compiler (R0, R1).

Prices and Greeks of the example portfolios, and every table of the example of an overnight run, each also by the build of
clang++ where `./run build clang` made one.
"""

import itertools
import os
import pathlib
import subprocess
import tempfile

import tree

os.environ["SNELL_REGISTRY"] = ""  # no run of a test enters the registry of who tests
VARIANTS = [["--threads", "1", "--lanes", "scalar"], ["--threads", "2", "--lanes", "avx2"],
            ["--threads", "3", "--lanes", "auto"]]
FEW = ["--paths", "8192", "--json", "--no-seconds"]


def tables(program, run, variant, root):
    """All that an overnight run writes but its timings."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "xva", run, "-o", folder, "--paths", "8192", *variant], cwd=root, capture_output=True,
                       text=True, check=False, timeout=300)
        return "".join(f"{path.name}\n{path.read_text()}" for path in sorted(pathlib.Path(folder).glob("*.csv")))


def printed(program, book, verb, variant, root):
    if verb == "xva":
        return tables(program, book, variant, root)
    done = subprocess.run([program, verb, book, *FEW, *variant], cwd=root, capture_output=True, text=True,
                          check=False, timeout=300)
    return done.stdout


def first_difference(expected, found):
    pairs = itertools.zip_longest(expected.splitlines(), found.splitlines(), fillvalue="nothing")
    return next(f"{was.strip()} / {now.strip()}" for was, now in pairs if was != now)


def main():
    options = tree.arguments(__doc__)
    programs = [options.build / "snell", options.build.parent / "clang" / "snell"]
    programs = [p for p in programs if p.is_file()]
    if not programs:
        tree.skip("the command is not built")
    files = [p for p in tree.files(options.root, (".toml",)) if tree.below(p, "portfolios/examples")]
    books = [str(p) for p in files if p.parent.name == "examples"]
    work = [*itertools.product(books, ("price", "greeks")),
            *((str(p), "xva") for p in files if p.parent.name != "examples")]
    problems, count = [], 0
    for book, verb in work:
        runs = [(p, v) for p in programs for v in VARIANTS]
        texts = [printed(p, book, verb, v, options.root) for p, v in runs]
        count += len(texts)
        if not texts[0]:
            problems.append(f"{verb} {book}: printed nothing")
        for (program, variant), text in zip(runs, texts):
            if text != texts[0]:
                problems.append(f"{verb} {book}: {program.parent.name} {' '.join(variant)}: "
                                f"{first_difference(texts[0], text)}")
    tree.finish(problems, f"{count} runs of {len(programs)} builds")


if __name__ == "__main__":
    main()
