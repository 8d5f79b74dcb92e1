"""Lists the C++ files past 300 lines: they ask to be split. A warning, never a failure."""

import tree

LIMIT = 300


def main():
    root = tree.arguments(__doc__).root
    sources = tree.files(root, tree.CPP)
    for path in sources:
        lines = len((root / path).read_text().splitlines())
        if lines > LIMIT:
            print(f"warning: {path}: {lines} lines")
    tree.finish([], f"{len(sources)} files")


if __name__ == "__main__":
    main()
