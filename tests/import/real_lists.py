#!/usr/bin/env python3
"""
Every real list goes in, each into a register of its own; a second time changes nothing: real_lists.py CHAPTERV SOURCE_ROOT

Prints a table: rows, parties, transfers, claims, cells understood, cells kept as written. Fails on a crash, on the refusal of what a careful
person could read, and on a second import that changes anything. Skipped where the lists are absent.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MUST_BE_REFUSED = {"mojibake-pl.csv": "encoded twice"}
NO_ROWS = ("no rows below it", "are neither those of")  # the templates are headers only


def run(program, db, *args):
    env = dict(os.environ, CHAPTERV_DB=str(db), CHAPTERV_NOW="2026-11-23T10:00:00Z")
    return subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=env,
                          timeout=300, check=False)


def count(program, db, kind):
    return run(program, db, "report", kind).stdout.count(b"\r\n") - 1


def cells(notes):
    for note in notes:
        m = re.fullmatch(r"cells: (\d+) understood, (\d+) kept as written", note)
        if m:
            return int(m.group(1)), int(m.group(2))
    return 0, 0


def refusal(p, reasons):
    said = (p.stdout + p.stderr).decode()
    return p.returncode == 2 and any(r in said for r in reasons)


def one(program, path, folder):
    """The line of the table, and whether all is well."""
    db = folder / (path.name + ".db")
    p = run(program, db, "import", str(path), "--json")
    must = [MUST_BE_REFUSED[path.name]] if path.name in MUST_BE_REFUSED else NO_ROWS if path.parent.name == "templates" else None
    if must:
        good = refusal(p, must)
        return "refused, as it must be" if good else f"NOT REFUSED: {p.returncode} {p.stderr.decode()[:300]}", good
    if p.returncode != 0:
        return f"REFUSED: {p.returncode} {p.stderr.decode()[:300]}", False
    rep = json.loads(p.stdout)
    counts = [count(program, db, kind) for kind in ("parties", "transfers", "safeguards")]
    understood, kept = cells(rep["notes"])
    again = json.loads(run(program, db, "import", str(path), "--json").stdout or "{}")
    same = again.get("added") == again.get("updated") == 0 and again["import"] is None
    line = f"{rep['kind']:8} {rep['read']:6} {counts[0]:8} {counts[1]:10} {counts[2]:7} {understood:11} {kept:8}"
    return line + ("" if same else "   SECOND IMPORT CHANGED SOMETHING"), same


def main(program, root):
    lists = pathlib.Path(os.environ.get("CHAPTERV_SHARED") or pathlib.Path(root).parent / "shared") / "lists" / "csv"
    if not lists.is_dir():
        print(f"skipped: no reference lists at {lists}")
        return 77
    print(f"{'file':42} {'as':8} {'rows':>6} {'parties':>8} {'transfers':>10} {'claims':>7} {'understood':>11} {'kept':>8}")
    good = 0
    files = sorted(lists.rglob("*.csv"))
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            line, well = one(program, path, pathlib.Path(folder))
            print(f"{path.name:42} {line}", flush=True)
            good += well
    print(f"{good} of {len(files)} lists as they should be")
    return 0 if good == len(files) else 1


sys.exit(main(sys.argv[1], sys.argv[2]))
