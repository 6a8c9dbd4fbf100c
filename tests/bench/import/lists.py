#!/usr/bin/env python3
"""
A foreign sub-processor list with places in free text into a fresh register, against tools that put a CSV file into a table as it
is: csvsql (csvkit) and sqlite-utils, those that are there, one after the other in the same run.

    lists.py CHAPTERV [--rows 100000] [--rounds 3] [--seed 1]

The exit status says whether anything failed, not whether it was fast.
"""

import argparse
import contextlib
import shutil
import sqlite3
import sys

import make
import measure

AIM = 10


def rows_in(db):
    with contextlib.closing(sqlite3.connect(db)) as c:
        return c.execute("SELECT count(*) FROM list").fetchone()[0]


def ours(program, db, path, n):
    done = measure.run([program, "import", path, "--as", "list", "--db", db])
    if f"{n} rows read as list: " not in done.out or f"{n} parties" not in done.out:
        sys.exit(f"not all rows were imported:\n{done.out[-2000:]}")
    return done


def main():
    p = argparse.ArgumentParser()
    p.add_argument("chapterv")
    for name, value in (("rows", 100_000), ("rounds", 3), ("seed", 1)):
        p.add_argument("--" + name, type=int, default=value)
    args = p.parse_args()
    with measure.folder() as folder:
        path, db = make.foreign(folder, args.rows, args.seed), f"{folder}/list.db"
        others = {
            "csvsql": ["csvsql", "--insert", "--db", f"sqlite:///{db}", path],
            "sqlite-utils": ["sqlite-utils", "insert", db, "list", path, "--csv"],
        }
        others = {name: command for name, command in others.items() if shutil.which(name)}
        if not others:
            print("skipped: there is neither csvsql nor sqlite-utils here")
            return 77
        runs = {name: [] for name in ["chapterv", *others]}
        for _ in range(args.rounds):
            measure.remove(db)
            runs["chapterv"].append(ours(args.chapterv, db, path, args.rows))
            for name, command in others.items():
                measure.remove(db)
                runs[name].append(measure.run(command))
                if rows_in(db) != args.rows:
                    sys.exit(f"{name} did not insert all rows")
        mine = measure.median(runs["chapterv"])
        print(f"{f'{args.rows} rows':20}{'seconds':>10}{'rows/s':>10}{'peak MiB':>10}   rows/s of ours to theirs (aim {AIM})")
        for name, done in runs.items():
            took = measure.median(done)
            ratio = f"{took / mine:10.2f}" if name != "chapterv" else ""
            print(f"{name:20}{took:10.2f}{args.rows / took:10.0f}{max(r.mib for r in done):10.0f}{ratio}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
