#!/usr/bin/env python3
"""
Reports over a large register, against the sqlite3 shell printing the joined tables without any decision, one after the other in the
same run; and the memory each held at most.

    run.py CHAPTERV [--rows 1000000] [--parties ROWS/10] [--rounds 3] [--seed 1] [--db REGISTER]

What is on file about the transfers is joined to them: clauses, certifications and assessments, as fill.py has them. --db keeps the
register, or takes one that was kept. Ratios are of CPU time, user and system: other programs that run meanwhile change that least.
The exit status says whether anything failed, not whether it was fast.
"""

import argparse
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "import"))
import fill  # noqa: E402
import measure  # noqa: E402

AIMS = {"report coverage": 2.0, "report transfers": 1.0}
MEMORY = 256
COLUMNS = ("t.id, t.exporter, x.name, t.importer, i.name, t.country, t.place, t.exporter_role, t.importer_role, t.data, "
           "t.data_categories, t.data_subjects, t.purposes, t.legal_basis, t.retention, t.\"from\", t.\"until\", t.source")


def about(table, columns):
    """What is on file about a transfer, in one cell, as a report has it in one row."""
    signed = "" if table == "certification" else " AND (p.exporter = t.exporter OR p.exporter = '')"
    return f"(SELECT group_concat({columns}, ';') FROM {table} p WHERE p.importer = t.importer{signed} AND p.known_until IS NULL)"


PARTIES = ("FROM transfer t LEFT JOIN party x ON x.key = t.exporter AND x.known_until IS NULL "
           "LEFT JOIN party i ON i.key = t.importer AND i.known_until IS NULL WHERE t.known_until IS NULL ORDER BY t.n")
JOINED = (f"SELECT {COLUMNS}, {about('safeguard', 'p.mechanism || p.signed')}, {about('certification', 'p.framework || p.covers')}, "
          f"{about('assessment', 'p.dated || p.outcome')} {PARTIES}")


def to_file(command, out):
    return measure.run(["sh", "-c", 'exec "$@" >"$0"', out, *command])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("chapterv")
    p.add_argument("--rows", type=int, default=1_000_000)
    p.add_argument("--parties", type=int)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--db")
    args = p.parse_args()
    with measure.folder() as folder:
        db, out = args.db or os.path.join(folder, "register.db"), os.path.join(folder, "out")
        if not os.path.exists(db):
            fill.fill(args.chapterv, db, folder, args.rows, args.parties, args.seed)
        report = [args.chapterv, "report"]
        runs = {"sqlite3 -csv, joined": ["sqlite3", "-csv", "-readonly", db, JOINED],
                "sqlite3 -csv, parties only": ["sqlite3", "-csv", "-readonly", db, f"SELECT {COLUMNS} {PARTIES}"]}
        for name, more in (("coverage", []), ("transfers", []), ("gaps", []), ("by-country", []), ("article-30-controller", []),
                           ("coverage", ["--party", "own-ie"]), ("coverage", ["--format", "json"]), ("coverage", ["--format", "html"]),
                           ("coverage", ["--format", "xlsx"]), ("transfers", ["--format", "json"]),
                           ("transfers", ["--format", "html"]), ("transfers", ["--format", "xlsx"])):
            runs[" ".join(["report", name, *more])] = [*report, name, "--db", db, *more]
        done = {name: [] for name in runs}
        for i in range(args.rounds):
            for name, command in runs.items():
                if i == 0 or len(command) == 5 or "sqlite3" in name:
                    done[name].append(to_file(command, out))
        base = min(r.cpu for r in done["sqlite3 -csv, joined"])
        print(f"\n{'':34}{'seconds':>9}{'CPU':>8}{'peak MiB':>10}{'ratio':>8}")
        for name, r in done.items():
            cpu, aim = min(x.cpu for x in r), AIMS.get(name)
            print(f"{name:34}{measure.median(r):9.2f}{cpu:8.2f}{max(x.mib for x in r):10.0f}{cpu / base:8.2f}"
                  f"{f' (aim {aim})' if aim else ''}", flush=True)
        most = max(x.mib for r in done.values() for x in r)
        print(f"peak memory: {most:.0f} MiB (aim under {MEMORY})", flush=True)


if __name__ == "__main__":
    main()
