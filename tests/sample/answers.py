#!/usr/bin/env python3
"""
The JSON of some thousand answers from the sample register is, byte for byte, what it was: how fast it is written may change,
what it says may not unless that is meant.

    answers.py CHAPTERV ROOT ANSWERS [--write]      --write puts what is answered now into answers.txt
"""

import difflib
import os
import subprocess
import sys
import tempfile

from story import load

SHOWN = 20


def main(program, root, answers, write):
    kept = os.path.join(root, "tests", "sample", "answers.txt")
    with tempfile.TemporaryDirectory() as temp:
        db = os.path.join(temp, "sample.db")
        seen = load(program, root, db)
        if seen.returncode != 0:
            print(seen.stderr)
            return 1
        now = subprocess.run([answers, db], check=True, capture_output=True, text=True, timeout=120).stdout
    if write:
        with open(kept, "w", encoding="utf-8") as f:
            f.write(now)
    with open(kept, encoding="utf-8") as f:
        before = f.read()
    changed = [line for line in difflib.unified_diff(before.splitlines(), now.splitlines(), "on file", "now", lineterm="", n=0)
               if not line.startswith("@@")]
    print("\n".join(changed[:SHOWN]))
    print(f"{now.count(chr(10))} lines, {max(len(changed) - 2, 0)} differ")
    if changed:
        print("`answers REGISTER full` of the build before and of this one show the JSON itself. Where the difference is meant, "
              "refresh the file: answers.py with --write")
    return 1 if changed or not now else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4], "--write" in sys.argv[4:]))
