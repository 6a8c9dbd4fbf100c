#!/usr/bin/env python3
"""How well cells of real lists are read, against keys a careful person wrote: keys.py READ_CELL SOURCE_ROOT

Targets: location cells with status "countries" 98 % exact, mechanism cells 95 %, headers 95 %, and no cell of any status read as a
country it does not name. Skipped where the reference lists are absent.
"""
import csv
import os
import pathlib
import subprocess
import sys

BITS = {name: 1 << n for n, name in enumerate([
    "party", "purpose", "service", "role (free text: what it does for us)", "processing location", "entity country",
    "location (entity or processing not said)", "mechanism", "dpa link or reference", "dpa status", "contract", "data categories",
    "data subjects", "date added", "date reviewed", "date other", "website / link", "security / certification", "retention",
    "address / contact", "condition", "ownership nationality", "status", "notes", "internal owner", "row id",
    "dpf/safe-harbor attribute"])}
COMBINED = {"party+entity-country": BITS["party"] | BITS["entity country"],
            "location + other text": None, "location + mechanism": BITS["location (entity or processing not said)"] | BITS["mechanism"],
            "mechanism + dpa": BITS["mechanism"] | BITS["dpa link or reference"]}
LOCATION = BITS["location (entity or processing not said)"]


def read(program, what, cells):
    data = b"".join(c.encode() + b"\0" for c in cells)
    out = subprocess.run([program, what], input=data, stdout=subprocess.PIPE, check=True).stdout.decode()
    return out.split("\n")[:-1]


def rows(folder, name):
    with open(folder / name, newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def split(text):
    return {part for part in text.split(";") if part}


def places(program, folder):
    key = rows(folder, "location_values.csv")
    exact = unread = wrong = total = 0
    for row, line in zip(key, read(program, "place", [r["value"] for r in key])):
        written, inferred, _, _ = line.split("\t")
        written, inferred = split(written), split(inferred)
        want_written, want_inferred = split(row["iso2_written"]), split(row["iso2_inferred"])
        if row["status"] != "countries":
            want_written = want_inferred = set()
        extra = (written | inferred) - (want_written | want_inferred)
        same = written == want_written and inferred == want_inferred
        if extra:
            wrong += 1
            print(f"WRONG place {row['value']!r}: read {sorted(extra)} which it does not name")
        elif not same:
            print(f"unread place {row['value']!r}: {line!r}, key {row['iso2_written']}/{row['iso2_inferred']}")
        if row["status"] == "countries":
            total += 1
            exact += same
            unread += not same and not extra
    print(f"locations   {len(key):5} cells, {total} with countries: {exact} exact ({100 * exact / total:.1f} %), {unread} unread, {wrong} wrong")
    return exact >= 0.98 * total and wrong == 0


def claims(program, folder):
    key = rows(folder, "mechanism_values.csv")
    good = 0
    for row, line in zip(key, read(program, "claims", [r["value"] for r in key])):
        families, none = line.split("\t")
        got = {"uk-addendum" if f == "uk-idta" else f for f in split(families)} or ({"none"} if none else {"unknown"})
        if got == split(row["slugs"]):
            good += 1
        else:
            print(f"claims {row['value']!r}: read {sorted(got)}, key {row['slugs']}")
    print(f"mechanisms  {len(key):5} cells: {good} exact ({100 * good / len(key):.1f} %)")
    return good >= 0.95 * len(key)


def headers(program, folder):
    key = rows(folder, "headers.csv")
    good = 0
    for row, line in zip(key, read(program, "header", [r["header"] for r in key])):
        got, meaning = int(line), row["meaning"]
        want = BITS.get(meaning, COMBINED.get(meaning))
        if got == want or (meaning == "location + other text" and got & LOCATION):
            good += 1
        else:
            print(f"header {row['header']!r}: read {got:#x}, key {meaning}")
    print(f"headers     {len(key):5} cells: {good} exact ({100 * good / len(key):.1f} %)")
    return good >= 0.95 * len(key)


def main(program, root):
    folder = pathlib.Path(os.environ.get("CHAPTERV_SHARED", pathlib.Path(root).parent / "shared")) / "lists"
    if not folder.is_dir():
        print(f"skipped: no reference lists at {folder}")
        return 77
    results = [places(program, folder), claims(program, folder), headers(program, folder)]
    return 0 if all(results) else 1


sys.exit(main(sys.argv[1], sys.argv[2]))
