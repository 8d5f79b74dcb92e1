"""The command prints the same bytes for every instruction set, thread count and compiler (R0, R1).

Prices and Greeks of the example portfolios, each also by the build of clang++ where `./run build clang` made one.
"""

import itertools
import subprocess

import tree

VARIANTS = [["--threads", "1", "--lanes", "scalar"], ["--threads", "2", "--lanes", "avx2"],
            ["--threads", "3", "--lanes", "auto"]]
FEW = ["--paths", "8192", "--json", "--no-seconds"]


def printed(program, book, verb, variant, root):
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
    books = [str(p) for p in tree.files(options.root, (".toml",)) if tree.below(p, "portfolios/examples")]
    problems, count = [], 0
    for book, verb in itertools.product(books, ("price", "greeks")):
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
