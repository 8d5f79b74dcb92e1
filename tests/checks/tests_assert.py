"""Every test asserts something, and says so in a sentence: TEST(Sobol, first_points_are_joe_and_kuos)."""

import re

import tree

START = re.compile(r"^(?:TEST|TEST_F|TEST_P|TYPED_TEST|RC_GTEST_PROP)\((\w+),\s*(\w+)", re.MULTILINE)
ASSERTION = re.compile(r"\b(EXPECT_|ASSERT_|RC_ASSERT|FAIL\(|ADD_FAILURE|expect_|check_)")
SENTENCE = re.compile(r"^[a-z0-9]+(_[A-Za-z0-9]+)+$")


def faults(path, text):
    starts = list(START.finditer(text))
    for test, following in zip(starts, [*starts[1:], None]):
        body = text[test.end():following.start() if following else len(text)]
        line = text.count("\n", 0, test.start()) + 1
        if not ASSERTION.search(body):
            yield f"{path}:{line}: {test[1]}.{test[2]} asserts nothing"
        if not SENTENCE.match(test[2]):
            yield f"{path}:{line}: {test[1]}.{test[2]} is not a sentence_of_words"


def main():
    root = tree.arguments(__doc__).root
    problems, count = [], 0
    for path in tree.files(root, (".cpp", ".cu")):
        if tree.below(path, "tests"):
            text = (root / path).read_text()
            count += len(START.findall(text))
            problems += faults(path, text)
    tree.finish(problems, f"{count} tests")


if __name__ == "__main__":
    main()
