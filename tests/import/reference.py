"""
Every list of the reference folder through the importer, each into a register of its own: a table of what was read, and no crash, no
refusal of what a careful person could read, no second import that changes anything.
"""

import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile

BINARY = os.environ["CHAPTERV"]
SOURCE = pathlib.Path(__file__).resolve().parents[2]
LISTS = pathlib.Path(os.environ.get("CHAPTERV_SHARED") or SOURCE / ".." / "shared") / "lists" / "csv"
SKIP = 77

# Refused with a clear reason: text that went through the wrong encoding.
MUST_REFUSE = {"mojibake-pl.csv": "read as another encoding"}


def run(*args):
    return subprocess.run([BINARY, *args], capture_output=True, text=True, check=False, timeout=300)


def take(path, db):
    done = run("import", str(path), "--db", db, "--json")
    return done, json.loads(done.stdout) if done.stdout.startswith("{") else {}


def records(db, kind):
    done = run("report", kind, "--db", db)
    return list(csv.DictReader(io.StringIO(done.stdout, newline="")))


def filled(path):
    """Cells below the header that hold something."""
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    return sum(1 for row in rows[1:] for cell in row if cell.strip())


def left(db):
    """Cells of columns that have no place of their own, and legs whose country could not be read."""
    known = {}
    for kind in ("parties", "transfers"):
        done = run("report", kind, "--db", db)
        head = next(csv.reader(io.StringIO(done.stdout, newline="")))
        known[kind] = head[head.index("source") + 1:]
    extra = sum(1 for p in records(db, "parties") for name in known["parties"] if p[name])
    extra += sum(1 for t in records(db, "transfers") for name in known["transfers"] if t[name] and name != "location")
    return extra + sum(1 for t in records(db, "transfers") if t.get("location") and not t["country"])


def one(path, folder):
    """A line of the table, and what is wrong with it or None."""
    db = os.path.join(folder, path.stem + ".db")
    done, said = take(path, db)
    wanted = MUST_REFUSE.get(path.name)
    if done.returncode < 0 or "Sanitizer" in done.stderr:
        return None, f"crashed ({done.returncode}): {done.stderr[-400:]}"
    if wanted or path.parent.name == "templates":
        if done.returncode == 2 and (wanted or "no rows below") in done.stderr:
            return f"{path.name:40} refused: {done.stderr.strip().splitlines()[0][:90]}", None
        return None, f"was to be refused: {done.returncode} {done.stderr[:200]}"
    if done.returncode != 0:
        return None, f"refused: {done.stderr[:400]}"
    kinds = {kind: len(records(db, kind)) for kind in ("parties", "transfers", "safeguards")}
    cells, unread = filled(path), left(db)
    again, said_again = take(path, db)
    if again.returncode != 0 or said_again.get("import") is not None:
        return None, f"the second import changed something: {again.stdout[:300]} {again.stderr[:200]}"
    return (f"{path.name:40} {said['kind']:6} {said['read']:6} {kinds['parties']:7} {kinds['transfers']:9} "
            f"{kinds['safeguards']:6} {cells - unread:7} {unread:6}"), None


def main():
    if not LISTS.is_dir():
        print(f"skipped: no reference lists at {LISTS} (set CHAPTERV_SHARED)")
        return SKIP
    failed = 0
    print(f"{'file':40} {'as':6} {'rows':>6} {'parties':>7} {'transfers':>9} {'claims':>6} {'read':>7} {'left':>6}")
    with tempfile.TemporaryDirectory(prefix="chapterv-lists-") as folder:
        for path in sorted(LISTS.rglob("*.csv")):
            line, wrong = one(path, folder)
            print(line if wrong is None else f"{path.name}: FAILED: {wrong}", flush=True)
            failed += wrong is not None
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
