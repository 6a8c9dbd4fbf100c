#!/usr/bin/env python3
"""
One question, two days, side by side.

    two_days.py CHAPTERV DB PARTY DAY DAY
"""

import itertools
import re
import shutil
import signal
import subprocess
import sys
import textwrap


def paragraphs(text):
    """The lines of an answer, joined again where the program broke them: (indent, text), "" between."""
    out = []
    for line in text.rstrip().split("\n"):
        indent = len(line) - len(line.lstrip())
        begins = (not line or not out or not out[-1][1] or indent < out[-1][0]
                  or (out[-1][1].endswith(":") and out[-1][0] == 0)
                  or re.match(r"\s*(- |\d+\. |Source: )", line))
        if begins:
            out.append((indent, line.strip()))
        else:
            out[-1] = (out[-1][0], out[-1][1] + " " + line.strip())
    return out


def answer(program, db, party, day, width):
    command = ["ask", party, "--on", day]
    run = subprocess.run([program, *command, "--db", db], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                         check=False)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr.strip() or f"chapterv ended with status {run.returncode}")
    lines = ["$ chapterv " + " ".join(command), ""]
    for indent, text in paragraphs(run.stdout):
        hang = indent + re.match(r"- |\d+\. |", text).end()
        lines += textwrap.wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * hang) or [""]
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
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # who reads only the first lines has had enough
    sys.exit(main(sys.argv))
