#!/usr/bin/env python3
"""snapshot.py TIMELINES TIMELINES_TXT: the timeline of every answer is the one on file."""
import difflib
import os
import subprocess
import sys

SHOWN = 40


def main(program, kept):
    now = subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout
    before = ""
    if os.path.exists(kept):
        with open(kept, encoding="utf-8") as file:
            before = file.read()
    if now == before:
        print("%d timelines, as on file" % now.count("\n"))
        return 0
    changed = [line for line in difflib.unified_diff(before.splitlines(), now.splitlines(), "on file", "now",
                                                     lineterm="", n=0) if not line.startswith("@@")]
    print("\n".join(changed[:SHOWN]))
    print("%d lines differ. Where that is meant, refresh the file with\n    %s > %s" % (
        len(changed) - 2, os.path.relpath(program), os.path.relpath(kept)))
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
