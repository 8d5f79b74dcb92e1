"""Words that must not stand in the tree: absolute paths of somebody's machine, marks of unfinished work."""

import re

import tree

PATHS = re.compile(r"(?<![.\w~}])/(work|tmp|root|home|Users)/\w")
MARKS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")


def main():
    root = tree.arguments(__doc__).root
    problems, count = [], 0
    for path in tree.files(root):
        try:
            lines = (root / path).read_text().splitlines()
        except UnicodeDecodeError:
            continue  # a picture or an archive
        count += 1
        for number, line in enumerate(lines, 1):
            found = PATHS.search(line) or MARKS.search(line)
            if found:
                problems.append(f"{path}:{number}: '{found[0]}'")
    tree.finish(problems, f"{count} files")


if __name__ == "__main__":
    main()
