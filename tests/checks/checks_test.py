"""Each check finds a planted defect, and lets the sound neighbour pass."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import kernel_arithmetic  # noqa: E402
import lane_symbols  # noqa: E402


class Planted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def plant(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def says(self, check, status, *words):
        """Runs the check on the planted tree: its exit status, and words its output must hold."""
        done = subprocess.run([sys.executable, HERE / f"{check}.py", "--root", self.root, "--build", self.root / "build"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stdout)

    def test_arrow_to_the_right_is_found(self):
        self.plant("core/a.h", '#include "engine/b.h"\n')
        self.plant("engine/b.h", '#include <vector>\n')
        self.says("include_line", 1, "core/a.h:1: engine/b.h: core may not know engine")

    def test_models_and_portfolios_do_not_meet(self):
        self.plant("models/a.h", '#include "portfolios/b.h"\n')
        self.plant("portfolios/b.h", '#include "models/a.h"\n')
        self.says("include_line", 1, "models may not know portfolios", "portfolios may not know models")

    def test_arrow_to_the_left_is_allowed(self):
        self.plant("core/a.h", "#include <immintrin.h>\n")
        self.plant("engine/b.cpp", '#include "core/a.h"\n#include <tbb/parallel_for.h>\n')
        self.plant("models/market/curve.h", "#include <ql/quantlib.hpp>\n")
        self.says("include_line", 0, "0 problems in 4 includes")

    def test_third_party_in_a_core_header_is_found(self):
        self.plant("core/a.h", "#include <fmt/format.h>\n")
        self.plant("engine/b.h", "#include <tbb/parallel_for.h>\n")
        self.plant("models/c.cpp", "#include <ql/quantlib.hpp>\n")
        self.says("include_line", 1, "core/a.h:1", "engine/b.h:1", "models/c.cpp:1", "3 problems")

    def test_header_that_leans_on_another_is_found(self):
        self.plant("core/sound.h", "#pragma once\n#include <vector>\ninline std::vector<int> one() { return {1}; }\n")
        self.plant("core/leaning.h", "#pragma once\ninline std::vector<int> two() { return {2}; }\n")
        self.says("headers_alone", 1, "core/leaning.h", "in 2 headers")
        self.plant("core/leaning.h", "#pragma once\n#include <vector>\ninline std::vector<int> two() { return {2}; }\n")
        self.says("headers_alone", 0)

    @unittest.skipUnless(shutil.which("clang-format-14"), "no clang-format 14")
    def test_crooked_file_is_found(self):
        shutil.copy(HERE.parents[1] / ".clang-format", self.root)
        self.plant("core/a.h", "int  one( );\n")
        self.plant("core/b.h", "int two();\n")
        self.says("format", 1, "core/a.h", "in 2 files")

    def test_libm_in_path_code_is_found(self):
        self.plant("core/a.h", "inline double f(double x) { return std::exp(x); }  // std::log(x)\n")
        self.plant("models/b.h", "#include <cmath>\n")
        self.plant("engine/c.cpp", "double g(double x) { return __builtin_erfc(x) + ::pow(x, 2.0); }\n")
        self.plant("models/market/d.h", "#include <cmath>\ninline double h(double x) { return std::log(x); }\n")
        self.plant("core/e.h", "inline double i(double x) { return snell::exp(x) + std::sqrt(x); }\n")
        self.says("own_math", 1, "core/a.h:1: std::exp(", "models/b.h:1", "engine/c.cpp:1", "3 problems in 4 sources")

    def test_libm_behind_an_unqualified_call_is_found_in_the_library(self):
        self.plant("build/core/a.cpp", '#include <math.h>\ndouble f(double x) { return exp(x); }\n')
        folder = self.root / "build" / "core"
        subprocess.run(["g++", "-O2", "-c", "a.cpp"], cwd=folder, check=True)
        subprocess.run(["ar", "rc", "libsnell_core.a", "a.o"], cwd=folder, check=True)
        self.says("own_math", 1, "libsnell_core.a(a.o) calls exp")

    def test_weak_function_without_its_width_is_found(self):
        listing = ("0000 W snell::exp(double)\n0010 W void snell::exp<snell::Lanes<8, 4> >()\n"
                   "0020 V vtable for snell::Walk\n0030 T snell::run()\n                 w __gmon_start__\n")
        self.assertEqual(list(lane_symbols.untagged(listing)), ["snell::exp(double)"])

    def test_lane_symbols_reads_the_objects_of_a_build(self):
        self.says("lane_symbols", 77, "skipped: no object was built for AVX-512")
        folder = self.root / "build/engine/CMakeFiles/snell_kernels_avx512.dir"
        folder.mkdir(parents=True)
        source = "template <int W> struct Lanes {}; inline __attribute__((noinline)) int %s { return 1; }\nint g() { return %s; }\n"
        (folder / "a.cpp").write_text(source % ("f(Lanes<8>)", "f(Lanes<8>{})"))
        subprocess.run(["g++", "-c", "a.cpp", "-o", "a.o"], cwd=folder, check=True)
        self.says("lane_symbols", 0, "0 problems in 1 AVX-512 objects")
        (folder / "a.cpp").write_text(source % ("f(double)", "f(1.0)"))
        subprocess.run(["g++", "-c", "a.cpp", "-o", "a.o"], cwd=folder, check=True)
        self.says("lane_symbols", 1, "a.o: f(double)")

    def test_workplace_words_are_found(self):
        self.plant("docs/a.md", "see /" + "work/notes and https://example.org/work/ and build/tmp/x\n")
        self.plant("core/b.h", "// TO" + "DO\n")
        self.says("words", 1, "docs/a.md:1", "core/b.h:1", "2 problems in 2 files")

    def test_link_to_nowhere_and_stale_quotation_are_found(self):
        self.plant("core/a.h", "// quote one\n    int one();\n// end quote\n")
        self.plant("docs/a.md", "# A b\n[x](b.md) [y](#a-b) [z](#gone)\n"
                                "<!-- quote: core/a.h#one -->\n```cpp\nint one();\n```\n")
        self.says("docs", 1, "b.md: no such file", "#gone: no such heading", "2 problems in 1 pages")
        self.plant("docs/a.md", "<!-- quote: core/a.h#one -->\n```cpp\nint two();\n```\n")
        self.says("docs", 1, "is not what the file says")
        self.plant("docs/a.md", "Like this:\n```cpp\nint two();\n```\n")
        self.says("docs", 1, "C++ that is no quotation: int two();")

    def test_session_that_the_command_no_longer_prints_is_found(self):
        self.plant("a.md", "```console\n$ build/release/snell price\n1.5 +- 0.1  in [...] s\n```\n")
        self.says("sessions", 77)
        self.plant("build/snell", "#!/bin/sh\necho '1.5 +- 0.1  in 7 s'\n")
        (self.root / "build/snell").chmod(0o755)
        self.says("sessions", 0, "0 problems in 1 commands")
        self.plant("build/snell", "#!/bin/sh\necho '1.6 +- 0.1  in 7 s'\n")
        self.says("sessions", 1, "a.md: $ build/release/snell price")

    def test_test_that_asserts_nothing_is_found(self):
        self.plant("tests/core/a.cpp", "TEST(A, holds_its_promise) { EXPECT_EQ(1, 1); }\n"
                                       "TEST(A, is_idle_all_day) { f(); }\nTEST(A, Works) { ASSERT_TRUE(true); }\n")
        self.says("tests_assert", 1, "a.cpp:2: A.is_idle_all_day asserts nothing", "a.cpp:3: A.Works", "in 3 tests")

    def test_bits_that_depend_on_the_compiler_are_found(self):
        self.plant("tests/digest/a.cpp", "#include <cstdio>\nint main() { std::puts(\"exp 1\"); }\n")
        self.says("compilers_agree", 0, "of 1 programs")
        self.plant("tests/digest/a.cpp", "#include <cstdio>\nint main(int n, char**) { std::printf(\"exp %d\\n\", n); }\n")
        self.says("compilers_agree", 1, "lanes: exp 2")

    def test_long_file_is_only_a_warning(self):
        self.plant("core/a.h", "\n" * 301)
        self.plant("core/b.h", "\n" * 300)
        self.says("file_length", 0, "warning: core/a.h: 301 lines")

    def test_summary_counts_each_outcome(self):
        cases = "".join(f'<testcase name="{n}" status="{s}"/>' for n, s in
                        (("a", "run"), ("b", "run"), ("c", "fail"), ("d", "notrun")))
        self.plant("junit.xml", f"<testsuite>{cases}</testsuite>")
        done = subprocess.run([sys.executable, HERE / "summary.py", self.root / "junit.xml"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.stdout.splitlines()[-1], "2 passed, 1 failed, 1 skipped")
        self.assertEqual(done.returncode, 1)

    def test_kernel_that_spills_is_found(self):
        def told(name, stack, spilled, registers):
            return (f"ptxas info    : Compiling entry function '{name}' for 'sm_90'\n"
                    f"    {stack} bytes stack frame, {spilled} bytes spill stores, 0 bytes spill loads\n"
                    f"ptxas info    : Used {registers} registers, used 0 barriers\n")
        self.plant("build/gpu/a.cu.o.usage", told("sound", 0, 0, 128) + told("spilling", 8, 8, 32) + told("fat", 0, 0, 129))
        self.says("kernel_usage", 1, "spilling: 8 bytes of stack, 8 spilled", "fat: 129 registers", "2 problems in 3 kernels")

    def test_arithmetic_that_may_round_otherwise_is_found(self):
        text = ("add.rn.f64 %fd1, %fd2, %fd3;\nmul.f64 %fd1, %fd2, %fd3;\nsqrt.approx.ftz.f32 %f1, %f2;\n"
                "atom.global.add.f64 %fd1, [%rd1], %fd2;\nadd.s64 %rd1, %rd2, 8;\nbar.sync 0;\n")
        self.assertEqual(kernel_arithmetic.complaints(text),
                         ["atom.global.add.f64", "bar.sync", "mul.f64", "sqrt.approx.ftz.f32"])


if __name__ == "__main__":
    unittest.main()
