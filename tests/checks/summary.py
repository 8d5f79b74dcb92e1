"""The closing line of a test run, 'N passed, N failed, N skipped', from ctest's JUnit file."""

import sys
import xml.etree.ElementTree


def main():
    cases = xml.etree.ElementTree.parse(sys.argv[1]).getroot().findall("testcase")
    failed = sum(case.get("status") == "fail" for case in cases)
    skipped = [case for case in cases if case.get("status") in ("notrun", "disabled")]
    for case in skipped:
        output = (case.findtext("system-out") or "").strip().splitlines()
        reason = next((line for line in output if line.startswith("skipped:")), "skipped")
        print(f"{case.get('name')}: {reason}")
    print(f"{len(cases) - failed - len(skipped)} passed, {failed} failed, {len(skipped)} skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
