"""Every header compiles alone; a header seen before with the same text is not compiled again.

One compiler is enough: both read the same standard library, and clang_compiles and the build read the headers with the
other.
"""

import concurrent.futures
import functools
import hashlib
import os
import re
import shutil
import subprocess

import tree

FLAGS = ["-std=c++20", "-march=x86-64-v3", "-ffp-contract=off", "-Wall", "-Wextra", "-Wshadow", "-Werror",
         "-Wno-ignored-attributes", "-Wno-psabi", "-Wno-unknown-pragmas"]
QUOTED = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def text_of(root, name, seen):
    """The header's text and that of every project header below it."""
    if name in seen or not (root / name).is_file():
        return ""
    seen.add(name)
    text = (root / name).read_text()
    return text + "".join(text_of(root, inner, seen) for inner in QUOTED.findall(text))


@functools.cache
def version(compiler):
    return subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout


def compile_alone(root, cache, compiler, header, generated):
    """The compiler's complaint about a file that only includes the header, or None."""
    key = "\n".join([version(compiler), *FLAGS, text_of(root, str(header), set())])
    stamp = cache / hashlib.sha256(f"{header}\n{key}".encode()).hexdigest()
    if stamp.exists():
        return None
    done = subprocess.run([compiler, *FLAGS, "-fsyntax-only", "-I", root, *generated, "-x", "c++", "-"],
                          input=f'#include "{header}"\n', capture_output=True, text=True, check=False)
    if done.returncode:
        return f"{compiler}: {header}\n{done.stderr.strip()}"
    stamp.touch()
    return None


def main():
    options = tree.arguments(__doc__)
    compiler = next((c for c in ("g++", "clang++") if shutil.which(c)), None)
    if not compiler:
        tree.skip("no g++ and no clang++")
    cache = options.build / "headers_alone"
    cache.mkdir(parents=True, exist_ok=True)
    headers = tree.files(options.root, (".h",))
    generated = [f"-I{options.build / p.parts[0]}" for p in tree.files(options.root, (".in",))]  # CMake's folder
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        work = [pool.submit(compile_alone, options.root, cache, compiler, h, generated) for h in headers]
        problems = [w.result() for w in work if w.result()]
    tree.finish(problems, f"{len(headers)} headers with {compiler}")


if __name__ == "__main__":
    main()
