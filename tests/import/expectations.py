#!/usr/bin/env python3
"""
Picked rows of real lists, imported whole: the countries and the claims of the party are those a careful person reads.
expectations.py CHAPTERV SOURCE_ROOT

Skipped where the lists are absent.
"""
import csv
import io
import os
import pathlib
import subprocess
import sys
import tempfile

SAME = {"uk-idta": "uk-addendum"}  # the key has one word for both


def run(program, db, *args):
    return subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          env=dict(os.environ, CHAPTERV_DB=str(db)), timeout=300, check=False)


def report(program, db, kind):
    return list(csv.DictReader(io.StringIO(run(program, db, "report", kind).stdout.decode())))


def split(text):
    return {part for part in text.split(";") if part}


def records(program, folder, lists, name, known):
    if name not in known:
        db = folder / (name + ".db")
        run(program, db, "import", str(lists / "csv" / name))
        known[name] = [report(program, db, kind) for kind in ("parties", "transfers", "safeguards")]
    return known[name]


def one(row, parties, transfers, safeguards):
    ids = {p["id"] for p in parties if p["name"].split() == row["party"].split()}
    countries = {t["country"] for t in transfers if t["importer"] in ids and t["country"]}
    claims = {SAME.get(s["mechanism"], s["mechanism"]) for s in safeguards if s["importer"] in ids}
    want = split(row["countries_iso2"]), split(row["mechanism_slugs"]) - {"none", "unknown"}
    if ids and (countries, claims) == want:
        return True
    print(f"FAILED: {row['source']}, {row['party']!r}: {sorted(countries)} {sorted(claims)}, not {[sorted(w) for w in want]}")
    return False


def main(program, root):
    lists = pathlib.Path(os.environ.get("CHAPTERV_SHARED") or pathlib.Path(root).parent / "shared") / "lists"
    if not lists.is_dir():
        print(f"skipped: no reference lists at {lists}")
        return 77
    known = {}
    with open(lists / "expectations.csv", newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    with tempfile.TemporaryDirectory() as folder:
        good = sum(one(row, *records(program, pathlib.Path(folder), lists, row["source"], known)) for row in rows)
    print(f"{good} of {len(rows)} rows as a careful person reads them")
    return 0 if rows and good == len(rows) else 1


sys.exit(main(sys.argv[1], sys.argv[2]))
