"""The pages hold together: every relative link and anchor leads somewhere, and C++ in them is quoted from the code.

A quotation is a fenced block right after `<!-- quote: FILE -->` or `<!-- quote: FILE#NAME -->`; the latter quotes the
lines between `// quote NAME` and `// end quote` in the file.
"""

import os
import pathlib
import re
import textwrap

import tree

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
QUOTE = re.compile(r"<!-- quote: (\S+?)(?:#(\w+))? -->\n```\w*\n(.*?)\n```", re.DOTALL)
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def anchors(text):
    """The anchors that a forge makes of the headings."""
    headings = re.findall(r"^#+ +(.*)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def broken_links(root, path, text):
    for target in LINK.findall(FENCED.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = pathlib.Path(os.path.normpath(root / path.parent / name)) if name else root / path
        if not there.exists():
            yield f"{path}: link to {target}: no such file"
        elif anchor and there.suffix == ".md" and anchor not in anchors(there.read_text()):
            yield f"{path}: link to {target}: no such heading"


def stale_quotes(root, path, text):
    for name, region, quoted in QUOTE.findall(text):
        source = (root / name).read_text() if (root / name).is_file() else None
        if source is not None and region:
            found = re.search(rf"^ *// quote {region}\n(.*?)\n *// end quote$", source, re.DOTALL | re.MULTILINE)
            source = found[1] if found else None
        if source is None:
            yield f"{path}: quotes {name}#{region}, which does not exist"
        elif textwrap.dedent(source).strip("\n") != quoted.strip("\n"):
            yield f"{path}: the quotation of {name}#{region} is not what the file says"


def unquoted_code(path, text):
    """Blocks of C++ that nothing keeps true."""
    for first in re.findall(r"^```cpp\n(.*)$", QUOTE.sub("", text), re.MULTILINE):
        yield f"{path}: C++ that is no quotation: {first}"


def main():
    root = tree.arguments(__doc__).root
    pages = tree.files(root, (".md",))
    problems = []
    for path in pages:
        text = (root / path).read_text()
        problems += broken_links(root, path, text)
        problems += stale_quotes(root, path, text)
        problems += unquoted_code(path, text)
    tree.finish(problems, f"{len(pages)} pages")


if __name__ == "__main__":
    main()
