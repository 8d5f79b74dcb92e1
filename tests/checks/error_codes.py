"""Every code of a diagnostic that the sources give out stands in the catalogue, once, and none stands there idle."""

import re

import tree

CODE = re.compile(r'"(E[1-9]\d\d)"')
ENTRY = re.compile(r'^\s*\{"(E[1-9]\d\d)", "', re.MULTILINE)
CATALOGUE = "core/errors"


def main():
    root = tree.arguments(__doc__).root
    used, listed, problems = {}, [], []
    for path in tree.files(root, tree.CPP):
        text = (root / path).read_text()
        if tree.below(path, CATALOGUE):
            listed += ENTRY.findall(text)
        elif not tree.below(path, "tests", "bench"):
            for code in CODE.findall(text):
                used.setdefault(code, path)
    problems += [f"{path}: {code} is not in {CATALOGUE}" for code, path in sorted(used.items()) if code not in listed]
    problems += [f"{CATALOGUE}: {code} stands there twice" for code in sorted({c for c in listed if listed.count(c) > 1})]
    # A catalogue that is ahead of the code explains what cannot happen.
    problems += [f"{CATALOGUE}: nothing gives out {code}" for code in sorted(set(listed) - set(used))]
    tree.finish(problems, f"{len(listed)} codes")


if __name__ == "__main__":
    main()
