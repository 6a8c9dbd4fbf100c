#!/usr/bin/env python3
"""
One question, two days, side by side.

    two_days.py CHAPTERV DB PARTY DAY DAY
"""

import itertools
import shutil
import subprocess
import sys
import textwrap


def answer(program, db, party, day, width):
    command = ["ask", party, "--on", day]
    run = subprocess.run([program, *command, "--db", db], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                         check=False)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr.strip() or f"chapterv ended with status {run.returncode}")
    lines = []
    for line in ["$ chapterv " + " ".join(command), ""] + run.stdout.rstrip().split("\n"):
        indent = " " * (len(line) - len(line.lstrip()) + (2 if line.startswith(" ") else 0))
        lines += textwrap.wrap(line, width, subsequent_indent=indent) or [""]
    return lines


def main(argv):
    if len(argv) != 6:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    program, db, party, *days = argv[1:]
    width = min(76, (max(80, shutil.get_terminal_size((140, 24)).columns) - 3) // 2)
    columns = [answer(program, db, party, day, width) for day in days]
    for left, right in itertools.zip_longest(*columns, fillvalue=""):
        print(f"{left:{width}} | {right}".rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
