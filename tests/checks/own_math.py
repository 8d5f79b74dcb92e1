"""Code that makes numbers calls no elementary function of libm or libdevice: their bits differ between machines.

Square root, fma, floor and the like are exact and allowed. Two looks: at the sources, and at the undefined symbols
of the built libraries, which also shows an unqualified call that fell through to the C library.
"""

import re
import shutil
import subprocess

import tree

PATH_CODE = ("core", "models", "portfolios/products", "portfolios/product.h", "engine", "gpu")
EXEMPT = ("models/market",)  # quotes to curves, frozen to arrays before a path starts; built on QuantLib
LIBRARIES = ("core/libsnell_core.a", "engine/libsnell_engine.a")
INEXACT = ("exp exp2 exp10 expm1 log log2 log10 log1p pow sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh "
           "atanh erf erfc tgamma lgamma cbrt hypot sincos sinpi cospi rsqrt normcdf normcdfinv erfinv").split()
NAMES = "|".join(INEXACT)
CALL = re.compile(rf"(\bstd::|(?<![\w>])::|\b__builtin_|\b__nv_|\b__)({NAMES})[fl]?\s*\(")
COMMENT = re.compile(r"//.*")
SYMBOL = re.compile(rf"^\s*U (?:__)?({NAMES})[fl]?(?:_finite)?(?:@.*)?$")


def in_sources(root):
    problems, count = [], 0
    for path in tree.files(root, tree.CPP):
        if not tree.below(path, *PATH_CODE) or tree.below(path, *EXEMPT):
            continue
        count += 1
        for number, line in enumerate((root / path).read_text().splitlines(), 1):
            code = COMMENT.sub("", line)
            call = CALL.search(code)
            if call:
                problems.append(f"{path}:{number}: {call[0]}...): use core/math")
            if path.suffix in (".h", ".cuh") and re.search(r"#\s*include\s*<(cmath|math\.h)>", code):
                problems.append(f"{path}:{number}: <cmath> in a header of path code")
    return problems, count


def in_libraries(build):
    problems, count = [], 0
    for name in LIBRARIES:
        if not (build / name).is_file():
            continue
        count += 1
        listing = subprocess.run(["nm", "-u", build / name], capture_output=True, text=True, check=True).stdout
        member = ""
        for line in listing.splitlines():
            if line.endswith(".o:"):
                member = line[:-1]
            elif SYMBOL.match(line):
                problems.append(f"{name}({member}) calls {line.split()[-1]}")
    return problems, count


def main():
    options = tree.arguments(__doc__)
    problems, sources = in_sources(options.root)
    libraries = 0
    if shutil.which("nm"):
        more, libraries = in_libraries(options.build)
        problems += more
    tree.finish(problems, f"{sources} sources and {libraries} built libraries")


if __name__ == "__main__":
    main()
