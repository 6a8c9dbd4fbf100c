#!/usr/bin/env python3
"""Invented cells and headers with a trap in each, and how a careful person reads them: traps.py READ_CELL TRAPS.csv

expected: of a place "WRITTEN TAB INFERRED TAB REGIONS TAB undecided?", of claims "FAMILIES TAB none?", of a header its meanings.
"""
import csv
import subprocess
import sys

MEANINGS = ["party", "purpose", "service", "role", "processing", "entity", "location", "mechanism", "dpa", "dpa-status", "contract",
            "data", "subjects", "added", "reviewed", "date", "link", "security", "retention", "contact", "condition", "ownership",
            "status", "notes", "owner", "row", "attribute"]


def meanings(bits):
    return "+".join(name for n, name in enumerate(MEANINGS) if int(bits) >> n & 1)


def families(line):
    names, none = line.split("\t")
    return sorted(names.split(";")), none


SAME = {"place": lambda line, expected: line == expected,
        "claims": lambda line, expected: families(line) == families(expected),
        "header": lambda line, expected: meanings(line) == expected}


def main(program, table):
    with open(table, newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    wrong = 0
    for what, same in SAME.items():
        mine = [r for r in rows if r["what"] == what]
        data = b"".join(r["cell"].encode() + b"\0" for r in mine)
        out = subprocess.run([program, what], input=data, stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
        for row, line in zip(mine, out, strict=False):
            if not same(line, row["expected"]):
                wrong += 1
                read = meanings(line) if what == "header" else line
                print(f"{what} {row['cell']!r}: expected {row['expected']!r}, read {read!r}")
    print(f"{len(rows) - wrong} as expected, {wrong} not")
    return 1 if wrong or not rows else 0


sys.exit(main(sys.argv[1], sys.argv[2]))
