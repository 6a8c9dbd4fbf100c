#!/usr/bin/env python3
"""Every real list goes in, once; a second time changes nothing: real_lists.py CHAPTERV SOURCE_ROOT. Skipped where they are absent."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

MUST_BE_REFUSED = {"mojibake-pl.csv": "encoded twice"}


def run(program, db, *args):
    env = dict(os.environ, CHAPTERV_DB=str(db), CHAPTERV_NOW="2026-11-23T10:00:00Z")
    return subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=env, timeout=300)


def one(program, path, folder):
    db = folder / (path.name + ".db")
    p = run(program, db, "import", str(path), "--json")
    if path.name in MUST_BE_REFUSED:
        ok = p.returncode == 2 and MUST_BE_REFUSED[path.name].encode() in p.stdout + p.stderr
        print(f"{path.name:42} {'refused as it must be' if ok else 'NOT REFUSED'}")
        return ok
    if p.returncode != 0:
        print(f"{path.name:42} REFUSED: {p.stderr.decode()[:300]}")
        return False
    rep = json.loads(p.stdout)
    parties = run(program, db, "report", "parties").stdout.count(b"\r\n") - 1
    transfers = run(program, db, "report", "transfers").stdout.count(b"\r\n") - 1
    left = sum("no country is named" in note for note in rep["notes"])
    again = json.loads(run(program, db, "import", str(path), "--json").stdout)
    same = again["added"] == again["updated"] == 0 and again["import"] is None
    print(f"{path.name:42} {rep['kind']:15} {rep['read']:6} rows {parties:6} parties {transfers:6} transfers {left:5} places left"
          + ("" if same else "   SECOND IMPORT CHANGED SOMETHING"))
    return same


def main(program, root):
    lists = pathlib.Path(os.environ.get("CHAPTERV_SHARED", pathlib.Path(root).parent / "shared")) / "lists" / "csv"
    if not lists.is_dir():
        print(f"skipped: no reference lists at {lists}")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        results = [one(program, path, pathlib.Path(folder)) for path in sorted(lists.glob("*.csv"))]
    print(f"{sum(results)} of {len(results)} lists as they should be")
    return 0 if all(results) else 1


sys.exit(main(sys.argv[1], sys.argv[2]))
