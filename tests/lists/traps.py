#!/usr/bin/env python3
"""Invented cells with a trap in each, and how a careful person reads them: traps.py READ_CELL TRAPS.csv"""
import csv
import subprocess
import sys


def main(program, table):
    with open(table, newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    wrong = 0
    for what in ("place", "claims"):
        mine = [r for r in rows if r["what"] == what]
        data = b"".join(r["cell"].encode() + b"\0" for r in mine)
        out = subprocess.run([program, what], input=data, stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
        for row, line in zip(mine, out, strict=False):
            if row["expected"] != line:
                wrong += 1
                print(f"{what} {row['cell']!r}: expected {row['expected']!r}, read {line!r}")
    print(f"{len(rows) - wrong} as expected, {wrong} not")
    return 1 if wrong or not rows else 0


sys.exit(main(sys.argv[1], sys.argv[2]))
