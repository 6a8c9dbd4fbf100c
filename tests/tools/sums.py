#!/usr/bin/env python3
"""
Adds up the tests of one build folder: what failed is printed in full, what was skipped is named with its reason.
The two sums, "PASSED FAILED", go to file descriptor 3 if it is open.

    sums.py BUILD LABEL
"""

import json
import os
import subprocess
import sys

PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP", "IGNORED"}


def reason(test):
    """The last thing a skipped test said."""
    said = (test.get("stdout") or "") + "\n" + (test.get("stderr") or "")
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    return lines[-1] if lines else "no reason given"


def main(argv):
    if len(argv) != 3:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    build, label = argv[1:]
    with open(os.path.join(build, "meson-logs", "testlog.json"), encoding="utf-8", errors="replace") as f:
        ran = [json.loads(line) for line in f if line.strip()]
    listed = json.loads(subprocess.run(["meson", "introspect", "--tests", build], check=True, capture_output=True,
                                       text=True).stdout)
    passed, failed, skipped = 0, 0, []
    for test in ran:
        if test["result"] in PASSED:
            passed += 1
        elif test["result"] in SKIPPED:
            skipped.append(test)
        else:
            failed += 1
            print(f"FAILED: {label}: {test['name']}: {test['result']} after {test['duration']:.0f} s")
            for stream in ("stdout", "stderr"):
                if test.get(stream):
                    print(test[stream].rstrip())
    for test in skipped:
        print(f"skipped: {label}: {test['name']}: {reason(test)}")
    if len(ran) < len(listed):
        failed += len(listed) - len(ran)
        print(f"FAILED: {label}: {len(listed) - len(ran)} of {len(listed)} tests were not run")
    print(f"{label}: {passed} passed, {failed} failed, {len(skipped)} skipped")
    try:
        os.write(3, f"{passed} {failed}".encode())
    except OSError:
        pass
    return 0 if listed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
