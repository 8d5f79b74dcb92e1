"""The line of dependency: a folder includes only what stands to its left, third parties stay at the edges.

core <- conventions <- {models, portfolios} <- engine <- gpu <- cli, tests, bench
"""

import re

import tree

MAY_INCLUDE = {
    "core": {"core"},
    "conventions": {"core", "conventions"},
    "models": {"core", "conventions", "models"},
    "portfolios": {"core", "conventions", "portfolios"},
    "engine": {"core", "models", "portfolios", "engine"},
    "gpu": {"core", "models", "portfolios", "engine", "gpu"},
    "cli": {"core", "conventions", "models", "portfolios", "engine", "gpu", "cli"},
    "tests": {"core", "conventions", "models", "portfolios", "engine", "gpu", "cli", "tests"},
    "bench": {"core", "models", "portfolios", "engine", "gpu", "bench"},
    "cmake": set(),  # of the build: no source names it
}
EDGES = (
    "conventions", "models/market", "portfolios/native", "portfolios/ore", "portfolios/resolve", "cli", "tests", "bench",
    "cmake",
)
# Where the headers of a third party may appear: (include prefix, folders, in headers too).
THIRD_PARTIES = [
    (r"ql/", EDGES, True),
    (r"toml\+\+/", EDGES, True),
    (r"nlohmann/", EDGES, True),
    (r"CLI/", EDGES, True),
    (r"pugixml", ("core", *EDGES), False),
    (r"boost/", MAY_INCLUDE, False),
    (r"sqlite3\.h", ("cli", "tests"), True),
    (r"xxhash\.h", ("core", "engine", "cli", "tests"), False),
    (r"openssl/", ("core",), False),
    (r"(tbb|oneapi)/", ("engine", "cli", "tests", "bench"), False),
    (r"(fmt|spdlog)/", ("core", "conventions", "models", "portfolios", "engine", "gpu", *EDGES), False),
    (r"(gtest|gmock|rapidcheck|mpfr|gmp)", ("tests", "bench"), True),
    (r"(sleef\.h|hwy/)", ("bench",), False),
    (r"benchmark/", ("bench",), True),
    (r"(cuda|curand|cooperative_groups|cub/|nvtx)", ("gpu", "tests", "bench"), True),
]
# Parts of the compiler and the operating system, not third parties.
PLATFORM = re.compile(r"^([a-z_0-9]+|immintrin\.h|malloc\.h|cpuid\.h|unistd\.h|fcntl\.h|signal\.h|spawn\.h|dlfcn\.h|sys/\w+\.h)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def problem(path, quote, name, root):
    """Why the file may not include the name, or None."""
    folder = path.parts[0]
    if quote == '"':
        target = name.split("/")[0]
        if not (root / name).is_file() and not (root / f"{name}.in").is_file():  # .in: made by CMake
            return "does not exist below the root (write project includes from the root)"
        if target not in MAY_INCLUDE:
            return f"'{target}' is no folder of the code"
        return None if target in MAY_INCLUDE[folder] else f"{folder} may not know {target}"
    for pattern, folders, in_headers in THIRD_PARTIES:
        if re.match(pattern, name):
            if not tree.below(path, *folders):
                return "a third party outside its folders"
            at_edge = tree.below(path, *EDGES)
            if path.suffix in (".h", ".cuh") and not (in_headers or at_edge):
                return "a third party in a header"
            return None
    return None if PLATFORM.match(name) else "unknown third party: name its folders in include_line.py"


def main():
    root = tree.arguments(__doc__).root
    problems, includes = [], 0
    for path in tree.files(root, tree.CPP):
        if path.parts[0] not in MAY_INCLUDE:
            problems.append(f"{path}: C++ outside the folders of the line")
            continue
        for number, line in enumerate((root / path).read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                includes += 1
                why = problem(path, match[1], match[2], root)
                if why:
                    problems.append(f"{path}:{number}: {match[2]}: {why}")
    tree.finish(problems, f"{includes} includes")


if __name__ == "__main__":
    main()
